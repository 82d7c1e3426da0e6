import { deployment, kube, ruleCases } from '../../testing.ts';
import { deprecatedField } from './deprecated-field.ts';

ruleCases(deprecatedField, {
  accepts: {
    'the fields of today': [
      kube(
        'networking.k8s.io/v1/Ingress',
        { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } },
        { spec: { ingressClassName: 'nginx' } },
      ),
      deployment({ pod: { nodeSelector: { 'kubernetes.io/os': 'linux' }, volumes: [{ name: 'a', emptyDir: {} }] } }),
    ],
    'a toleration of an old taint beside the new one': [
      deployment({ pod: { tolerations: [{ key: 'node-role.kubernetes.io/master', operator: 'Exists' }] } }),
    ],
  },
  refuses: {
    'the class in an annotation': {
      given: [kube('networking.k8s.io/v1/Ingress', { annotations: { 'kubernetes.io/ingress.class': 'nginx' } })],
      says: 'the annotation kubernetes.io/ingress.class is replaced',
      fix: 'Name the class in spec.ingressClassName.',
    },
    'a profile that is not in force': {
      given: [deployment({ podAnnotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } })],
      says: 'the annotation seccomp.security.alpha.kubernetes.io/pod is replaced',
    },
    'a node label that no node has': {
      given: [deployment({ pod: { nodeSelector: { 'node-role.kubernetes.io/master': '' } } })],
      says: 'the node label node-role.kubernetes.io/master is replaced',
    },
    'a volume that nothing mounts': {
      given: [deployment({ pod: { volumes: [{ name: 'data', glusterfs: { endpoints: 'a', path: 'b' } }] } })],
      says: 'the volume data is of type glusterfs, which Kubernetes 1.26 and later do not mount',
    },
  },
});
