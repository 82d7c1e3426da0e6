import { kube, meshed, ruleCases } from '../../testing.ts';
import { injectionAgrees } from './injection-agrees.ts';

const namespace = (labels: Record<string, string>, annotations: Record<string, string> = {}) =>
  kube('v1/Namespace', { name: 'blog', labels, annotations });

const istiod = (values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart: 'istiod',
          targetRevision: '1.22.3',
          helm: { valuesObject: values },
        },
        destination: { namespace: 'istio-system' },
      },
    },
  );

ruleCases(injectionAgrees, {
  accepts: {
    sidecars: [meshed('blog')],
    'no sidecars': [namespace({ 'istio-injection': 'disabled' })],
    'a revision': [namespace({ 'istio.io/rev': 'stable' })],
    'ambient mode': [namespace({ 'istio.io/dataplane-mode': 'ambient' })],
    'no mesh': [namespace({ team: 'blog' })],
    'the revision that is installed': [istiod({ revision: '1-22' }), namespace({ 'istio.io/rev': '1-22' })],
    'a tag of the chart': [istiod({ revision: '1-22', revisionTags: ['stable'] }), namespace({ 'istio.io/rev': 'stable' })],
    'the revision without a name': [istiod({}), namespace({ 'istio.io/rev': 'default' })],
    'a tag that a script sets': [
      istiod({ revision: '1-22' }),
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'istioctl tag set stable --revision 1-22' }),
      namespace({ 'istio.io/rev': 'stable' }),
    ],
  },
  refuses: {
    'a word that Istio does not read': {
      given: [namespace({ 'istio-injection': 'true' })],
      says: 'istio-injection is "true", Istio reads "enabled" and "disabled"',
      fix: 'Write enabled.',
    },
    'two labels': {
      given: [namespace({ 'istio-injection': 'enabled', 'istio.io/rev': 'v1-24' })],
      says: 'istio-injection: enabled stands beside istio.io/rev: v1-24; the first wins and the revision is not used',
    },
    'a revision that is gone': {
      given: [istiod({ revision: '1-22' }), namespace({ 'istio.io/rev': '1-20' })],
      says: 'istio.io/rev is "1-20", and the tree installs 1-22',
      fix: 'Did you mean "1-22"?',
    },
    'sidecars and ambient mode': {
      given: [namespace({ 'istio-injection': 'enabled', 'istio.io/dataplane-mode': 'ambient' })],
      says: 'the namespace asks for sidecars and for ambient mode',
    },
    'an annotation': {
      given: [namespace({}, { 'istio-injection': 'enabled' })],
      says: 'istio-injection is an annotation here, Istio reads the label',
    },
  },
});
