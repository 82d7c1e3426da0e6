import { releasesBy } from '../../hosts/releases.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const backupTargetValid = defineRule({
  id: 'backup-target-valid',
  severity: 'error',
  kinds: [
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    'longhorn.io/v1beta2/BackupTarget',
    'longhorn.io/v1beta2/Setting',
    'slipway.dev/v1/HelmValues',
  ],
  asks: 'The target of backups is written as Longhorn reads it: s3://bucket@region/ or nfs://server:/path.',
  source: 'https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/',
  *check(manifest, world) {
    const { object } = manifest;
    const own =
      object.kind === 'BackupTarget'
        ? [{ path: 'spec.backupTargetURL', value: textAt(object, 'spec.backupTargetURL') }]
        : object.kind === 'Setting' && object.metadata.name === 'backup-target'
          ? [{ path: 'value', value: textAt(object, 'value') }]
          : [];
    const ofValues = releasesBy(world, manifest)
      .filter(({ chart }) => chart === 'longhorn')
      .flatMap(({ values }) =>
        ['defaultSettings.backupTarget', 'defaultBackupStore.backupTarget'].map((path) => ({
          path: object.kind === 'HelmValues' ? `values.${path}` : path,
          value: textAt(values, path),
        })),
      );
    for (const { path, value = '' } of [...own, ...ofValues]) {
      const problem = judge(value);
      if (problem === undefined) continue;
      yield {
        path,
        message: `${value} ${problem.what}`,
        why: 'Longhorn shows the target as unavailable: every backup ends with an error that stands on its own page only.',
        fix: problem.fix,
      };
    }
  },
});

function judge(value: string): { readonly what: string; readonly fix: string } | undefined {
  if (value === '' || /[$<{]/.test(value)) return undefined;
  if (value.startsWith('s3://')) {
    if (!/^s3:\/\/[^/@]+@/.test(value))
      return { what: 'names no region', fix: 'Write s3://bucket@region/, with any word for a store that has no regions.' };
    return /^s3:\/\/[^/@]+@[^/]+\//.test(value) ? undefined : { what: 'lacks the slash at its end', fix: `Write ${value}/.` };
  }
  if (value.startsWith('nfs://'))
    return /^nfs:\/\/[^/:]+:\/.+/.test(value) ? undefined : { what: 'is no server with a path', fix: 'Write nfs://server:/path.' };
  return /^(cifs|azblob):\/\//.test(value)
    ? undefined
    : { what: 'begins with no protocol that Longhorn knows', fix: 'Write s3://bucket@region/ or nfs://server:/path.' };
}
