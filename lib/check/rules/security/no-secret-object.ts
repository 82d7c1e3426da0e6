import { fieldsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const noSecretObject = defineRule({
  id: 'no-secret-object',
  severity: 'error',
  kinds: ['v1/Secret'],
  asks: 'No Secret with values is published.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/; seed 002, L-17',
  *check({ object }) {
    // SOPS keeps the values encrypted, beside a map of its own.
    if (object['sops'] !== undefined) return;
    for (const list of ['data', 'stringData']) {
      const keys = Object.entries(fieldsAt(object, list)).flatMap(([key, value]) => ((text(value) ?? '') === '' ? [] : key));
      if (keys.length === 0) continue;
      yield {
        path: list,
        message: `the Secret carries values for ${keys.join(', ')}`,
        why: 'Base64 is no encryption: whoever can read the repository, now or in its history, has these credentials, and they must all be replaced.',
        fix: 'Remove the object and create the Secret by hand, or publish a SealedSecret or ExternalSecret. Replace the credentials.',
      };
    }
  },
});
