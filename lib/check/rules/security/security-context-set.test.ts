import { deployment, ruleCases } from '../../testing.ts';
import { securityContextSet } from './security-context-set.ts';

ruleCases(securityContextSet, {
  accepts: {
    'one for the pod': [deployment({ pod: { securityContext: { runAsNonRoot: true } } })],
    'one for the container': [deployment({ container: { securityContext: { allowPrivilegeEscalation: false } } })],
  },
  refuses: {
    none: { given: [deployment()], says: 'neither the pod nor a container has a securityContext' },
    'an empty one': {
      given: [deployment({ pod: { securityContext: {} } })],
      says: 'neither the pod nor a container has a securityContext',
    },
  },
});
