import { kube, ruleCases } from '../../testing.ts';
import { ciliumNamespaceLabel } from './cilium-namespace-label.ts';

const policy = (selector: object, spec: object = {}) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { namespace: 'shop' },
    { spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [selector] }], ...spec } },
  );

ruleCases(ciliumNamespaceLabel, {
  accepts: {
    'the label of Cilium': [
      policy({ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring' } }),
      policy({ matchLabels: { 'io.kubernetes.pod.namespace': 'monitoring' } }),
    ],
    'labels of the namespace': [
      policy({ matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name': 'monitoring' } }),
    ],
    'labels of pods': [policy({ matchLabels: { app: 'web', namespace: 'x' } })],
  },
  refuses: {
    'the label of namespaces': {
      given: [policy({ matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } })],
      says: 'no pod carries the label kubernetes.io/metadata.name: Cilium knows namespaces as io.kubernetes.pod.namespace',
      fix: 'Write k8s:io.kubernetes.pod.namespace: monitoring.',
    },
    'the label with a letter too many, in an expression': {
      given: [
        policy(
          {},
          {
            ingress: [],
            egress: [
              { toEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespaces', operator: 'In', values: ['a', 'b'] }] }] },
            ],
          },
        ),
      ],
      says: 'no pod carries the label k8s:io.kubernetes.pod.namespaces: Cilium knows namespaces as io.kubernetes.pod.namespace',
    },
  },
});
