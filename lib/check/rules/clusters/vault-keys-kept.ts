import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** `vault operator init … > keys.json`, `… | tee keys.txt` */
const KEPT = /\bvault\s+operator\s+init\b([^\n]*?)(?:>{1,2}|\|\s*tee(?:\s+-\w+)*)\s*["']?([^\s"'|;&>]+)/;

export const vaultKeysKept = defineRule({
  id: 'vault-keys-kept',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'The keys that open Vault, and its root token, are not left in a file as they are printed.',
  source: 'https://developer.hashicorp.com/vault/docs/concepts/seal; https://developer.hashicorp.com/vault/docs/concepts/pgp-gpg-keybase',
  *check({ object }) {
    const text = textAt(object, 'text') ?? '';
    if (!text.includes('operator init')) return;
    for (const [index, line] of joined(text).entries()) {
      if (/^\s*(?:#|echo\b|printf\b)/.test(line)) continue;
      const [, between = '', file = ''] = KEPT.exec(line) ?? [];
      if (file === '' || file.startsWith('/dev/') || /pgp-keys|\b(?:gpg|age|sops|openssl|kubectl\s+create)\b/.test(between)) continue;
      const last = file.slice(file.lastIndexOf('/') + 1);
      if (new RegExp(`\\b(?:shred|gpg|age|sops|rm)\\b[^\\n]*${last.replace(/[^\w-]/g, '\\$&')}`).test(text)) continue;
      yield {
        path: `line ${index + 1}`,
        message: `what vault operator init prints stays in ${file}: all keys that open Vault, and its root token`,
        why: 'Whoever reads the file, a copy of it or the history of the folder opens Vault alone and reads every secret: that the keys are several helps nobody.',
        fix: 'Encrypt each key for its keeper (-pgp-keys), or put them away elsewhere and shred the file; revoke the root token once Vault is set up.',
      };
      return;
    }
  },
});

/** Lines, with those that go on put together on the first of them. */
function joined(text: string): readonly string[] {
  return text
    .replace(
      /\\\r?\n((?:[^\n]*\\\r?\n)*[^\n]*)/g,
      (whole) => `${whole.replace(/\\\r?\n/g, ' ')}${'\n'.repeat(whole.split('\n').length - 1)}`,
    )
    .split('\n');
}
