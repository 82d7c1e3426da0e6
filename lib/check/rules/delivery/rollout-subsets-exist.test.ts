import { kube, rollout, ruleCases } from '../../testing.ts';
import { rolloutSubsetsExist } from './rollout-subsets-exist.ts';

const namespace = 'blog';
const rule = (...names: string[]) =>
  kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'web-rule' }, { spec: { subsets: names.map((name) => ({ name })) } });
const web = (entry: object) =>
  rollout({
    namespace,
    spec: {
      strategy: { canary: { trafficRouting: { istio: { destinationRule: { name: 'web-rule', stableSubsetName: 'stable', ...entry } } } } },
    },
  });

ruleCases(rolloutSubsetsExist, {
  accepts: {
    'both subsets': [rule('stable', 'canary'), web({ canarySubsetName: 'canary' })],
    'a rule that is not here, which another rule asks for': [web({})],
  },
  refuses: {
    'subsets the wrong way round': {
      given: [rule('stable', 'canary'), web({ stableSubsetName: 'canary', canarySubsetName: 'stable' })],
      says: 'the stable subset is "canary", the canary one "stable"',
    },
    'a slip': {
      given: [rule('stable', 'canary'), web({ canarySubsetName: 'canry' })],
      says: 'DestinationRule web-rule has no subset "canry", it has stable, canary',
      fix: 'Did you mean "canary"?',
    },
    'no subsets': { given: [rule(), web({})], says: 'DestinationRule web-rule has no subset "stable", it has none' },
  },
});
