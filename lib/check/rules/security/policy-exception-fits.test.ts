import { kube, ruleCases } from '../../testing.ts';
import { policyExceptionFits } from './policy-exception-fits.ts';

const policy = kube(
  'kyverno.io/v1/ClusterPolicy',
  { name: 'require-harbor' },
  { spec: { rules: [{ name: 'registry' }, { name: 'tag' }] } },
);
const exception = (policyName: string, ...ruleNames: string[]) =>
  kube('kyverno.io/v2/PolicyException', { name: 'debug', namespace: 'app' }, { spec: { exceptions: [{ policyName, ruleNames }] } });
const kyverno = (valuesObject: object, chart = 'kyverno') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart },
    {
      spec: {
        source: { chart, targetRevision: '3.5.2', helm: { valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'kyverno' },
      },
    },
  );
const read = (namespace: string) => kyverno({ features: { policyExceptions: { enabled: true, namespace } } });

ruleCases(policyExceptionFits, {
  accepts: {
    'a rule of the policy': [policy, exception('require-harbor', 'registry')],
    'the rule that Kyverno makes of it': [policy, exception('require-harbor', 'registry', 'autogen-registry', 'autogen-cronjob-tag')],
    'a rule of one of two policies that are called alike': [
      kube('kyverno.io/v1/ClusterPolicy', { name: 'require-harbor' }, { spec: { rules: [{ name: 'latest' }] } }),
      policy,
      exception('require-harbor', 'tag', 'latest'),
    ],
    'every rule': [policy, exception('require-harbor', '*')],
    'policies of another tree': [exception('require-harbor', 'registry')],
    'policies of a chart': [policy, kyverno({}, 'kyverno-policies'), exception('disallow-host-path', 'host-path')],
    'a Kyverno that reads exceptions everywhere': [policy, read('*'), exception('require-harbor', 'tag')],
    'a Kyverno that reads them here': [policy, read('app'), exception('require-harbor', 'tag')],
  },
  refuses: {
    'a rule that the policy does not have': {
      given: [policy, exception('require-harbor', 'check-image')],
      says: 'policy require-harbor has no rule "check-image", it has registry, tag',
      fix: 'Name one of registry, tag.',
    },
    'a policy with a slip': {
      given: [policy, exception('require-habor', 'registry')],
      says: 'there is no policy require-habor',
      fix: 'Did you mean "require-harbor"?',
    },
    'a Kyverno that reads none': {
      given: [policy, kyverno({}), exception('require-harbor', 'registry')],
      says: 'Kyverno is not told to read exceptions (features.policyExceptions.enabled is off by default)',
    },
    'a Kyverno that reads them elsewhere': {
      given: [policy, read('kyverno'), exception('require-harbor', 'registry')],
      says: 'Kyverno reads exceptions of namespace "kyverno" only, and this one is in "app"',
    },
  },
});
