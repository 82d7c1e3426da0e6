import { POD_KINDS, type Container } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Programs that leave the foreground when they are told so, or unless they are told otherwise. */
const LEAVES: readonly (readonly [program: RegExp, leaves: (line: string) => boolean, fix: string])[] = [
  [/^(redis|valkey)-server$/, (line) => /--daemonize\s+yes\b/.test(line), 'Leave out --daemonize.'],
  [/^nginx$/, (line) => !/daemon\s+off|\s-[tTvVcs]\b/.test(line), 'Add -g "daemon off;".'],
  [/^(httpd|apache2)$/, (line) => !/FOREGROUND|\s-[ftvVlLSM]\b|-X\b/.test(line), 'Add -D FOREGROUND, or call apache2-foreground.'],
  [/^(mysqld|mongod|postgres)$/, (line) => /--(daemonize|fork)\b/.test(line), 'Leave out the option.'],
  [/^(cron|crond)$/, (line) => !/\s-[a-zA-Z]*[fFn]\b|-(foreground|-no-fork)/.test(line), 'Add -f.'],
  [/^(service|systemctl)$/, (line) => /\s(start|restart)\b/.test(line), 'Call the program itself, in the foreground.'],
  [/^gunicorn$/, (line) => /\s(-D|--daemon)\b/.test(line), 'Leave out --daemon.'],
];

export const programStays = defineRule({
  id: 'program-stays',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The program of a container stays in the foreground: when it leaves, the container ends.',
  source:
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-states; https://redis.io/docs/latest/operate/oss_and_stack/management/config/',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      if (container.init) continue;
      const { path, line } = lineOf(container);
      const name = (line.split(' ')[0] ?? '').split('/').at(-1) ?? '';
      const found = LEAVES.find(([program, leaves]) => program.test(name) && leaves(line));
      // A configuration of one's own may say `daemon off`.
      const own = itemsAt(container.fields, 'volumeMounts').some((mount) => textAt(mount, 'mountPath')?.includes('nginx') === true);
      if (found === undefined || (name === 'nginx' && own)) continue;
      yield {
        path,
        message: `container "${container.name}" starts "${line}", which goes into the background`,
        why: 'The process that the kubelet watches ends at once, with code 0: the container is started again and again.',
        fix: found[2],
      };
    }
  },
});

/** What a container runs, and where it says so: a shell's last command, and arguments of an image that starts its program with them. */
function lineOf(container: Container): { readonly path: string; readonly line: string } {
  const words = wordsOf(container);
  const path = words[0]?.path ?? container.path;
  const texts = words.map(({ value }) => value);
  if (/(^|\/)(ba|da|a)?sh$/.test(texts[0] ?? '')) {
    const script = (texts.at(-1) ?? '').trim();
    const last =
      script
        .split(/\n|;(?!["'])|&&/)
        .at(-1)
        ?.trim() ?? '';
    // What waits after it keeps the container.
    return { path, line: /[|(){}$]/.test(last) ? '' : last.replace(/^exec\s+/, '') };
  }
  const line = texts.join(' ');
  const bare = words.every(({ command }) => !command) && line.startsWith('--') && /^(redis|valkey)$/.test(programOf(container));
  return { path, line: bare ? `${programOf(container)}-server ${line}` : line };
}
