import { helmValuesOf } from '../helm.ts';
import { itemsAt, strings, text, textAt, textsAt, join } from '../read.ts';
import { defineRule, type Issue, type WorldObject } from '../rule.ts';
import { isLiteral, isSecretName, secretLines, secretShape } from '../secrets.ts';
import type { World } from '../world.ts';

const why = 'Whoever can read the repository, now or in its history, has this credential; it must be replaced everywhere at once.';
const fix = 'Take the value from a Secret by reference (secretKeyRef, existingSecret, a mounted file), and replace the credential.';

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
    for (const { path, value } of strings({ ...manifest.object, status: undefined })) {
      const shape = secretShape(value);
      if (shape !== undefined) said.set(path, { path, message: `${path} holds ${shape} (${String(value.length)} characters)`, why, fix });
    }
    for (const { path, name } of named(manifest, world)) {
      if (!said.has(path)) said.set(path, { path, message: `"${name}" is written out`, why, fix });
    }
    yield* said.values();
  },
});

/** Literal values under the names of secrets. The values themselves are never repeated. */
function* named(manifest: WorldObject, world: World): Iterable<{ path: string; name: string }> {
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const name = textAt(variable, 'name') ?? '';
      if (isSecretName(name) && isLiteral(textAt(variable, 'value') ?? '')) yield { path: `${container.path}.env[${String(index)}].value`, name };
    }
    for (const list of ['command', 'args']) {
      const words = itemsAt(container.fields, list).flatMap((word) => text(word) ?? []);
      for (const [index, word] of words.entries()) {
        const path = `${container.path}.${list}[${String(index)}]`;
        for (const { name } of secretLines(word)) yield { path, name };
        const value = words[index + 1];
        if (/^--?[\w-]+$/.test(word) && isSecretName(word) && value !== undefined && isLiteral(value) && !value.startsWith('-')) yield { path, name: word };
      }
    }
  }
  if (manifest.object.kind === 'ConfigMap') yield* inValues(Object.entries(textsAt(manifest.object, 'data')).map(([key, value]) => ({ key, value, path: join('data', key) })));
  for (const { values, path } of helmValuesOf(manifest)) yield* inValues(strings(values, path));
}

function* inValues(values: Iterable<{ readonly key: string; readonly value: string; readonly path: string }>): Iterable<{ path: string; name: string }> {
  for (const { key, value, path } of values) {
    if (value.includes('\n')) {
      for (const { line, name } of secretLines(value)) yield { path: `${path} line ${String(line)}`, name };
    } else if (isSecretName(key) && isLiteral(value)) {
      yield { path, name: key };
    }
  }
}
