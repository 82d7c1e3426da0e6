import { kube, ruleCases } from '../../testing.ts';
import { kyvernoPolicyValid } from './kyverno-policy-valid.ts';

const policy = (rules: readonly object[], spec: object = {}) =>
  kube('kyverno.io/v1/ClusterPolicy', { name: 'standard' }, { spec: { ...spec, rules } });
const labels = { metadata: { labels: { app: '?*' } } };
const validating = (name: string, validate: object = { pattern: labels }) => ({ name, match: {}, validate });
const mutating = (spec: object) => policy([{ name: 'a', match: {}, mutate: { patchStrategicMerge: { spec } } }]);

ruleCases(kyvernoPolicyValid, {
  accepts: {
    'rules with names of their own': [
      policy([validating('a'), validating('b', { deny: { conditions: {} } })], { webhookTimeoutSeconds: 30 }),
    ],
    'what is added, and conditions': [
      mutating({ '+(priorityClassName)': 'low', containers: [{ '(name)': '*', '+(imagePullPolicy)': 'Always' }] }),
    ],
    'anchors of a pattern': [
      policy([
        validating('a', {
          pattern: { spec: { '=(initContainers)': [{ image: 'a/*' }], 'X(hostPID)': 'null', '^(volumes)': [{ name: '*' }] } },
        }),
      ]),
    ],
    images: [policy([{ name: 'a', match: {}, verifyImages: [{}] }])],
  },
  refuses: {
    'two rules of one name': { given: [policy([validating('a'), validating('a')])], says: 'two rules are called "a"' },
    'two ways at once': {
      given: [policy([validating('a', { pattern: labels, anyPattern: [labels] })])],
      says: 'the rule "a" validates by pattern and anyPattern, and may do so by one',
    },
    'two deeds at once': {
      given: [policy([{ ...validating('a'), mutate: {} }])],
      says: 'the rule "a" has validate and mutate, and may have one of them',
    },
    'an anchor of validation in a mutation': {
      given: [mutating({ '=(imagePullSecrets)': [{ name: 'harbor' }] })],
      says: '=(imagePullSecrets) has the anchor =( ), which a mutation does not know',
      fix: 'Write +(imagePullSecrets) to add what is missing, or (imagePullSecrets) for a condition.',
    },
    'an anchor of mutation in a pattern': {
      given: [policy([validating('a', { pattern: { spec: { '+(hostNetwork)': false } } })])],
      says: '+(hostNetwork) has the anchor +( ), which a validation does not know',
    },
    'a webhook that waits a minute': {
      given: [policy([validating('a')], { webhookTimeoutSeconds: 60 })],
      says: 'the webhook waits 60 s, and may wait 1 to 30',
    },
  },
});
