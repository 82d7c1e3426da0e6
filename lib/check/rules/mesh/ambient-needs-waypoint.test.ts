import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { ambientNeedsWaypoint } from './ambient-needs-waypoint.ts';

const ambient = kube('v1/Namespace', { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } });
const web = deployment({ namespace: 'shop' });
const paths = { rules: [{ to: [{ operation: { paths: ['/api/*'] } }] }] };
const policy = (spec: object) => kube('security.istio.io/v1/AuthorizationPolicy', { namespace: 'shop' }, { spec });
const says = 'it asks for what only HTTP shows, and the pods of Deployment web are in ambient mode, where a selector binds it to ztunnel';

ruleCases(ambientNeedsWaypoint, {
  accepts: {
    'a policy that is bound to a Service': [ambient, web, policy({ ...paths, targetRefs: [{ kind: 'Service', group: '', name: 'web' }] })],
    'a policy on accounts and ports': [
      ambient,
      web,
      policy({ rules: [{ from: [{ source: { principals: ['a'] } }], to: [{ operation: { ports: ['80'] } }] }] }),
    ],
    'pods with a sidecar': [meshed('shop'), web, policy(paths)],
    'a pod that opted out': [
      ambient,
      deployment({ namespace: 'shop', labels: { app: 'web', 'istio.io/dataplane-mode': 'none' } }),
      policy(paths),
    ],
  },
  refuses: {
    'paths for pods by their labels': { given: [ambient, web, policy({ ...paths, selector: { matchLabels: { app: 'web' } } })], says },
    'methods for the whole namespace': { given: [ambient, web, policy({ rules: [{ to: [{ operation: { methods: ['GET'] } }] }] })], says },
  },
});
