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

ruleCases(policyPortListens, {
  accepts: {
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
    'the port of the Service': {
      given: [...web, cilium('80')],
      says: 'port 80 is the port of Service web; its pods listen on 8080',
      fix: 'Write port 8080.',
    },
    'a NetworkPolicy': { given: [...web, native(80)], says: 'port 80 is the port of Service web; its pods listen on 8080' },
  },
});
