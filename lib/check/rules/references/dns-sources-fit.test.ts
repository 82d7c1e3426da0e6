import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { dnsSourcesFit } from './dns-sources-fit.ts';

const chart = (valuesObject: object, name = 'external-dns') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.acme.example', chart: name, targetRevision: '1.15.0', helm: { valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: name },
      },
    },
  );
const pod = (...sources: readonly string[]) =>
  deployment({
    container: { image: 'registry.k8s.io/external-dns/external-dns:v0.15.0', args: sources.map((each) => `--source=${each}`) },
  });
const gateway = kube('networking.istio.io/v1/Gateway', { name: 'edge' }, { spec: { servers: [{ hosts: ['*.example.shop'] }] } });
const route = kube('gateway.networking.k8s.io/v1/HTTPRoute', {}, { spec: { hostnames: ['web.example.shop'] } });
const endpoint = kube(
  'externaldns.k8s.io/v1alpha1/DNSEndpoint',
  { name: 'nas' },
  { spec: { endpoints: [{ dnsName: 'nas.example.shop', recordType: 'A', targets: ['192.0.2.5'] }] } },
);
const named = service({ annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'web.example.shop' } });

ruleCases(dnsSourcesFit, {
  accepts: {
    'the kind of the hosts': [chart({ sources: ['istio-gateway'] }), gateway],
    'one of some kinds': [pod('service', 'gateway-httproute'), route, gateway],
    'a named Service': [chart({}), named, gateway],
    'a source that the tree does not show': [pod('service', 'crd'), gateway],
    'records of its own kind': [pod('ingress', 'crd'), endpoint],
    'a second one for records of its own kind': [
      pod('ingress'),
      deployment({ name: 'own', container: { image: 'external-dns:v0.15.0', args: ['--source=crd'] } }),
      endpoint,
    ],
    'records that something else reads': [endpoint],
    'no hosts': [chart({})],
    'an Ingress of a chart': [chart({}), gateway, chart({ grafana: { ingress: { enabled: true } } }, 'stack')],
    'flags that are not here': [pod(), gateway],
    'another program': [deployment({ container: { args: ['--source=service'] } }), gateway],
  },
  refuses: {
    'records of its own kind, at which nobody looks': {
      given: [pod('ingress', 'service'), endpoint],
      says: 'names are taken from ingress, service, and DNSEndpoint nas (nas.example.shop) is for the source crd',
    },
    'the default of the chart': {
      given: [chart({}), gateway],
      says: 'names are taken from service, ingress, where none stands, and example.shop are for the source istio-gateway',
    },
    'Ingresses, of which there are none': {
      given: [pod('ingress'), route],
      says: 'names are taken from ingress, where none stands, and web.example.shop are for the source gateway-httproute',
      fix: 'Add gateway-httproute to the sources.',
    },
  },
});
