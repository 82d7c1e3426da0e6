import { parseImage } from '../../images.ts';
import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';

export const etcdSnapshotCommands = defineRule({
  id: 'etcd-snapshot-commands',
  severity: 'error',
  kinds: SCRIPT_KINDS,
  asks: 'Snapshots of etcd are looked at and restored with etcdutl.',
  source:
    'https://etcd.io/docs/v3.6/op-guide/recovery/; https://github.com/etcd-io/etcd/blob/main/CHANGELOG/CHANGELOG-3.6.md; seed 004, M33',
  *check(manifest, world) {
    for (const { path, script, container } of scriptsOf(manifest, world)) {
      for (const command of script.commands) {
        const words = command.words.map(({ text }) => text).join(' ');
        const [, verb] = /\bsnapshot (status|restore)\b/.exec(words) ?? [];
        if (command.name !== 'etcdctl' || verb === undefined) continue;
        const image = parseImage(container?.image ?? '');
        const [, minor] = /^v?3\.(\d+)/.exec(image.path.endsWith('etcd') ? (image.tag ?? '') : '') ?? [];
        const gone = minor !== undefined && Number(minor) >= 6;
        yield {
          path,
          ...(gone ? {} : { severity: 'info' as const }),
          message: `line ${command.line}: etcdctl snapshot ${verb} ${gone ? `is not in etcd 3.${minor}` : 'was taken out of etcd 3.6'}`,
          why: 'The command is refused: the job fails each night, or the restore fails on the day that it is needed.',
          fix: `Write etcdutl snapshot ${verb}.`,
        };
      }
    }
  },
});
