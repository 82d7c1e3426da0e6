import { deployment, ruleCases } from '../../testing.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';

ruleCases(selectorMatchesTemplate, {
  accepts: {
    'equal labels': [deployment()],
    'more labels on the pods than selected': [
      deployment({ labels: { app: 'web', tier: 'front' }, spec: { selector: { matchLabels: { app: 'web' } } } }),
    ],
    'an expression that holds': [
      deployment({ spec: { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'was'] }] } } }),
    ],
  },
  refuses: {
    'another value': {
      given: [deployment({ spec: { selector: { matchLabels: { app: 'was' } } } })],
      says: "the selector does not match the pod template's own labels app=web",
    },
    'pods without labels': {
      given: [deployment({ labels: {}, spec: { selector: { matchLabels: { app: 'web' } } } })],
      says: "the selector does not match the pod template's own labels (none)",
    },
  },
});
