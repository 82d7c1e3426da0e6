import { fullName } from '../../hosts/chart-table.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { World } from '../../world.ts';

export const veleroNamesExist = defineRule({
  id: 'velero-names-exist',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'Commands of Velero name schedules and places of backups that the tree makes, and a backup where a backup is meant.',
  source:
    'https://velero.io/docs/main/restore-reference/; https://github.com/vmware-tanzu/helm-charts/blob/main/charts/velero/templates/schedule.yaml',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'velero' || command.tested) continue;
      const { schedules, places } = known(world);
      const [noun, verb, name] = plainWords(command, VALUED);
      const asked = [
        ...optionValues(command, '--from-schedule'),
        ...(noun === 'schedule' && name !== undefined && ABOUT.has(verb ?? '') ? [name] : []),
      ];
      for (const each of asked) yield* missing(each, schedules, 'schedule', path, command.line);
      for (const each of optionValues(command, '--storage-location')) yield* missing(each, places, 'place of backups', path, command.line);
      for (const each of optionValues(command, '--from-backup')) {
        if (schedules?.has(each) !== true) continue;
        yield {
          path,
          message: `line ${command.line}: ${each} is a schedule, and --from-backup takes one of its backups (${each}-20260131020000)`,
          why: 'Velero says that there is no such backup, on the day on which one is needed.',
          fix: `Write --from-schedule ${each}, which takes the newest.`,
        };
      }
    }
  },
});

const ABOUT = new Set(['delete', 'describe', 'pause', 'unpause', 'get']);
const VALUED = '-n --namespace --kubecontext --kubeconfig -o --output -l --selector --ttl --schedule'.split(' ');

function* missing(name: string, names: ReadonlySet<string> | undefined, what: string, path: string, line: number): Iterable<Issue> {
  if (names === undefined || names.size === 0 || names.has(name) || /[$`{<]/.test(name)) return;
  const near = [...names].find((each) => each.endsWith(`-${name}`)) ?? nearName(name, names);
  yield {
    path,
    message: `line ${line}: there is no ${what} ${name}; there ${names.size === 1 ? 'is' : 'are'} ${[...names].sort().join(', ')}`,
    why: 'The command ends with "not found": what was to be brought back, or saved, is not.',
    fix: near === undefined ? 'Name one that exists.' : `Did you mean "${near}"?`,
  };
}

interface Known {
  /** `undefined` where values were not read. */
  readonly schedules: ReadonlySet<string> | undefined;
  readonly places: ReadonlySet<string> | undefined;
}

/** Names of schedules and places, of all clusters; the chart puts the name of the release before those of its schedules. */
function known(world: World): Known {
  return world.everywhere.once('names for velero', () => {
    const worlds = [...world.everywhere.worlds.values()];
    const releases = worlds.flatMap((each) => releasesOf(each)).filter(({ chart }) => chart === 'velero');
    if (releases.some(({ open }) => open === true)) return { schedules: undefined, places: undefined };
    const named = (kind: string): readonly string[] =>
      worlds.flatMap((each) => each.ofKind(kind)).map(({ object }) => object.metadata.name);
    return {
      schedules: new Set([
        ...named('velero.io/v1/Schedule'),
        ...releases.flatMap(({ name, values }) =>
          Object.keys(fieldsAt(values, 'schedules')).map((each) => `${fullName(name, 'velero', values)}-${each}`),
        ),
      ]),
      places: new Set([
        ...named('velero.io/v1/BackupStorageLocation'),
        ...releases.flatMap(({ values }) =>
          itemsAt(values, 'configuration.backupStorageLocation').map((each) => textAt(each, 'name') ?? 'default'),
        ),
      ]),
    };
  });
}
