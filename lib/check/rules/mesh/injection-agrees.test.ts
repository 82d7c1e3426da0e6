import { kube, meshed, ruleCases } from '../../testing.ts';
import { injectionAgrees } from './injection-agrees.ts';

const namespace = (labels: Record<string, string>, annotations: Record<string, string> = {}) =>
  kube('v1/Namespace', { name: 'blog', labels, annotations });

ruleCases(injectionAgrees, {
  accepts: {
    sidecars: [meshed('blog')],
    'no sidecars': [namespace({ 'istio-injection': 'disabled' })],
    'a revision': [namespace({ 'istio.io/rev': 'stable' })],
    'ambient mode': [namespace({ 'istio.io/dataplane-mode': 'ambient' })],
    'no mesh': [namespace({ team: 'blog' })],
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
