import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { policyPortListens } from './policy-port-listens.ts';

const namespace = 'blog';
const web = [deployment({ namespace }), service({ namespace, selector: { app: 'web' } })];
const cilium = (port: string) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace },
    { spec: { endpointSelector: { matchLabels: { app: 'web' } }, ingress: [{ toPorts: [{ ports: [{ port }] }] }] } },
  );
const native = (port: number | string) =>
  kube('networking.k8s.io/v1/NetworkPolicy', { name: 'web', namespace }, { spec: { podSelector: {}, ingress: [{ ports: [{ port }] }] } });

const api = [
  deployment({ name: 'api', namespace, labels: { app: 'api' }, container: { ports: [{ containerPort: 8002 }] } }),
  service({ name: 'api', namespace, selector: { app: 'api' }, ports: [{ port: 8002 }] }),
];
const outward = (...ports: number[]) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: 'web-to-api', namespace },
    {
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'api' } } }], ports: ports.map((port) => ({ port })) }],
      },
    },
  );

ruleCases(policyPortListens, {
  accepts: {
    'ways out through ports of which one is right, or that nobody else has': [...web, ...api, outward(8080, 8002), outward(9999)],
    'the port of the pods': [...web, cilium('8080')],
    'its name': [...web, native('http')],
    'a port of the sidecar': [...web, cilium('15020')],
    'a port that nobody declares': [...web, cilium('9100')],
    'pods that declare no port': [deployment({ namespace, container: { ports: [] } }), ...web.slice(1), cilium('80')],
    'a Service with one number for both': [
      web[0]!,
      service({ namespace, selector: { app: 'web' }, ports: [{ port: 9000 }] }),
      cilium('9000'),
    ],
  },
  refuses: {
    'a way out through the port of another workload': {
      given: [...web, ...api, outward(8080)],
      says: 'port 8080 is that of Deployment web; the pods of Deployment api listen on 8002',
      fix: 'Write port 8002.',
    },
    'the port of the Service': {
      given: [...web, cilium('80')],
      says: 'port 80 is the port of Service web; its pods listen on 8080',
      fix: 'Write port 8080.',
    },
    'a NetworkPolicy': { given: [...web, native(80)], says: 'port 80 is the port of Service web; its pods listen on 8080' },
  },
});
