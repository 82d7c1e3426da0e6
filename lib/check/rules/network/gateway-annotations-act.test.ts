import { kube, ruleCases } from '../../testing.ts';
import { gatewayAnnotationsAct } from './gateway-annotations-act.ts';

const gateway = (annotations: Readonly<Record<string, string>>, infrastructure?: object, gatewayClassName = 'cilium') =>
  kube(
    'gateway.networking.k8s.io/v1/Gateway',
    { name: 'main', namespace: 'gw', annotations },
    { spec: { gatewayClassName, infrastructure } },
  );
const certManager = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'cert-manager', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.jetstack.io', chart: 'cert-manager', targetRevision: 'v1.19.1', helm: { valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'cert-manager' },
      },
    },
  );
const address = { 'metallb.io/loadBalancerIPs': '192.168.64.201' };
const issuer = { 'cert-manager.io/cluster-issuer': 'web' };

ruleCases(gatewayAnnotationsAct, {
  accepts: {
    'an address for the Service': [gateway({}, { annotations: address })],
    'an address on a Gateway whose controller copies it': [gateway(address, undefined, 'istio')],
    'a cert-manager that looks at Gateways': [certManager({ config: { enableGatewayAPI: true } }), gateway(issuer)],
    'a cert-manager that is told by an argument': [certManager({ extraArgs: ['--enable-gateway-api'] }), gateway(issuer)],
    'a cert-manager of elsewhere': [gateway(issuer)],
  },
  refuses: {
    'an address on the Gateway': {
      given: [gateway(address)],
      says: 'metallb.io/loadBalancerIPs stands on the Gateway, and Cilium hands on to its Service what stands in spec.infrastructure.annotations',
    },
    'a cert-manager that looks at Ingresses only': {
      given: [certManager({ crds: { enabled: true } }), gateway(issuer)],
      says: 'cert-manager.io/cluster-issuer asks cert-manager for a certificate, and its values do not switch Gateways on',
    },
  },
});
