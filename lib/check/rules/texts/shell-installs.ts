import { POD_KINDS, type Container } from '../../pods.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scriptsOf } from '../../texts/scripts.ts';

/** Package managers and the verbs with which they install. */
const INSTALLS: Readonly<Record<string, RegExp>> = {
  apk: /\badd\b/,
  apt: /\binstall\b/,
  'apt-get': /\binstall\b/,
  dnf: /\binstall\b/,
  microdnf: /\binstall\b/,
  npm: /\b(install|i)\b.*(\s-g|--global)/,
  pip: /\binstall\b/,
  pip3: /\binstall\b/,
  yum: /\binstall\b/,
};

export const shellInstalls = defineRule({
  id: 'shell-installs',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'No container installs packages when it starts.',
  source: 'https://docs.docker.com/build/building/best-practices/#create-ephemeral-containers; seed 003, M16',
  *check(manifest, world) {
    const spec = world.podTemplate(manifest)?.spec;
    for (const { path, script, container } of scriptsOf(manifest, world)) {
      for (const { name, words, line } of script.commands) {
        if (container === undefined || INSTALLS[name]?.test(words.map(({ text }) => text).join(' ')) !== true) continue;
        const barred = name.startsWith('pip') || name === 'npm' ? undefined : barrier(container, spec);
        yield {
          path,
          severity: barred === undefined ? 'warning' : 'error',
          message:
            barred === undefined
              ? `line ${line}: ${name} installs packages at every start`
              : `line ${line}: ${name} cannot install packages: ${barred}`,
          why:
            barred === undefined
              ? 'Each start waits for a mirror of the distribution and takes whatever version it has: when it cannot be reached, the container does not start.'
              : 'The command fails at every start, and the container with it.',
          fix: 'Use an image that has the program, or build one.',
        };
        break;
      }
    }
  },
});

/** Why the container may not write where packages go. */
function barrier({ fields }: Container, pod: unknown): string | undefined {
  const user = textAt(fields, 'securityContext.runAsUser') ?? textAt(pod, 'securityContext.runAsUser');
  if (user !== undefined && user !== '0') return `it runs as user ${user}`;
  if (user === undefined && (at(fields, 'securityContext.runAsNonRoot') ?? at(pod, 'securityContext.runAsNonRoot')) === true)
    return 'it does not run as root';
  return at(fields, 'securityContext.readOnlyRootFilesystem') === true ? 'its root file system is read-only' : undefined;
}
