import { documentKind } from '../../document.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';

export const vaultAuditMounted = defineRule({
  id: 'vault-audit-mounted',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'The file in which Vault is to log who asked what lies on a volume that its chart mounts.',
  source: 'https://developer.hashicorp.com/vault/docs/audit/file; https://github.com/hashicorp/vault-helm/blob/main/values.yaml',
  *check(manifest, world) {
    if (!/\bvault\s+audit\b/.test(textAt(manifest.object, 'text') ?? '')) return;
    const releases = world.once('releases of vault', () => releasesOf(world).filter(({ chart }) => chart === 'vault'));
    const [release] = releases;
    if (release === undefined || releases.length > 1 || release.open === true || at(release.values, 'server.enabled') === false) return;
    const isOn = at(release.values, 'server.auditStorage.enabled') === true;
    const mounts = mountsOf(release.values, isOn);
    for (const { command, path } of commandsOf(manifest, world)) {
      const words = command.words.map(({ text }) => text);
      if (!words.includes('audit') || !words.includes('enable')) continue;
      const file = words.map((word) => /^file_path=(\/.+)$/.exec(word)?.[1]).find((each) => each !== undefined);
      if (file === undefined || /^\/(dev|tmp|vault\/logs)\//.test(file) || mounts.some((mount) => file.startsWith(`${mount}/`))) continue;
      yield {
        path,
        message: `Vault is to log to ${file}, and release ${release.name} mounts ${mounts.join(', ')} only${isOn ? '' : ' (server.auditStorage is off)'}`,
        why: 'The call fails with "no such file or directory", or the log goes with the pod: nobody can say who read what.',
        fix: 'Set server.auditStorage.enabled: true, or log to stdout (file_path=stdout).',
      };
    }
  },
});

function mountsOf(values: unknown, isOn: boolean): readonly string[] {
  return [
    textAt(values, 'server.dataStorage.mountPath') ?? '/vault/data',
    ...(isOn ? [textAt(values, 'server.auditStorage.mountPath') ?? '/vault/audit'] : []),
    ...itemsAt(values, 'server.volumeMounts').flatMap((each) => textAt(each, 'mountPath') ?? []),
    ...itemsAt(values, 'server.extraVolumes').map((each) => `${textAt(each, 'path') ?? '/vault/userconfig'}/${textAt(each, 'name') ?? ''}`),
  ];
}
