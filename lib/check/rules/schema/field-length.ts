import { defineRule } from '../../rule.ts';
import { issuesOf } from '../../schema/issues.ts';

export const fieldLength = defineRule({
  id: 'field-length',
  severity: 'error',
  kinds: 'all',
  asks: 'No name, list or content is longer than the API server keeps.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/configmap/#motivation; https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  check: (manifest, world) => issuesOf(manifest, world, ['length'], 'The API server refuses the object, and the sync stops there.'),
});
