import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scriptsOf } from '../../texts/scripts.ts';

const CLOUD = ['aws', 'az', 'gcloud', 'gsutil', 'kubectl', 'helm', 'mc', 'rclone', 'restic', 'velero', 'etcdctl', 's3cmd'];
const DUMPS = ['mysqldump', 'mysql', 'mysqladmin', 'mariadb-dump', 'pg_dump', 'psql', 'mongodump', 'redis-cli'];

/** Programs that official images surely do not have. Distributions add some, none takes one of these in. */
const LACKS: readonly { readonly image: RegExp; readonly programs: readonly string[] }[] = [
  { image: /(^|\/)(alpine|busybox)(:|@|$)/, programs: ['bash', 'curl', 'jq', 'python', 'python3', 'openssl', 'git', ...CLOUD, ...DUMPS] },
  { image: /(^|\/)curlimages\/curl(:|@|$)/, programs: ['bash', 'jq', 'wget', ...CLOUD, ...DUMPS] },
  { image: /(^|\/)(library\/)?(mysql|mariadb)(:|@|$)/, programs: ['jq', 'psql', 'pg_dump', ...CLOUD] },
  { image: /(^|\/)(library\/)?postgres(:|@|$)/, programs: ['curl', 'jq', 'mysql', 'mysqldump', ...CLOUD] },
  { image: /(^|\/)(library\/)?redis(:|@|$)/, programs: ['curl', 'jq', ...CLOUD, 'mysqldump', 'pg_dump'] },
  { image: /(^|\/)amazon\/aws-cli(:|@|$)/, programs: ['kubectl', 'jq', 'helm', 'mc', ...DUMPS] },
  { image: /(^|\/)(library\/)?(nginx|redis|postgres|node|python|eclipse-temurin|memcached|httpd):[\w.-]*alpine/, programs: ['bash'] },
];
/** Images of nothing but their program: no shell, and none of its tools. */
const BARE = /(^|\/)gcr\.io\/distroless\/[\w-]+(?!.*debug)|^(gcr\.io\/etcd-development|quay\.io\/coreos)\/etcd:v3\.([6-9]|\d\d)/;
const SHELLS = ['sh', 'bash', 'ash', 'cat', 'ls', 'cp', 'mv', 'rm', 'mkdir', 'sleep', 'find', 'grep'];
/** These bring bash with them after all. */
const BASH = /(^|\/)(library\/)?postgres:[\w.-]*alpine/;

export const imageHasProgram = defineRule({
  id: 'image-has-program',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The programs that a container calls are in its image.',
  source: 'https://hub.docker.com/_/alpine; https://hub.docker.com/_/mysql; seed 003, M16',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      const absent = absentFrom(container.image ?? '');
      if (absent.size === 0) continue;
      const [program = ''] = [...itemsAt(container.fields, 'command')].map((word) => text(word)?.split('/').at(-1) ?? '');
      if (absent.has(program)) {
        yield issue(`${container.path}.command[0]`, program, container);
        // Without its shell nothing of the script runs.
        if (BARE.test(container.image ?? '')) continue;
      }
      const scripts = scriptsOf(manifest, world).filter((each) => each.container?.path === container.path);
      const said = new Set<string>();
      for (const { path, script, text: written } of scripts) {
        // What is installed or downloaded first is there.
        if (/\b(apk|apt-get|apt|yum|dnf|microdnf|pip3?|npm)\b|chmod|\bPATH=|install\b|wget\b.*-O|curl\b.*-o/i.test(written)) continue;
        for (const { name, tested, next } of script.commands) {
          if (!absent.has(name) || said.has(name) || tested || next === '||') continue;
          said.add(name);
          yield issue(path, name, container);
        }
      }
    }
  },
});

function absentFrom(image: string): ReadonlySet<string> {
  const found = new Set(LACKS.flatMap((each) => (each.image.test(image) ? each.programs : [])));
  if (BARE.test(image)) for (const each of SHELLS) found.add(each);
  if (BASH.test(image)) found.delete('bash');
  return found;
}

function issue(path: string, program: string, { image = '', name }: Container): Issue {
  return {
    path,
    message: `container "${name}" calls ${program}, which the image ${image} does not have`,
    why: `It ends with "${program}: not found": the job fails, or its script goes on without what it was to do.`,
    fix:
      program === 'bash'
        ? 'Call sh, or take an image that has bash.'
        : 'Take an image that has it, or do this part in a container of its own.',
  };
}
