import { parseImage } from '../../images.ts';
import type { Container } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';
import type { Command } from '../../texts/shell.ts';

const ENDPOINT = /https:\/\/[\w.:[\]${}-]+:2379/;

/** A call of etcdctl over TLS that names no certificate, where no variable does either. */
function asksBare(command: Command, words: string, all: readonly Command[], container: Container | undefined): boolean {
  if (
    command.name !== 'etcdctl' ||
    !ENDPOINT.test(words) ||
    /--(cacert|cert|insecure-skip-tls-verify|discovery-srv)\b|\$\{?[A-Za-z_@*[]*(opts|flags|args|cert|tls)/i.test(words)
  )
    return false;
  const set = [...all, command].some((each) =>
    [...each.assignments, ...each.words.map(({ text }) => text)].some((text) => /^ETCDCTL_(CACERT|CERT)=/.test(text)),
  );
  const given = itemsAt(container?.fields, 'env').some((each) => /^ETCDCTL_(CACERT|CERT)$/.test(textAt(each, 'name') ?? ''));
  return !set && !given && itemsAt(container?.fields, 'envFrom').length === 0;
}

/** Takes the old data out of the way. */
function clears({ name, words }: Command): boolean {
  return /^(?:mv|rm|rmdir|find)$/.test(name) && words.some(({ text }) => text.startsWith('/var/lib/etcd'));
}

export const etcdSnapshotCommands = defineRule({
  id: 'etcd-snapshot-commands',
  severity: 'error',
  kinds: SCRIPT_KINDS,
  asks: 'Snapshots of etcd are taken with its certificates, and looked at and restored with etcdutl, into a folder that is empty.',
  source:
    'https://etcd.io/docs/v3.6/op-guide/recovery/; https://github.com/etcd-io/etcd/blob/main/CHANGELOG/CHANGELOG-3.6.md; seed 004, M33',
  *check(manifest, world) {
    for (const { path, script, container } of scriptsOf(manifest, world)) {
      for (const command of script.commands) {
        const words = command.words.map(({ text }) => text).join(' ');
        if (asksBare(command, words, script.commands, container)) {
          yield {
            path,
            message: `line ${command.line}: etcdctl asks ${ENDPOINT.exec(words)?.[0] ?? ''} without --cacert, --cert and --key`,
            why: 'etcd of kubeadm talks to clients with a certificate only: the command ends with "certificate signed by unknown authority", and no snapshot is taken.',
            fix: 'Add --cacert, --cert and --key from /etc/kubernetes/pki/etcd.',
          };
        }
        const [, peers] = /--endpoints[= ]\S*?:(2380|2381)\b/.exec(words) ?? [];
        if (command.name === 'etcdctl' && peers !== undefined) {
          yield {
            path,
            message: `line ${command.line}: etcdctl asks port ${peers}, on which etcd ${peers === '2380' ? 'speaks to its peers' : 'shows its metrics'}`,
            why: 'The command waits and ends with "context deadline exceeded": no snapshot is taken.',
            fix: 'Write port 2379.',
          };
        }
        const full = /\bsnapshot restore\b.*--data-dir[= ]["']?(\/var\/lib\/etcd)\/?["']?(?=\s|$)/.exec(words)?.[1];
        if (full !== undefined && !script.commands.some((each) => each.line < command.line && clears(each))) {
          yield {
            path,
            severity: 'warning',
            message: `line ${command.line}: ${command.name} restores into ${full}, which nothing before has moved away`,
            why: `The folder of a running control plane is not empty, and ${command.name} refuses it ("data-dir not empty"): on the day of the disaster the restore stops here.`,
            fix: `Stop etcd (move its manifest out of /etc/kubernetes/manifests), move ${full} aside, then restore.`,
          };
        }
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
