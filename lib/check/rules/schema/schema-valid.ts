import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const schemaValid = defineRule({
  id: 'schema-valid',
  severity: 'error',
  kinds: 'all',
  asks: 'Every value has the type, the form and the range that the API server takes, and nothing required is missing.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  check: (manifest, world) =>
    issuesOf(manifest, world, ['type', 'value', 'missing'], 'The API server refuses the object, and the sync stops there.'),
});
