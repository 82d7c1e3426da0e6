import { kube, ruleCases } from '../../testing.ts';
import { onePolicyPerScope } from './one-policy-per-scope.ts';

const telemetry = (name: string, spec: object = {}, namespace = 'istio-system') =>
  kube('telemetry.istio.io/v1/Telemetry', { name, namespace }, { spec });
const peer = (name: string, labels?: Record<string, string>) =>
  kube(
    'security.istio.io/v1/PeerAuthentication',
    { name, namespace: 'blog' },
    { spec: labels === undefined ? {} : { selector: { matchLabels: labels } } },
  );
const rule = (name: string, host: string, spec: object) =>
  kube('networking.istio.io/v1/DestinationRule', { name, namespace: 'blog' }, { spec: { host, ...spec } });
const tls = { trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } };

ruleCases(onePolicyPerScope, {
  accepts: {
    'one for the mesh and one for a namespace': [telemetry('mesh'), telemetry('blog', {}, 'blog')],
    'one for all pods and one for some': [peer('default'), peer('web', { app: 'web' })],
    'different pods': [peer('web', { app: 'web' }), peer('was', { app: 'was' })],
    'subsets beside a policy of one host': [
      rule('subsets', 'web', { subsets: [{ name: 'stable' }] }),
      rule('tls', 'web.blog.svc.cluster.local', tls),
    ],
    'a wildcard and one host': [rule('all', '*.blog.svc.cluster.local', tls), rule('web', 'web', tls)],
  },
  refuses: {
    'two Telemetries for the mesh': {
      given: [telemetry('tracing-default'), telemetry('metrics-default')],
      says: [
        'Telemetry tracing-default stands without a selector in "istio-system" too; only one of them takes effect',
        'Telemetry metrics-default stands without a selector in "istio-system" too; only one of them takes effect',
      ],
      fix: 'Merge it with tracing-default into one Telemetry.',
    },
    'the same pods, labels in another order': {
      given: [peer('a', { app: 'web', tier: 'front' }), peer('b', { tier: 'front', app: 'web' })],
      says: [
        'PeerAuthentication b stands with the same selector too; only one of them takes effect',
        'PeerAuthentication a stands with the same selector too; only one of them takes effect',
      ],
    },
    'one host under two names': {
      given: [rule('long', 'web.blog.svc.cluster.local', tls), rule('short', 'web', tls)],
      says: [
        'DestinationRule short stands for host web.blog.svc.cluster.local too; only one of them takes effect',
        'DestinationRule long stands for host web too; only one of them takes effect',
      ],
    },
  },
});
