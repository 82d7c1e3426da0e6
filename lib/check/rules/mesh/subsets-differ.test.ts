import { kube, rollout, ruleCases } from '../../testing.ts';
import { subsetsDiffer } from './subsets-differ.ts';

const rule = (...subsets: object[]) =>
  kube('networking.istio.io/v1/DestinationRule', { namespace: 'blog' }, { spec: { host: 'web', subsets } });
const web = rollout({
  namespace: 'blog',
  spec: {
    strategy: {
      canary: { trafficRouting: { istio: { destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' } } } },
    },
  },
});

ruleCases(subsetsDiffer, {
  accepts: {
    'labels of their own': [rule({ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } })],
    'equal labels that Argo Rollouts tells apart': [
      web,
      rule({ name: 'stable', labels: { app: 'web' } }, { name: 'canary', labels: { app: 'web' } }),
    ],
    'a subset with only a policy': [rule({ name: 'fast', trafficPolicy: {} })],
  },
  refuses: {
    'equal labels': {
      given: [rule({ name: 'v1', labels: { app: 'web' } }, { name: 'v2', labels: { app: 'web' } })],
      says: 'subsets "v1" and "v2" have the same labels',
    },
    'labels left empty': {
      given: [web, rule({ name: 'stable', labels: null }, { name: 'canary', labels: null })],
      says: [
        'the labels of subset "stable" are null: it selects every pod of web',
        'the labels of subset "canary" are null: it selects every pod of web',
      ],
    },
    'one name twice': {
      given: [rule({ name: 'v1', labels: { version: 'v1' } }, { name: 'v1', labels: { version: 'v2' } })],
      says: 'two subsets are called "v1"',
    },
  },
});
