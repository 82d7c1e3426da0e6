import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { blocksOf } from '../../terraform/hcl.ts';
import { unquoted } from '../../terraform/modules.ts';

/** Keys that the API server asks of each type. @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export const terraformSecretTyped = defineRule({
  id: 'terraform-secret-typed',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'A Secret that Terraform makes has the keys that its type asks for.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  *check({ object, file = '' }) {
    const text = textAt(object, 'text') ?? '';
    if (!file.endsWith('.tf') || !text.includes('kubernetes_secret')) return;
    const lines = text.split('\n');
    for (const { type, labels, body, line, arguments: given } of blocksOf(text)) {
      if (type !== 'resource' || !/^kubernetes_secret(?:_v1)?$/.test(labels[0] ?? '')) continue;
      const asked = KEYS[unquoted(given.get('type') ?? '')];
      const written = lines.slice(line - 1, line - 1 + body.split('\n').length);
      const start = written.findIndex((each) => /^\s*(?:binary_)?data\s*=\s*\{/.test(each));
      // Keys that are worked out, and data that stands elsewhere, are not read.
      if (asked === undefined || start === -1 || /\bfor\b|merge\(/.test(written[start] ?? '')) continue;
      const keys = keysIn(written.slice(start));
      if (keys.length === 0) continue;
      const missing = asked.filter((each) => !keys.includes(each));
      if (missing.length === 0) continue;
      const near = nearName(missing[0] ?? '', keys) ?? keys.find((each) => `.${each}` === missing[0]);
      yield {
        path: `line ${line + start}`,
        message: `kubernetes_secret.${labels[1] ?? ''} is of type ${unquoted(given.get('type') ?? '')} and lacks ${missing.join(', ')}; it has ${keys.join(', ')}`,
        why: 'The API server refuses the Secret ("Required value"), and terraform apply stops half way.',
        fix: near === undefined ? `Add ${missing.join(', ')}.` : `Write "${missing[0] ?? ''}" for ${near}.`,
      };
    }
  },
});

/** Keys of the outermost map, from its opening line on. */
function keysIn(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (const line of lines) {
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, (each) => each.replace(/[{}[\]()]/g, ' '));
    const inner = depth === 0 ? bare.slice(bare.indexOf('{') + 1) : bare;
    if (depth <= 1) {
      const [, quoted, plain] = /^\s*(?:"([^"$]+)"|([A-Za-z_][\w-]*))\s*=(?!=)/.exec(inner) ?? [];
      const key = quoted ?? plain;
      if (key !== undefined) found.push(key);
    }
    for (const char of bare) depth += '{[('.includes(char) ? 1 : '}])'.includes(char) ? -1 : 0;
    if (depth <= 0) break;
  }
  return found;
}
