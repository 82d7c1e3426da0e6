import { findSource } from '../../config-sources.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { lostVariables, PROGRAMS, type Program } from '../../secret-variables.ts';
import type { World } from '../../world.ts';

const TARGET = 'longhorn.io/v1beta2/BackupTarget';

export const secretVariablesKnown = defineRule({
  id: 'secret-variables-known',
  severity: 'error',
  kinds: [...HELM_KINDS, TARGET],
  asks: 'A Secret whose keys become variables of a program has keys that the program reads.',
  source:
    'https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/; https://github.com/falcosecurity/falcosidekick/blob/master/docs/outputs/slack.md',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'BackupTarget') {
      const name = textAt(object, 'spec.credentialSecret');
      const target = textAt(object, 'spec.backupTargetURL') ?? '';
      if (name !== undefined)
        yield* asked(world, PROGRAMS.longhorn, object.metadata.namespace ?? '', name, 'spec.credentialSecret', target);
      return;
    }
    for (const { values, path, chart } of helmValuesOf(manifest)) {
      for (const program of Object.values(PROGRAMS)) {
        for (const [place, target] of program.places[chart ?? ''] ?? []) {
          const name = textAt(values, place);
          const namespace = name === undefined ? undefined : placeOf(world, chart ?? '');
          if (name === undefined || namespace === undefined) continue;
          yield* asked(world, program, namespace, name, `${path}.${place}`, target === undefined ? '' : (textAt(values, target) ?? ''));
        }
      }
    }
  },
});

/** The only namespace into which a chart is installed. */
function placeOf(world: World, chart: string): string | undefined {
  const places = world.once(`namespaces of chart ${chart}`, () => [
    ...new Set(releasesOf(world).flatMap((each) => (each.chart === chart ? [each.namespace] : []))),
  ]);
  return places.length === 1 ? places[0] : undefined;
}

function* asked(world: World, program: Program, namespace: string, name: string, path: string, target: string): Iterable<Issue> {
  const keys = findSource(world, 'Secret', namespace, name)?.keys;
  const lost = keys === undefined ? undefined : lostVariables(program, keys, target);
  if (lost === undefined) return;
  yield { path, message: `Secret ${namespace}/${name} ${lost.what}`, why: program.why, fix: lost.fix };
}
