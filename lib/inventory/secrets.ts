import type { Located } from './located.ts';
import type { Problems } from './problems.ts';

const FIX = 'Take it out and revoke it, for it may be known; name the Secret under secrets instead.';

/** Forms that only credentials have. */
const FORMS: readonly { readonly is: string; readonly form: RegExp }[] = [
  { is: 'a private key', form: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { is: 'an AWS access key', form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { is: 'a GitHub token', form: /\bgh[opsur]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}/ },
  { is: 'a GitLab token', form: /\bglpat-[\w-]{20,}/ },
  { is: 'a Docker Hub token', form: /\bdckr_(?:pat|oat)_[\w-]{20,}/ },
  { is: 'a Google API key', form: /\bAIza[\w-]{35}/ },
  { is: 'a Slack token', form: /\bxox[a-z]-[\w-]{10,}/ },
  { is: 'a Slack webhook', form: /hooks\.slack\.com\/(?:services|workflows|triggers)\/\w+/ },
  { is: 'a Vault token', form: /\bhv[sb]\.[\w-]{20,}/ },
  { is: 'a JSON web token', form: /\beyJ[\w-]{8,512}\.eyJ[\w-]{8}/ },
  { is: 'an address with a password', form: /:\/\/[^/\s:@<>]*:[^/\s@<>]+@/ },
];

const KEYS = /(?:password|passwd|passphrase|token|apikey|accesskey|secretkey|privatekey|clientsecret|credentials?|webhookurl)$/;

/** Runs of characters as random values have them. */
const RUN = /(?:sha(?:256|512):)?[A-Za-z0-9+/_=-]{32,}/g;

/** Bits a character from which a run looks drawn by lot; English in mixed case stays below 3.9 at this length. */
const RANDOM = 4;

/** Secrets in the text of a file, comments included. A message shows the beginning of the value and no more. */
export function reportSecretTexts(text: string, problems: Problems): void {
  let inKey = false;
  for (const [i, line] of text.split('\n').entries()) {
    const known = FORMS.map(({ is, form }) => ({ is, match: form.exec(line)?.[0] })).find(({ match }) => match !== undefined);
    const runs = [...line.matchAll(RUN)].map(([run]) => run);
    const random = inKey ? undefined : runs.find(looksRandom);
    if (known?.match !== undefined) {
      problems.addSecret(
        i + 1,
        '',
        `${known.is} stands here (${known.match.slice(0, 4)}…), and an inventory is published`,
        FIX,
        known.match,
      );
    } else if (random !== undefined) {
      problems.addSecret(i + 1, '', `a long random value stands here (${random.slice(0, 4)}…), which looks like a secret`, FIX, random);
    }
    inKey = (inKey || line.includes('-----BEGIN')) && !line.includes('-----END');
  }
}

/** Secrets by the name of their key: `password: x`. */
export function reportSecretKeys(node: Located, problems: Problems): void {
  if (node.kind === 'list') for (const item of node.items) reportSecretKeys(item, problems);
  if (node.kind !== 'map') return;

  for (const [key, { value, keyLine }] of node.entries) {
    reportSecretKeys(value, problems);
    const isValue = value.kind === 'scalar' && value.source !== '' && typeof value.value !== 'boolean' && !/^<.*>$/.test(value.source);
    if (!isValue || !KEYS.test(key.toLowerCase().replaceAll(/[-_.]/g, ''))) continue;
    problems.addSecret(keyLine, value.path, 'a value stands under a key that names a secret, and an inventory is published', FIX);
  }
}

function looksRandom(run: string): boolean {
  if (/^sha(?:256|512):/.test(run)) return false;
  // A commit of git is 40 hexadecimal digits; other such runs are keys.
  if (/^[0-9a-f]+$/i.test(run)) return run.length !== 40 && entropy(run) > 3;
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && entropy(run) > RANDOM;
}

/** Shannon entropy. Unit: bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
