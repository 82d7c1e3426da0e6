import { POD_KINDS, volume, type Container, type PodTemplate } from '../../pods.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { looksLikeBackup } from '../../scheduling/backups.ts';
import { fetches, mirrorOf } from '../../texts/mirrors.ts';
import { scriptsOf } from '../../texts/scripts.ts';
import { parseShell, type Command } from '../../texts/shell.ts';

export const copyKeepsOlder = defineRule({
  id: 'copy-keeps-older',
  severity: 'error',
  kinds: POD_KINDS.filter((kind) => kind.startsWith('batch/')),
  asks: 'A backup job that sends away a folder which begins empty does not take away the copies that it made before.',
  source: 'https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html; https://rclone.org/commands/rclone_sync/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !looksLikeBackup(pod)) return;
    const scripts = scriptsOf(manifest, world);
    for (const container of pod.containers) {
      const found = scripts.find((each) => each.container === container);
      const line = wordsOf(container)
        .map(({ value }) => (/[\s"']/.test(value) ? `'${value.replaceAll("'", '')}'` : value))
        .join(' ');
      // Arguments alone go to the program that the image is named after.
      const commands =
        found?.script.commands ?? parseShell(`${container.image?.includes('aws-cli') === true ? 'aws ' : ''}${line}`).commands;
      for (const command of commands) {
        const mirror = mirrorOf(command);
        if (mirror === undefined) continue;
        const source = resolved(mirror.source, commands, container);
        const volume = emptyBelow(source, container, pod);
        if (volume === undefined || commands.some((each) => each !== command && fetches(each, mirror.source))) continue;
        yield {
          path: found?.path ?? container.path,
          message: `${mirror.called} makes ${mirror.target} like ${source}, which is ${volume} and holds what this run wrote only`,
          why: 'Each run deletes all copies that the runs before it sent: there is one backup, the last, and after an empty dump there is none.',
          fix: mirror.fix,
        };
      }
    }
  },
});

/** A path with the variables of the script or the container filled in. */
function resolved(path: string, commands: readonly Command[], { fields }: Container): string {
  const values = new Map(itemsAt(fields, 'env').map((each) => [textAt(each, 'name') ?? '', textAt(each, 'value')] as const));
  for (const each of commands.flatMap(({ assignments }) => assignments))
    values.set(each.split('=')[0] ?? '', each.slice(each.indexOf('=') + 1).replace(/["']/g, ''));
  return path.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => values.get(name) ?? whole);
}

/** The emptyDir in which a folder is, or the container itself; nothing for a volume that lasts. */
function emptyBelow(path: string, { fields }: Container, pod: PodTemplate): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const mount = itemsAt(fields, 'volumeMounts')
    .filter((each) => `${path}/`.startsWith(`${(textAt(each, 'mountPath') ?? '/').replace(/\/$/, '')}/`))
    .sort((a, b) => (textAt(b, 'mountPath') ?? '').length - (textAt(a, 'mountPath') ?? '').length)[0];
  if (mount === undefined) return 'a folder of the container';
  const name = textAt(mount, 'name') ?? '';
  return volume(pod, name)?.['emptyDir'] === undefined ? undefined : `the emptyDir "${name}"`;
}
