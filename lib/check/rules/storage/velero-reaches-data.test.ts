import { deployment, kube, ruleCases } from '../../testing.ts';
import { veleroReachesData } from './velero-reaches-data.ts';

const schedule = (template: object) => kube('velero.io/v1/Schedule', { name: 'daily', namespace: 'velero' }, { spec: { template } });
const claim = (labels: Readonly<Record<string, string>> = {}) =>
  kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'shop', labels });
const shop = [deployment({ name: 'web', namespace: 'shop' }), claim()];
const files = { defaultVolumesToFsBackup: true };
const only = (matchLabels: object) => ({ includedNamespaces: ['shop'], labelSelector: { matchLabels } });

ruleCases(veleroReachesData, {
  accepts: {
    'everything of some namespaces': [...shop, schedule({ ...files, includedNamespaces: ['shop'] })],
    'claims with their pods': [schedule({ ...files, includedResources: ['pods', 'persistentvolumeclaims', 'persistentvolumes'] })],
    'objects without files': [schedule({ includedResources: ['configmaps'] }), schedule({ excludedResources: ['pods'] })],
    'a label that pods have': [...shop, schedule(only({ app: 'web' }))],
    'a label that a claim has': [...shop, claim({ tier: 'data' }), schedule(only({ tier: 'data' }))],
    'a namespace that nobody shows': [schedule(only({ tier: 'data' }))],
    'a label of which one suffices': [
      ...shop,
      schedule({ orLabelSelectors: [{ matchLabels: { a: 'b' } }, { matchLabels: { app: 'web' } }] }),
    ],
  },
  refuses: {
    'claims without pods': {
      given: [schedule({ ...files, includedResources: ['persistentvolumeclaims', 'persistentvolumes'] })],
      says: 'it copies the files of volumes through their pods, and includedResources leaves out pods',
      fix: 'Add pods to the list.',
    },
    'pods that are left out': {
      given: [schedule({ ...files, excludedResources: ['events', 'pods'] })],
      says: 'it copies the files of volumes through their pods, and excludedResources leaves out pods',
    },
    'a namespace that is wanted and left out': {
      given: [schedule({ includedNamespaces: ['shop', 'kube-system'], excludedNamespaces: ['kube-system'] })],
      says: 'kube-system is in includedNamespaces and in excludedNamespaces',
    },
    'a label that nothing has': {
      given: [...shop, schedule(only({ recovery: 'stateful' }))],
      says: 'nothing of the tree has the labels recovery: stateful',
    },
  },
});
