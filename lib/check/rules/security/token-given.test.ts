import { cronJob, kube, ruleCases } from '../../testing.ts';
import { tokenGiven } from './token-given.ts';

const account = (automountServiceAccountToken?: boolean) =>
  kube(
    'v1/ServiceAccount',
    { name: 'cleaner', namespace: 'ops' },
    automountServiceAccountToken === undefined ? {} : { automountServiceAccountToken },
  );
const calling = (pod: object, command = 'kubectl delete pod --field-selector=status.phase==Succeeded') =>
  cronJob({ namespace: 'ops', container: { command: ['sh', '-c'], args: [command] }, pod: { serviceAccountName: 'cleaner', ...pod } });

ruleCases(tokenGiven, {
  accepts: {
    'a token, as by default': [account(), calling({})],
    'a pod that outweighs its account': [account(false), calling({ automountServiceAccountToken: true })],
    'a token that is mounted by hand': [
      account(false),
      calling({ volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] }),
    ],
    'a pod that asks nobody': [account(false), calling({}, 'date')],
    'a login of its own': [account(false), calling({}, 'kubectl --kubeconfig /etc/kube/config get pods')],
  },
  refuses: {
    'an account that gives its token to nobody': {
      given: [account(false), calling({})],
      says: 'it calls kubectl delete, and ServiceAccount cleaner gives its token to no pod (automountServiceAccountToken: false)',
    },
    'a pod without a token': {
      given: [account(), calling({ automountServiceAccountToken: false })],
      says: 'it calls kubectl delete, and its pods get no token (automountServiceAccountToken: false)',
    },
  },
});
