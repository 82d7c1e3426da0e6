import { defineRule, type DoubledKey, type Issue } from '../../rule.ts';

export const yamlKeysOnce = defineRule({
  id: 'yaml-keys-once',
  severity: 'error',
  kinds: 'all',
  asks: 'A key stands once in its map.',
  source: 'https://yaml.org/spec/1.1/#id932806 (keys of a mapping are unique)',
  // The part of a values file that a dependency gets is told with the file.
  check: ({ object, doubled }) => (doubled === undefined || object['part'] === true ? NONE : issues(doubled)),
});

const NONE: readonly Issue[] = Object.freeze([]);

function* issues(doubled: readonly DoubledKey[]): Iterable<Issue> {
  for (const { path, first, last, same } of doubled) {
    const before = last === first ? 'on the same line' : `${last - first} ${last - first === 1 ? 'line' : 'lines'} above`;
    yield {
      path,
      severity: same ? 'warning' : 'error',
      message: same ? `the key stands twice, with the same value ${before}` : `the key stands twice, with another value ${before}`,
      why: 'kustomize refuses the file; kubectl and Argo CD take the last value and drop the first without a word.',
      fix: same ? 'Remove one of them.' : 'Decide between the two and remove the other.',
    };
  }
}
