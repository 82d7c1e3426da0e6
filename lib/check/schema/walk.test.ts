import fc from 'fast-check';
import { deployment, kube } from '../testing.ts';
import { Everywhere } from '../everywhere.ts';
import { World } from '../world.ts';
import { knownGroups, stored } from './data.ts';
import { problemsOf } from './problems.ts';

const kinds = [...new Set(knownGroups().values())].flatMap((file) => Object.keys(stored(file).kinds)).sort();

function judge(object: ReturnType<typeof kube>): ReturnType<typeof problemsOf> {
  return problemsOf({ object }, new World([], new Set(), {}, new Everywhere([])));
}

test('every bundled kind is judged without falling over, whatever stands in its fields', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });

  fc.assert(
    fc.property(fc.constantFrom(...kinds), anything, anything, (kind, spec, data) => {
      const problems = judge(kube(kind, {}, { spec, data, rules: data, metadata: { name: 'a', labels: data } }));

      for (const { path, message, fix } of problems) {
        expect({ path, message, fix }).toEqual({
          path: expect.any(String),
          message: expect.stringMatching(/[^.]$/),
          fix: expect.stringMatching(/[.?…]$/),
        });
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('fields with the names of what every JavaScript object has are unknown like others', () => {
  const odd = JSON.parse('{"__proto__": {"a": 1}, "constructor": {}, "toString": {}}') as Record<string, unknown>;

  const problems = judge(deployment({ spec: odd }));

  expect(problems.map(({ sort, path }) => `${sort} ${path}`)).toEqual([
    'unknown spec.__proto__',
    'unknown spec.constructor',
    'unknown spec.toString',
  ]);
});

test('one mistake in a large object costs no more than reading it: a list of 20,000 entries', () => {
  const env = Array.from({ length: 20_000 }, (_, index) => ({ name: `A${index}`, value: index === 19_999 ? 1 : 'a' }));

  const problems = judge(deployment({ container: { env } }));

  expect(problems.map(({ path }) => path)).toEqual(['spec.template.spec.containers[0].env[19999].value']);
});
