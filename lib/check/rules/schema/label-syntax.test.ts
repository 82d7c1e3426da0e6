import { deployment, kube, ruleCases } from '../../testing.ts';
import { labelSyntax } from './label-syntax.ts';

const labelled = (labels: Readonly<Record<string, string>>) => kube('v1/ConfigMap', { labels });

ruleCases(labelSyntax, {
  accepts: {
    'names with a prefix, and values with dots': [labelled({ 'app.kubernetes.io/version': 'v1.2.3', empty: '' })],
    'an annotation with any text, and a name in capitals': [
      kube('v1/ConfigMap', { annotations: { 'Example.org/Note': 'any text: really' } }),
    ],
    'a custom resource without schema': [kube('example.org/v1/Lamp', { labels: { a: 'b c' } })],
  },
  refuses: {
    'a value with a plus': {
      given: [labelled({ version: '1.2+3' })],
      says: '"1.2+3" is not a label\'s value',
    },
    'a value of 64 characters': {
      given: [labelled({ version: 'a'.repeat(64) })],
      says: `"${'a'.repeat(59)}… has 64 characters, a label's value has at most 63`,
    },
    'a name with two slashes': {
      given: [labelled({ 'a/b/c': 'd' })],
      says: '"a/b/c" is no label\'s name: it may hold letters, digits, dashes, underscores and dots, with a letter or digit at both ends',
    },
    'a selector that no label can match': {
      given: [deployment({ spec: { selector: { matchLabels: { app: 'web app' } } } })],
      says: '"web app" is not a label\'s value',
    },
  },
});
