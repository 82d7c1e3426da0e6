import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { policyAdmitsObjects } from './policy-admits-objects.ts';

const policy = (kinds: readonly string[], pattern: object, more: object = {}, failureAction = 'Enforce') =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'standard' },
    { spec: { rules: [{ name: 'rule', match: { any: [{ resources: { kinds, ...more } }] }, validate: { failureAction, pattern } }] } },
  );
const labelled = { metadata: { labels: { team: '?*' } } };
const web = (labels?: Readonly<Record<string, string>>) =>
  deployment({ name: 'web', namespace: 'app', ...(labels === undefined ? {} : { labels }) });

ruleCases(policyAdmitsObjects, {
  accepts: {
    'what it asks for': [policy(['Deployment'], labelled), web({ app: 'web', team: 'blue' })],
    'another kind': [policy(['StatefulSet'], labelled), web()],
    'a policy that only reports': [policy(['Deployment'], labelled, {}, 'Audit'), web()],
    'another namespace': [policy(['Deployment'], labelled, { namespaces: ['shop'] }), web()],
    'what is removed only': [policy(['Deployment'], labelled, { operations: ['DELETE'] }), web()],
    'a range of numbers': [policy(['Deployment'], { spec: { replicas: '1-3' } }), web()],
    'an exception': [
      policy(['Deployment'], labelled),
      web(),
      kube(
        'kyverno.io/v2/PolicyException',
        { name: 'web', namespace: 'app' },
        { spec: { exceptions: [{ policyName: 'standard', ruleNames: ['rule'] }] } },
      ),
    ],
    'pods, which have a rule of their own': [policy(['Pod'], labelled), web()],
  },
  refuses: {
    'a label that the Deployment lacks': {
      given: [policy(['Deployment'], labelled), web()],
      says: 'the rule "rule" refuses Deployment web: it asks for ?* at metadata.labels.team, and there is nothing',
    },
    'a type of Services': {
      given: [
        policy(['v1/Service'], { spec: { type: '!NodePort' } }),
        service({ name: 'a', namespace: 'app', type: 'NodePort' }),
        service({ name: 'b', namespace: 'app', type: 'NodePort' }),
      ],
      says: 'the rule "rule" refuses Service a, Service b: it asks for !NodePort at spec.type, and in the first there is NodePort',
    },
  },
});
