import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const yamlTypedValue = defineRule({
  id: 'yaml-typed-value',
  severity: 'error',
  kinds: 'all',
  asks: 'Values that must be texts are in quotes where YAML would read a number or a boolean.',
  source: 'https://yaml.org/type/bool.html; https://yaml.org/type/int.html',
  check: (manifest, world) =>
    issuesOf(
      manifest,
      world,
      ['typed'],
      'YAML made another type of the value (on and yes are true, 08 is 8, 1_000 is 1000): the API server refuses the object.',
    ),
});
