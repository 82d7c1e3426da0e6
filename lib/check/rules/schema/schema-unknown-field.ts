import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const schemaUnknownField = defineRule({
  id: 'schema-unknown-field',
  severity: 'error',
  kinds: 'all',
  asks: 'Every field is one that its kind has, in the version of the cluster.',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  check: (manifest, world) =>
    issuesOf(
      manifest,
      world,
      ['unknown'],
      'With strict validation the object is refused; without it the field is dropped in silence, and what it was to do does not happen.',
    ),
});
