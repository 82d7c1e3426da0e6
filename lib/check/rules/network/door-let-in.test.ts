import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { doorLetIn } from './door-let-in.ts';

const namespace = 'shop';
const labels = { app: 'web' };
const web = deployment({ name: 'web', namespace, labels, container: { ports: [{ containerPort: 8080 }] } });
const door = (type: string) =>
  service({ name: 'web', namespace, selector: labels, type, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
const policy = (name: string, ingress: readonly object[] | undefined, podSelector: object = {}) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name, namespace },
    { spec: { podSelector, policyTypes: ['Ingress'], ...(ingress === undefined ? {} : { ingress }) } },
  );
const from = (namespaceName: string) => ({
  from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } } }],
  ports: [{ protocol: 'TCP', port: 8080 }],
});

ruleCases(doorLetIn, {
  accepts: {
    'no policies': [web, door('NodePort')],
    'a Service within the cluster': [web, door('ClusterIP'), policy('deny', undefined)],
    'a rule for everybody': [web, door('NodePort'), policy('deny', undefined), policy('open', [{ ports: [{ port: 8080 }] }])],
    'a rule for addresses': [
      web,
      door('LoadBalancer'),
      policy('deny', undefined),
      policy('lan', [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }]),
    ],
    'policies about other pods, and about the way out': [
      web,
      door('NodePort'),
      policy('db', [from('shop')], { matchLabels: { app: 'db' } }),
      kube('networking.k8s.io/v1/NetworkPolicy', { name: 'out', namespace }, { spec: { podSelector: {}, policyTypes: ['Egress'] } }),
    ],
    'what Cilium calls the world': [
      web,
      door('NodePort'),
      kube(
        'cilium.io/v2/CiliumNetworkPolicy',
        { name: 'world', namespace },
        { spec: { endpointSelector: { matchLabels: labels }, ingress: [{ fromEntities: ['world'] }] } },
      ),
    ],
  },
  refuses: {
    'a door to pods that only the gateway may reach': {
      given: [web, door('NodePort'), policy('deny', undefined), policy('gateway', [from('ingress-nginx')], { matchLabels: labels })],
      says: 'NodePort 30080 leads to port 8080 of Deployment web, whose policies (gateway) let in pods only',
    },
    'a door to pods of Cilium that let in each other': {
      given: [
        web,
        door('LoadBalancer'),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { name: 'inside', namespace },
          { spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] } },
        ),
      ],
      says: 'LoadBalancer 30080 leads to port 8080 of Deployment web, whose policies (inside) let in pods only',
    },
  },
});
