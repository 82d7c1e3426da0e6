import { isGuide } from '../../guides.ts';
import { fieldsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isToBeReplaced, isWeak } from '../../security/weak.ts';
import { isSecretName } from '../../secrets.ts';

export const secretStrong = defineRule({
  id: 'secret-strong',
  severity: 'error',
  kinds: ['v1/Secret'],
  asks: 'The values of a Secret are not words that everybody tries first.',
  source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html; seed 003, M11',
  *check({ object, file }) {
    if (/service-account-token|tls/.test(text(object['type']) ?? '')) return;
    // A guide shows where a value goes, not which.
    if (isGuide(file)) return;
    const weak: string[] = [];
    for (const [list, encoded] of [
      ['data', true],
      ['stringData', false],
    ] as const) {
      for (const [key, raw] of Object.entries(fieldsAt(object, list))) {
        const written = text(raw) ?? '';
        const value = encoded ? Buffer.from(written, 'base64').toString('utf8') : written;
        // Names of users and hosts stand in Secrets too.
        if ((isSecretName(key) && (isWeak(value) || isToBeReplaced(value))) || isPlaceholderUrl(key, value)) weak.push(key);
      }
    }
    if (weak.length === 0) return;
    yield {
      path: 'data' in object ? 'data' : 'stringData',
      message: `${weak.join(', ')} ${weak.length === 1 ? 'is a word' : 'are words'} that everybody tries first, or ${weak.length === 1 ? 'describes itself' : 'describe themselves'}`,
      why: 'Whoever finds the door is in: tokens signed with such a key can be forged, and no log shows that anything was broken.',
      fix: 'Make long random values outside the repository (openssl rand -base64 32), and let an ExternalSecret or SealedSecret bring them.',
    };
  },
});

/** An address that is a secret itself, and was never filled in. */
function isPlaceholderUrl(key: string, value: string): boolean {
  return /webhook|url/i.test(key) && /^https?:/.test(value) && isToBeReplaced(value);
}
