import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const schemaCel = defineRule({
  id: 'schema-cel',
  severity: 'error',
  kinds: 'all',
  asks: 'Every object keeps the CEL rules of its definition.',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
  check: (manifest, world) => issuesOf(manifest, world, ['cel'], 'The API server refuses the object, and the sync stops there.'),
});
