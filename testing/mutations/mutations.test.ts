import type { Finding } from '../../lib/check/check.ts';
import { rules } from '../../lib/check/rules/index.ts';
import type { Rule, WorldObject } from '../../lib/check/rule.ts';
import { treeOf } from '../../lib/check/tree/tree.ts';
import type { Manifest } from '../../lib/manifest/manifest.ts';
import { accepted } from './accepted.ts';
import type { Change, Mutation } from './mutation.ts';
import { mutations } from './table.ts';
import { cleanWorld } from './worlds.ts';

/** Least share of the mistakes that must be found, by the right rule. */
const LEAST = 0.95;

test('every clean world is clean', () => {
  const worlds = (['today', 'planned', 'shop'] as const).map((name) => cleanWorld(name).findings());

  const loud = worlds.flat().filter(({ severity }) => severity !== 'info');
  expect(loud.map(({ rule, file, message }) => `${rule}: ${file ?? ''}: ${message}`)).toEqual([]);
});

test('the table is large, names each mistake once, and expects rules that exist', () => {
  const names = mutations.map(nameOf);
  const known = new Set(rules.map(({ id }) => id));

  expect(names.length).toBeGreaterThanOrEqual(170);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(mutations.flatMap((each) => each.rules).filter((rule) => !known.has(rule))).toEqual([]);
});

test('at least 95 % of the mistakes are found by the right rule; the others are known', () => {
  const missed = mutations.flatMap((mutation) => {
    // The right ones are asked first; the others only to tell what was said instead.
    if (
      broken(
        mutation,
        rules.filter(({ id }) => mutation.rules.includes(id)),
      ).length > 0
    )
      return [];
    const findings = broken(mutation, rules);
    return { name: nameOf(mutation), instead: [...new Set(findings.map(({ rule }) => rule))].join(', ') || 'silence' };
  });

  const unknown = missed.filter(({ name }) => accepted[name] === undefined);
  expect(unknown.map(({ name, instead }) => `${name} → ${instead}`)).toEqual([]);
  expect(Object.keys(accepted).filter((name) => !missed.some((each) => each.name === name))).toEqual([]);
  expect(1 - missed.length / mutations.length).toBeGreaterThanOrEqual(LEAST);
}, 120_000);

function nameOf({ world, object, name }: Mutation): string {
  return `${world} ${object}: ${name}`;
}

/** What is said about a world with this mistake in it. */
function broken({ world, object, change }: Mutation, asked: readonly Rule[]): readonly Finding[] {
  const [kind = '', name = ''] = object.split('/');
  const clean = cleanWorld(world);
  const manifest = clean.the(kind, name);
  return clean.findingsWith(manifest, changed(manifest, change), asked).filter(({ rule }) => asked.some(({ id }) => id === rule));
}

function changed(manifest: Manifest, change: Change): readonly WorldObject[] {
  switch (change.in) {
    case 'object': {
      const object = structuredClone(manifest.object);
      change.make(object);
      return [{ ...manifest, object }];
    }
    case 'text': {
      const { cluster, file } = manifest;
      const bytes = new TextEncoder().encode(change.make(manifest.text));
      return treeOf([{ file, read: () => bytes }]).objects.map((each) => ({ ...each, cluster }));
    }
    case 'tree': {
      const folder = manifest.file.slice(0, manifest.file.lastIndexOf('/'));
      const more = change.more.map((object) => ({
        object,
        cluster: manifest.cluster,
        file: `${folder}/more.${object.kind.toLowerCase()}.${object.metadata.name}.yaml`,
      }));
      return change.gone ? more : [manifest, ...more];
    }
  }
}
