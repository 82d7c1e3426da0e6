import { kube, ruleCases } from '../../testing.ts';
import { rbacWordsKnown } from './rbac-words-known.ts';

const role = (apiGroups: readonly string[], verbs: readonly string[]) =>
  kube('rbac.authorization.k8s.io/v1/Role', {}, { rules: [{ apiGroups, resources: ['pods'], verbs }] });

ruleCases(rbacWordsKnown, {
  accepts: {
    'verbs of the API': [role([''], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'])],
    'verbs of single resources': [role(['policy'], ['use']), role(['certificates.k8s.io'], ['approve', 'sign'])],
    everything: [role(['*'], ['*'])],
    'a verb of an aggregated server': [role(['example.com'], ['snapshotting'])],
    'groups of operators': [role(['argoproj.io', 'metrics.k8s.io', 'longhorn.io'], ['get'])],
    'paths of the API server': [
      kube('rbac.authorization.k8s.io/v1/ClusterRole', {}, { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get', 'head'] }] }),
    ],
  },
  refuses: {
    'a word of people': { given: [role([''], ['read', 'list'])], says: 'there is no verb read', fix: 'Write get.' },
    'a command of kubectl': { given: [role([''], ['get', 'exec'])], says: 'there is no verb exec', fix: 'Write create on pods/exec.' },
    'a capital': { given: [role([''], ['Get'])], says: 'there is no verb Get', fix: 'Write get.' },
    'a slip': { given: [role([''], ['wacth'])], says: 'there is no verb wacth', fix: 'Write watch.' },
    'a group with its version': {
      given: [role(['apps/v1'], ['get'])],
      says: 'there is no API group apps/v1: rules name groups without their version',
      fix: 'Write apps.',
    },
    'the version of the core': {
      given: [role(['v1'], ['get'])],
      says: 'there is no API group v1: rules name groups without their version',
      fix: 'Write "", which is the core.',
    },
    'half of a name': { given: [role(['networking'], ['get'])], says: 'there is no API group networking', fix: 'Write networking.k8s.io.' },
  },
});
