import { someString, strings } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { namedSecrets } from '../../secret-places.ts';
import { isSampleToken, secretLine, secretShape } from '../../secrets.ts';
import { isFilledAt } from '../../texts/sed-fills.ts';

const why = 'Whoever can read the repository, now or in its history, has this credential; it must be replaced everywhere at once.';
const fix = 'Take the value from a Secret by reference (secretKeyRef, existingSecret, a mounted file), and replace the credential.';

/** What bcrypt makes. */
const HASH = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

export const noLiteralSecret = defineRule({
  id: 'no-literal-secret',
  severity: 'error',
  kinds: 'all',
  asks: 'No password, key, token or webhook URL is written out, in variables, arguments, ConfigMaps or chart values.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/; seed 002, L-17',
  *check(manifest, world) {
    const { kind } = manifest.object;
    // Secrets have a rule of their own, and definitions only talk about passwords.
    if (kind === 'Secret' || kind === 'CustomResourceDefinition') return;
    const said = new Map<string, Issue>();
    const suspect = someString(manifest.object, (value) => secretShape(value) !== undefined);
    for (const { path, value } of suspect ? strings(manifest.object) : []) {
      const shape = secretShape(value);
      if (shape === undefined) continue;
      // A guide may show what one looks like.
      const shows = kind === 'Guide' || kind === 'Aside';
      if (shows && shape === 'a JSON web token' && isSampleToken(value)) continue;
      const place = value.includes('\n') ? `in line ${secretLine(value, shape)}` : `(${value.length} characters)`;
      said.set(path, { path, message: `${path} holds ${shape} ${place}`, why, fix, ...(shows ? { severity: 'warning' as const } : {}) });
    }
    for (const { path, name, weak, beside } of namedSecrets(manifest, world)) {
      if (isFilledAt(world, manifest.object, path)) continue;
      const message = `"${name}" is written out${weak ? ', and is a word that everybody tries first' : ''}`;
      if (!said.has(path)) said.set(path, { path, message, why, fix, ...(beside ? { severity: 'warning' as const } : {}) });
    }
    if (kind === 'HelmValues' || kind === 'Application' || kind === 'HelmRelease') {
      for (const { path, key, value } of strings(manifest.object)) {
        if (!/passw/i.test(key) || !HASH.test(value) || said.has(path)) continue;
        const message = `"${key}" is the hash of a password`;
        said.set(path, {
          path,
          message,
          why: 'Whoever reads it tries passwords at home until one fits, a billion a day, and nobody notices.',
          fix,
          severity: 'warning',
        });
      }
    }
    yield* said.values();
  },
});
