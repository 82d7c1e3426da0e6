import { helmValuesOf } from './helm.ts';
import { itemsAt, join, strings, text, textAt, textsAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { isLiteral, isSecretName, secretLines } from './secrets.ts';
import type { World } from './world.ts';

/** Literal values under the names of secrets. The values themselves are never repeated. */
export function* namedSecrets(manifest: WorldObject, world: World): Iterable<{ path: string; name: string }> {
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const name = textAt(variable, 'name') ?? '';
      if (isSecretName(name) && isLiteral(textAt(variable, 'value') ?? '')) yield { path: `${container.path}.env[${index}].value`, name };
    }
    for (const list of ['command', 'args']) {
      const words = itemsAt(container.fields, list).flatMap((word) => text(word) ?? []);
      for (const [index, word] of words.entries()) {
        const path = `${container.path}.${list}[${index}]`;
        for (const { name } of secretLines(word)) yield { path, name };
        const value = words[index + 1];
        if (/^--?[\w-]+$/.test(word) && isSecretName(word) && value !== undefined && isLiteral(value) && !value.startsWith('-'))
          yield { path, name: word };
      }
    }
  }
  if (manifest.object.kind === 'ConfigMap')
    yield* inValues(Object.entries(textsAt(manifest.object, 'data')).map(([key, value]) => ({ key, value, path: join('data', key) })));
  for (const { values, path } of helmValuesOf(manifest)) yield* inValues(strings(values, path));
}

function* inValues(
  values: Iterable<{ readonly key: string; readonly value: string; readonly path: string }>,
): Iterable<{ path: string; name: string }> {
  for (const { key, value, path } of values) {
    if (value.includes('\n')) {
      for (const { line, name } of secretLines(value)) yield { path: `${path} line ${line}`, name };
    } else if (isSecretName(key) && isLiteral(value)) {
      yield { path, name: key };
    }
  }
}
