import { kube, ruleCases } from '../../testing.ts';
import { ciliumNamespacesKnown } from './cilium-namespaces-known.ts';

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const policy = (endpointSelector: object, ingress: readonly object[] = []) =>
  kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'deny' }, { spec: { endpointSelector, ingress } });
const leaving = (key: string, ...values: readonly string[]) => policy({ matchExpressions: [{ key, operator: 'NotIn', values }] });
const cilium = kube('v1/Namespace', { name: 'cilium-secrets' });

ruleCases(ciliumNamespacesKnown, {
  accepts: {
    'namespaces that there are': [cilium, leaving(NAMESPACE, 'kube-system', 'cilium-secrets')],
    'one that nobody shows': [leaving(NAMESPACE, 'kube-system', 'legacy')],
    'a label of pods': [leaving('namespace', 'blue', 'green')],
    'a peer of a namespace': [policy({}, [{ fromEndpoints: [{ matchLabels: { [NAMESPACE]: 'monitoring' } }] }])],
  },
  refuses: {
    'a namespace that is misspelt': {
      given: [cilium, leaving(NAMESPACE, 'kube-system', 'cilium-secret')],
      says: 'there is no namespace "cilium-secret"',
      fix: 'Did you mean "cilium-secrets"?',
    },
    'a peer that is misspelt': {
      given: [policy({}, [{ fromEndpoints: [{ matchLabels: { [NAMESPACE]: 'monitorng' } }] }])],
      says: 'there is no namespace "monitorng"',
    },
    'a label that Cilium does not give': {
      given: [leaving('namespace', 'kube-system')],
      says: 'no pod carries the label namespace, by which kube-system is to be left out',
    },
  },
});
