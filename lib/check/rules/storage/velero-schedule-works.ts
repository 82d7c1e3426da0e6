import { HELM_KINDS } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { longestGap } from '../../../values/cron-gap.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { isPlatform, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { veleroTemplates } from '../../scheduling/velero-templates.ts';
import { beyondAgent } from '../../scheduling/velero-agents.ts';
import type { World } from '../../world.ts';

const PLACE = 'velero.io/v1/BackupStorageLocation';

export const veleroScheduleWorks = defineRule({
  id: 'velero-schedule-works',
  severity: 'error',
  kinds: ['velero.io/v1/Schedule', 'velero.io/v1/Backup', PLACE, ...HELM_KINDS],
  asks: 'A backup of Velero names namespaces that exist, has one place to go to, and the agent on the nodes where it copies the files of volumes.',
  source: 'https://velero.io/docs/main/api-types/schedule/; https://velero.io/docs/main/file-system-backup/',
  *check(manifest, world) {
    if (manifest.object.kind === 'BackupStorageLocation') {
      const defaults = world
        .inNamespace(PLACE, manifest.object.metadata.namespace ?? '')
        .filter(({ object }) => at(object, 'spec.default') === true);
      const [first] = defaults;
      if (first === undefined || first === manifest || !defaults.includes(manifest)) return;
      yield {
        path: 'spec.default',
        severity: 'warning',
        message: `${first.object.metadata.name} is the default place of backups, too`,
        why: 'Velero takes one of them: backups lie where nobody looks for them.',
        fix: 'Leave default: true at one of them.',
      };
      return;
    }
    for (const { template, path, schedule } of veleroTemplates(manifest, world)) {
      const gap = gapOf(schedule);
      const kept = hoursOf(textAt(template, 'ttl'));
      if (gap !== undefined && kept !== undefined && kept < gap) {
        yield {
          path: `${path}.ttl`,
          severity: 'warning',
          message: `a backup is kept ${textAt(template, 'ttl') ?? ''}, and up to ${gap} h lie between two ("${schedule ?? ''}")`,
          why: 'Between the end of one and the next there is none at all.',
          fix: 'Keep each until several newer ones are there.',
        };
      }
      const known = namespaces(world);
      for (const [index, raw] of itemsAt(template, 'includedNamespaces').entries()) {
        const name = text(raw) ?? '';
        const near = nearName(name, known);
        // A tree without namespaces tells nothing; those of the platform are often made elsewhere.
        if (name.includes('*') || known.has(name) || (near === undefined && (isPlatform(name) || world.ofKind('v1/Namespace').length < 2)))
          continue;
        yield {
          path: `${path}.includedNamespaces[${index}]`,
          severity: 'warning',
          message: `it covers namespace "${name}", which nothing here makes or uses`,
          why: 'Velero finishes with success and an empty archive; what was to be kept is in no backup.',
          fix: near === undefined ? 'Name a namespace that exists.' : `Did you mean "${near}"?`,
        };
      }
      const whole = at(template, 'defaultVolumesToFsBackup') === true || at(template, 'defaultVolumesToRestic') === true;
      const beyond = whole ? beyondAgent(template, world) : undefined;
      if (beyond !== undefined) {
        yield {
          path: `${path}.defaultVolumesToFsBackup`,
          severity: 'warning',
          message: `it copies the files of volumes, and the agent of Velero does not tolerate control planes, where ${beyond} runs with a claim`,
          why: 'Each backup is only PartiallyFailed ("daemonset pod not found in running state in node"): the data of that volume are in none.',
          fix: 'Give nodeAgent.tolerations in the values of the chart the toleration that the pods have.',
        };
      }
      if (!whole || !lacksAgent(world)) continue;
      yield {
        path: `${path}.defaultVolumesToFsBackup`,
        message: 'it copies the files of volumes, and the values of Velero leave out the agent on the nodes (deployNodeAgent)',
        why: 'Each backup is only PartiallyFailed: the objects are in it, the data of the volumes are not.',
        fix: 'Set deployNodeAgent: true in the values of the chart.',
      };
    }
  },
});

/** The longest time between two backups. Unit: hours. */
function gapOf(schedule: string | undefined): number | undefined {
  const fields = schedule?.trim().split(/\s+/) ?? [];
  return fields.length === 5 && fields.every((each) => /^[\d*,/-]+$/.test(each)) ? longestGap(fields).seconds / 3600 : undefined;
}

/** `168h0m0s` in hours. */
function hoursOf(written: string | undefined): number | undefined {
  const [, hours, minutes = '0'] = /^(?:(\d+)h)(?:(\d+)m)?(?:\d+s)?$/.exec(written ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) + Number(minutes) / 60;
}

function namespaces(world: World): ReadonlySet<string> {
  return world.once('namespaces that are made or used', () => {
    const used = world.objects.filter(({ object }) => object.kind !== 'Schedule').map(({ object }) => object.metadata.namespace ?? '');
    return new Set([...madeNamespaces(world), ...used, ...world.installers().map(({ namespace }) => namespace ?? '')]);
  });
}

function lacksAgent(world: World): boolean {
  const releases = releasesOf(world).filter(({ chart }) => chart === 'velero');
  return (
    releases.length > 0 &&
    releases.every(({ open, values }) => open !== true && values !== undefined && at(values, 'deployNodeAgent') !== true)
  );
}
