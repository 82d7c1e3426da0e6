import { kube, ruleCases } from '../../testing.ts';
import { policyActs } from './policy-acts.ts';

const all = {
  spec: { '=(initContainers)': [{ image: '*:*' }], '=(ephemeralContainers)': [{ image: '*:*' }], containers: [{ image: '*:*' }] },
};
const policy = (rule: object, spec: object = {}) =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'tags' },
    { spec: { rules: [{ name: 'no-latest', validate: { failureAction: 'Enforce', pattern: all }, ...rule }], ...spec } },
  );

ruleCases(policyActs, {
  accepts: {
    'a policy that refuses': [policy({})],
    'one that refuses by the setting of the whole': [policy({ validate: { pattern: all } }, { validationFailureAction: 'Enforce' })],
    'exceptions by name': [policy({ exclude: { any: [{ resources: { namespaces: ['kube-system'] } }] } })],
    'exceptions for pods by name, and of some kinds': [
      policy({
        match: { any: [{ resources: { kinds: ['Pod', 'Deployment'] } }] },
        exclude: { any: [{ resources: { kinds: ['Pod'], names: ['agent-*'] } }, { resources: { kinds: ['Deployment'] } }] },
      }),
    ],
    'exceptions for what somebody does': [
      policy({
        match: { any: [{ resources: { kinds: ['Pod'] } }] },
        exclude: { any: [{ resources: { kinds: ['Pod'] }, clusterRoles: ['cluster-admin'] }] },
      }),
    ],
    'an exception for some pods of every namespace': [
      policy({ exclude: { any: [{ resources: { namespaces: ['*'], names: ['node-agent-*'] } }] } }),
    ],
    'kinds of Kubernetes, and of others': [
      policy({ match: { any: [{ resources: { kinds: ['Pod', 'apps/v1/Deployment', 'Pod/exec', '*', 'HTTPRoute', 'Certificate'] } }] } }),
    ],
    'a policy that changes objects': [policy({ validate: undefined, mutate: {} })],
  },
  refuses: {
    'the word of kubectl for a kind': {
      given: [policy({ match: { any: [{ resources: { kinds: ['pods'] } }] } })],
      says: 'the rule "no-latest" is about pods, and there is no such kind',
      fix: 'Did you mean "Pod"?',
    },
    'a kind with a slip': {
      given: [policy({ match: { any: [{ resources: { kinds: ['Deployement', 'apps/v1/Statefulset'] } }] } })],
      says: [
        'the rule "no-latest" is about Deployement, and there is no such kind',
        'the rule "no-latest" is about apps/v1/Statefulset, and there is no such kind',
      ],
      fix: 'Did you mean "Deployment"?',
    },
    'an exception for all that is meant': {
      given: [policy({ match: { any: [{ resources: { kinds: ['Pod'] } }] }, exclude: { any: [{ resources: { kinds: ['Pod'] } }] } })],
      says: 'the rule "no-latest" leaves out all that it is about',
    },
    'an exception for more than is meant, in the old form': {
      given: [
        policy({ match: { resources: { kinds: ['Pod'], namespaces: ['shop'] } }, exclude: { resources: { kinds: ['Pod', 'Job'] } } }),
      ],
      says: 'the rule "no-latest" leaves out all that it is about',
    },
    'an exception for everything': {
      given: [policy({ exclude: { any: [{ resources: { namespaces: ['*'] } }] } })],
      says: 'the rule "no-latest" excepts every namespace',
    },
    'a report only': { given: [policy({ validate: { pattern: all } })], says: 'the rule "no-latest" only reports (Audit)' },
    'init containers that are forgotten': {
      given: [policy({ validate: { failureAction: 'Enforce', pattern: { spec: { containers: [{ image: '*:*' }] } } } })],
      says: 'the rule "no-latest" looks at containers, and at no init containers',
    },
  },
});
