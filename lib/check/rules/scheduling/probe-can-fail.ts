import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

export const probeCanFail = defineRule({
  id: 'probe-can-fail',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A probe that runs a command fails when its program is not well: it does not find itself, and does not end well whatever happens.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#exec',
  *check(manifest, world) {
    for (const { fields, path, name } of world.podTemplate(manifest)?.containers ?? []) {
      for (const probe of PROBES) {
        const words = itemsAt(fieldsAt(fields, `${probe}.exec`), 'command').map((word) => text(word) ?? '');
        const reason = alwaysWell(words);
        if (reason === undefined) continue;
        yield {
          path: `${path}.${probe}.exec.command`,
          message: `the ${probe} of container "${name}" cannot fail: ${reason}`,
          why:
            probe === 'readinessProbe'
              ? 'The pod counts as ready while its program answers nobody: requests are sent to it and fail.'
              : 'A program that hangs or has ended inside the container is never restarted: the pod stays Running and does nothing.',
          fix: 'Ask the program itself (httpGet, tcpSocket, or a command of its own), and let the last command decide.',
        };
      }
    }
  },
});

/** Why a command ends well whatever the program does. */
function alwaysWell(words: readonly string[]): string | undefined {
  const [program = ''] = words;
  if (/(^|\/)true$/.test(program)) return '"true" says yes to everything';
  if (/(^|\/)echo$/.test(program)) return '"echo" asks nobody';
  const at = words.findIndex((word) => /^-\w*c$/.test(word));
  const script = at === -1 || !/(^|\/)(?:ba|da|a|z)?sh$/.test(program) ? undefined : words[at + 1];
  if (script === undefined) return undefined;
  const line = script.trim().replace(/[;\s]+$/, '');
  const [, grepped, pattern = ''] =
    /\bps\b[^|;&]*\|\s*(grep)\s+(?:-\w+\s+)*(["']?[\w./-]+["']?)(?:\s*>\s*\/dev\/null(?:\s+2>&1)?)?$/.exec(line) ?? [];
  // `[n]ginx` and pgrep do not find the search itself.
  if (grepped !== undefined) return `"ps | grep ${pattern.replace(/["']/g, '')}" finds the grep itself`;
  if (/\|\|\s*(?:true|:|exit 0|echo\b[^;&|]*)$/.test(line)) return `it ends with "${/\|\|.*$/.exec(line)?.[0] ?? ''}"`;
  return /(?:^|[;\n]\s*)exit 0$/.test(line) && !/\bexit [1-9]|\|\|\s*exit\b|\bset -\w*e/.test(line) ? 'it ends with "exit 0"' : undefined;
}
