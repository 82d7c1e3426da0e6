import { kube, ruleCases } from '../../testing.ts';
import { longhornSettingKnown } from './longhorn-setting-known.ts';

const setting = (name: string, value: unknown) => kube('longhorn.io/v1beta2/Setting', { name, namespace: 'longhorn-system' }, { value });

ruleCases(longhornSettingKnown, {
  accepts: {
    'a policy that there is': [setting('node-drain-policy', 'allow-if-replica-is-stopped')],
    'the default of places': [setting('default-data-locality', 'best-effort')],
    'a setting that is no word': [setting('default-replica-count', '2')],
    'a value that is filled in': [setting('node-drain-policy', '${POLICY}')],
    'values for each engine': [setting('replica-auto-balance', '{"v1":"best-effort"}')],
  },
  refuses: {
    'a policy that there is not': {
      given: [setting('node-drain-policy', 'allow-if-last-replica-is-stopped')],
      says: 'nodeDrainPolicy is allow-if-last-replica-is-stopped, which is none of block-for-eviction, block-for-eviction-if-contains-last-replica, block-if-contains-last-replica, allow-if-replica-is-stopped, always-allow',
    },
    'a word of another setting': {
      given: [setting('replica-auto-balance', 'enabled')],
      says: 'replicaAutoBalance is enabled, which is none of disabled, least-effort, best-effort',
    },
    'a slip': {
      given: [setting('node-down-pod-deletion-policy', 'delete-statefulset-pods')],
      says: 'nodeDownPodDeletionPolicy is delete-statefulset-pods, which is none of do-nothing, delete-statefulset-pod, delete-deployment-pod, delete-both-statefulset-and-deployment-pod',
      fix: 'Did you mean "delete-statefulset-pod"?',
    },
  },
});
