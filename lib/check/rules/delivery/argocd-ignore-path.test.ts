import { kube, ruleCases } from '../../testing.ts';
import { argocdIgnorePath } from './argocd-ignore-path.ts';

const app = (entry: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd' },
    { spec: { source: { path: 'web' }, ignoreDifferences: [{ group: 'apps', kind: 'Deployment', ...entry }] } },
  );

ruleCases(argocdIgnorePath, {
  accepts: {
    'a key with its slash written out': [app({ jsonPointers: ['/metadata/annotations/deployment.kubernetes.io~1revision'] })],
    'a whole map, and a key without a domain': [app({ jsonPointers: ['/spec/template/metadata/annotations', '/metadata/labels/app'] })],
    'fields that are no keys': [app({ jsonPointers: ['/spec/template/spec/containers/0/image', '/spec/replicas'] })],
    'expressions of jq': [app({ jqPathExpressions: ['.spec.replicas', '.webhooks[]?.clientConfig.caBundle', '..|.image?'] })],
  },
  refuses: {
    'a key whose slash divides the path': {
      given: [app({ jsonPointers: ['/metadata/annotations/deployment.kubernetes.io/revision'] })],
      says: '/metadata/annotations/deployment.kubernetes.io/revision reads deployment.kubernetes.io as the key, and the key goes on behind the slash',
      fix: 'Write /metadata/annotations/deployment.kubernetes.io~1revision.',
    },
    'an expression without its dot': {
      given: [app({ jqPathExpressions: ['spec.template.spec.containers[0].image'] })],
      says: 'the expression spec.template.spec.containers[0].image does not begin with a dot',
      fix: 'Write .spec.template.spec.containers[0].image.',
    },
  },
});
