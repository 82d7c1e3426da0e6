import { kube, ruleCases } from '../../testing.ts';
import { kyvernoRulesReach } from './kyverno-rules-reach.ts';

const policy = (resources: object, more: object = {}, annotations: Readonly<Record<string, string>> = {}) =>
  kube('kyverno.io/v1/ClusterPolicy', { annotations }, { spec: { rules: [{ name: 'rule', match: { any: [{ resources }] }, ...more }] } });
const selecting = (matchLabels: object) => policy({ kinds: ['Pod'], namespaceSelector: { matchLabels } });
const team = kube('v1/Namespace', { name: 'web', labels: { team: 'web' } });
const chart = (values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'kyverno', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://kyverno.github.io/kyverno', chart: 'kyverno', targetRevision: '3.5.2', helm: { valuesObject: values } },
        destination: { namespace: 'kyverno' },
      },
    },
  );
const making = (kind: string) => policy({ kinds: ['Namespace'] }, { generate: { kind, name: 'default' } });
const autogen = (value: string) => policy({ kinds: ['Pod'] }, {}, { 'pod-policies.kyverno.io/autogen-controllers': value });

ruleCases(kyvernoRulesReach, {
  accepts: {
    'a label that a namespace has': [team, selecting({ team: 'web' })],
    'a tree without namespaces': [selecting({ team: 'web' })],
    'all but some': [
      team,
      policy({ kinds: ['Pod'], namespaceSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['a'] }] } }),
    ],
    'none and some controllers': [autogen('none'), autogen('Deployment, StatefulSet')],
    'what Kyverno may write': [chart({}), making('NetworkPolicy'), making('Secret')],
    'rights from a role, and from the values': [
      chart({}),
      making('CiliumNetworkPolicy'),
      kube('rbac.authorization.k8s.io/v1/ClusterRole', { labels: { 'rbac.kyverno.io/aggregate-to-background-controller': 'true' } }, {}),
    ],
    'rights from the values': [
      chart({ backgroundController: { rbac: { clusterRole: { extraResources: [] } } } }),
      making('CiliumNetworkPolicy'),
    ],
    'a Kyverno that nobody shows': [making('CiliumNetworkPolicy')],
  },
  refuses: {
    'a label that no namespace has': {
      given: [team, selecting({ tier: 'workload' })],
      says: 'no namespace of the tree has tier: workload',
      fix: 'Give the label to the namespaces that are meant.',
    },
    'a value that no namespace has': {
      given: [team, selecting({ team: 'webs' })],
      says: 'no namespace of the tree has team: webs',
      fix: 'Did you mean "web"?',
    },
    'controllers in the plural': {
      given: [autogen('Deployments')],
      says: 'there is no kind "Deployments" for which Kyverno makes rules of its own',
      fix: 'Did you mean "Deployment"?',
    },
    'an object that Kyverno may not write': {
      given: [chart({}), making('CiliumNetworkPolicy')],
      says: 'the rule makes a CiliumNetworkPolicy, which the background controller of Kyverno may not write',
    },
  },
});
