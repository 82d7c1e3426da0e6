import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { fields, items, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { didYouMean } from '../../../values/nearest.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { GO_DURATION } from '../../schema/formats.ts';

const HOOK = /^(pre|post)\.hook\.(backup|restore)\.velero\.io\/container$/;
const VOLUMES = ['backup.velero.io/backup-volumes', 'backup.velero.io/backup-volumes-excludes'];
const OF_PODS = /^((pre|post)\.hook\.(backup|restore)\.velero\.io|init\.hook\.restore\.velero\.io)\/|^backup\.velero\.io\/backup-volumes/;

export const veleroHookRuns = defineRule({
  id: 'velero-hook-runs',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Annotations for Velero stand on pods, and name containers and volumes that the pods have.',
  source: 'https://velero.io/docs/main/backup-hooks/; https://velero.io/docs/main/file-system-backup/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const containers = itemsAt(pod.spec, 'containers').flatMap((each) => textAt(each, 'name') ?? []);
    const volumes = volumesOf(pod, manifest);
    for (const [key, value] of Object.entries(pod.annotations)) {
      const path = `${pod.path}.metadata.annotations["${key}"]`;
      if (/[${]/.test(value)) continue;
      if (HOOK.test(key) && !containers.includes(value)) {
        yield {
          path,
          message: `the pods have no container "${value}" for the hook of Velero: there ${containers.length === 1 ? 'is' : 'are'} ${containers.join(', ')}`,
          why: 'The command is not run: the backup is PartiallyFailed, or holds files of a database that was writing.',
          fix: didYouMean(value, containers),
        };
      }
      yield* hook(key, value, path);
      const named = VOLUMES.includes(key) ? value.split(',').map((each) => each.trim()) : [];
      for (const name of named.filter((each) => each !== '' && !volumes.includes(each))) {
        yield {
          path,
          message: `the pods have no volume "${name}", which Velero is to ${key === VOLUMES[0] ? 'copy' : 'leave out'}`,
          why: key === VOLUMES[0] ? 'The volume that was meant is in no backup.' : 'The volume that was meant is copied with the rest.',
          fix: didYouMean(name, volumes),
        };
      }
    }
    const own = Object.keys(textsAt(manifest.object, 'metadata.annotations')).filter((key) => OF_PODS.test(key));
    const [misplaced] = manifest.object.kind === 'Pod' ? [] : own.filter((key) => !(key in pod.annotations));
    if (misplaced === undefined) return;
    yield {
      path: `metadata.annotations["${misplaced}"]`,
      message: `${misplaced} stands on the ${manifest.object.kind}, and Velero reads it on pods`,
      why: 'It does nothing: what it was to save, or to do before, is not.',
      fix: `Move it to ${pod.path}.metadata.annotations.`,
    };
  },
});

/** What Velero cannot read of a hook. */
function* hook(key: string, value: string, path: string): Iterable<Issue> {
  const field = /^(?:(?:pre|post)\.hook\.(?:backup|restore)|init\.hook\.restore)\.velero\.io\/(.+)$/.exec(key)?.[1] ?? '';
  const why = 'The hook fails or is passed over: the files of a database are copied while it writes.';
  if (field === 'command' && !value.trim().startsWith('[') && /\s/.test(value.trim())) {
    const list = value
      .trim()
      .split(/\s+/)
      .map((word) => JSON.stringify(word))
      .join(', ');
    const shell = /[|<>&;$*]/.test(value);
    yield {
      path,
      message: 'the command has several words, and is no list in JSON: Velero takes it for the name of one program',
      why,
      fix: shell ? `Write '["/bin/sh", "-c", …]'.` : `Write '[${list}]'.`,
    };
  }
  if (field.endsWith('timeout') && !GO_DURATION.test(value))
    yield { path, message: `"${value}" is no duration that Velero reads`, why, fix: 'Write it with its unit: 3m.' };
  if (field === 'on-error' && value !== 'Fail' && value !== 'Continue')
    yield {
      path,
      message: `on-error is ${value}, and may be Fail or Continue`,
      why,
      fix: `Write ${/^f/i.test(value) ? 'Fail' : 'Continue'}.`,
    };
}

function volumesOf(pod: PodTemplate, { object }: WorldObject): readonly string[] {
  const claims = itemsAt(fields(object['spec']), 'volumeClaimTemplates');
  return [
    ...items(pod.spec['volumes']).flatMap((each) => text(fields(each)['name']) ?? []),
    ...claims.flatMap((each) => textAt(each, 'metadata.name') ?? []),
  ];
}
