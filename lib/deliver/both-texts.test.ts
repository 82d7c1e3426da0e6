import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { toYaml } from '../manifest/yaml.ts';
import { otherValues } from './both-texts.ts';
import { parseBoth } from './object-diff.ts';

const YAML =
  'kind: Pod\nspec:\n  containers:\n    - name: web\n      image: web:1\n      args:\n        - run\n  replicas: 2\ntext: |\n  a: b\n';

test.each<[string, string, Record<string, string>]>([
  ['image: web:1', 'image: web:2', { 'web:1': 'web:2' }],
  ['- run', '- stop', { run: 'stop' }],
  ['replicas: 2', 'replicas: 10', { 2: '10' }],
  ['name: web\n      image: web:1', 'name: api\n      image: api:1', { web: 'api', 'web:1': 'api:1' }],
  ['a: b', 'a: c', { b: 'c' }],
])('%j that becomes %j is another value at its place', (from, to, values) => {
  const found = otherValues(YAML, YAML.replace(from, to));

  const shown = [...(found ?? [])].map(([place, value]) => [YAML.slice(place, YAML.indexOf('\n', place)), value]);
  expect(Object.fromEntries(shown)).toEqual(values);
});

test.each([
  ['kind: Pod', 'kind: Pod'],
  ['image: web:1', 'image: "web:1"'],
  ['image: web:1', 'image: web:1 '],
  ['image: web:1', 'image: {}'],
  ['image: web:1', 'image:'],
  ['image: web:1', 'picture: web:1'],
  ['replicas: 2', 'replicas: 2\n  paused: true'],
  ['replicas: 2', 'replicas: true'],
  ['- run', '- run: 1'],
  ['- run', '  - run'],
  ['- run', '- rün'],
])('%j that becomes %j is more than another value', (from, to) => {
  expect(otherValues(YAML, YAML.replace(from, to))).toBeUndefined();
});

// Few words and small shapes, so that two of them are often alike but for a value.
const word = fc.constantFrom<unknown>('a', 'b', 'c d', 'yes', 'null', '1', 'x: y', '# no', 'a\nb: c\n', '', 1, 2, 10, true, null, {}, []);
const shape = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { weight: 4, arbitrary: word },
    fc.dictionary(fc.constantFrom('a', 'b', 'name', 'x/y', 'on', '1'), tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

/** The same shape with other words at random places. */
function varied(value: unknown, other: () => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => varied(item, other));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, varied(child, other)]));
  return other() ?? value;
}

test('two texts are read together as each is read alone', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('kind', 'spec', 'a'), shape),
      fc.infiniteStream(fc.option(word, { freq: 1, nil: undefined })),
      (data, words) => {
        const other = words[Symbol.iterator]();
        const [before, after] = [toYaml(data), toYaml(varied(data, () => other.next().value) as object)];

        const both = parseBoth(before, after);

        expect(both).toEqual([before, after].map((text) => load(text, { schema: CORE_SCHEMA })));
      },
    ),
    { numRuns: 500, seed: 3 },
  );
});

test('what is the same in both is read once', () => {
  const [old, next] = parseBoth(YAML, YAML.replace('replicas: 2', 'replicas: 3'));

  const containers = (object: typeof old): unknown => (object?.['spec'] as Record<string, unknown>)['containers'];
  expect([containers(old) === containers(next), old?.['spec'] === next?.['spec']]).toEqual([true, false]);
});

test('a first line that is empty in one of them is a difference', () => {
  expect(otherValues('\na: 1\n', 'xa: 2\n')).toBeUndefined();
});
