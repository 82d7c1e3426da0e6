import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const labelSyntax = defineRule({
  id: 'label-syntax',
  severity: 'error',
  kinds: 'all',
  asks: 'Labels, annotations and selectors have names and values of the form that Kubernetes takes.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  check: (manifest, world) => issuesOf(manifest, world, ['label'], 'The API server refuses the object, and the sync stops there.'),
});
