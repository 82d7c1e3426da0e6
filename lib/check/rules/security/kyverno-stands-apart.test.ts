import { deployment, kube, ruleCases } from '../../testing.ts';
import { kyvernoStandsApart } from './kyverno-stands-apart.ts';

const policy = kube('kyverno.io/v1/ClusterPolicy', { name: 'labels' }, { spec: { rules: [] } });
const kyverno = (namespace: string, valuesObject: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'kyverno', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://kyverno.github.io/kyverno', chart: 'kyverno', targetRevision: '3.5.2', helm: { valuesObject } },
        destination: { namespace },
      },
    },
  );
const web = deployment({ name: 'web', namespace: 'shop' });

const about = (...namespaces: readonly string[]) =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'labels' },
    { spec: { rules: [{ name: 'labels', match: { any: [{ resources: { kinds: ['Pod'], namespaces } }] } }] } },
  );

ruleCases(kyvernoStandsApart, {
  accepts: {
    'a rule about more than is left out': [about('kube-system', 'shop'), kyverno('kyverno')],
    'a rule about what is left out unless it is said': [about('kube-system'), kyverno('kyverno', { config: { resourceFilters: [] } })],
    'a namespace of its own': [policy, kyverno('kyverno'), web],
    'a namespace of the platform, in which nothing else is': [policy, kyverno('policies'), web],
    'one that asks in its own namespace, too': [policy, kyverno('shop', { config: { excludeKyvernoNamespace: false } }), web],
    'no policies': [kyverno('shop'), web],
  },
  refuses: {
    'a rule about what is left out': {
      given: [about('kube-system'), kyverno('kyverno')],
      says: 'the rule "labels" is about kube-system, which Kyverno leaves out',
    },
    'the namespace of what is guarded': {
      given: [policy, kyverno('shop'), web],
      says: 'Kyverno stands in "shop" itself, and asks nothing of Deployment web there',
    },
  },
});
