import fc from 'fast-check';
import type { KubeObject } from '../../manifest/manifest.ts';
import { Everywhere } from '../everywhere.ts';
import { World } from '../world.ts';
import { knownKind } from './kinds.ts';
import type { Problem } from './problem.ts';
import { isSound } from './sound.ts';
import { verdictCases } from './verdict-cases.ts';
import { walk } from './walk.ts';

const world = new World([], new Set(), {}, new Everywhere([]));

/** What the look and the walk say of an object. */
function judged(object: KubeObject): { readonly sound: boolean; readonly problems: readonly Problem[] } {
  const kind = knownKind(world, object.apiVersion, object.kind);
  if (kind === undefined) throw new Error(`${object.apiVersion}/${object.kind} is unknown`);
  const problems: Problem[] = [];
  walk(kind.schema, object, '', { report: (each) => problems.push(each), minor: 31, shallow: false, sure: true });
  return { sound: isSound(kind.schema, object, 31), problems };
}

test.each(verdictCases().map((each) => [each.title, each.object] as const))('agrees with the walk on %s', (_, object) => {
  const { sound, problems } = judged(object);

  expect({ sound, problems }).toEqual({ sound: problems.length === 0, problems });
});

/** An object with one of its values, chosen by a number, replaced. */
function changed(object: KubeObject, place: number, value: unknown): KubeObject {
  const copy = structuredClone(object);
  const places: { readonly map: Record<string, unknown>; readonly name: string }[] = [];
  const collect = (map: Record<string, unknown>): void => {
    for (const [name, each] of Object.entries(map)) {
      if (name === 'apiVersion' || name === 'kind') continue;
      places.push({ map, name });
      if (typeof each === 'object' && each !== null) collect(each as Record<string, unknown>);
    }
  };
  collect(copy);
  const chosen = places[place % places.length];
  if (chosen !== undefined) chosen.map[chosen.name] = value;
  return copy;
}

test('what the look finds sound, the walk has nothing to say about, whatever stands in the fields', () => {
  const objects = verdictCases().map(({ object }) => object);
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('${HOLE}', '{{ .Values.a }}', null, '80', 80, '1Gi', [null], {}));
  let sound = 0;

  fc.assert(
    fc.property(fc.constantFrom(...objects), fc.nat(), value, (object, place, each) => {
      const found = judged(changed(object, place, each));
      if (!found.sound) return;
      sound += 1;
      expect(found.problems).toEqual([]);
    }),
    { numRuns: 2000, seed: 7 },
  );

  expect(sound).toBeGreaterThan(100);
});
