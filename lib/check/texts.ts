import { helmValuesOf } from './helm.ts';
import { installerOf } from './installers.ts';
import { itemsAt, join, strings, textAt, textsAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A text of an object that configures a program: a variable, an argument, an entry of a ConfigMap, a chart value. */
export interface Text {
  readonly path: string;
  readonly value: string;
  readonly namespace: string;
  /** Short names are names of Services here; in chart values they may be anything. */
  readonly short: boolean;
}

/** Every such text of an object; comments in ConfigMaps are left out. */
export function* texts(manifest: WorldObject, world: World): Iterable<Text> {
  const pod = world.podTemplate(manifest);
  const namespace = manifest.object.metadata.namespace ?? '';
  for (const container of pod?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const value = textAt(variable, 'value');
      if (value !== undefined) yield { path: `${container.path}.env[${index}].value`, value, namespace, short: true };
    }
    for (const list of ['command', 'args']) {
      for (const [index, word] of itemsAt(container.fields, list).entries()) {
        if (typeof word === 'string') yield { path: `${container.path}.${list}[${index}]`, value: word, namespace, short: true };
      }
    }
  }
  if (manifest.object.kind === 'ConfigMap') {
    for (const [key, value] of Object.entries(textsAt(manifest.object, 'data')))
      yield { path: join('data', key), value: withoutComments(value), namespace, short: true };
  }
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const found of strings(values, path)) yield { ...found, namespace: installerOf(manifest)?.namespace ?? '', short: false };
  }
}

function withoutComments(content: string): string {
  return content.replace(/^\s*(#|\/\/|;).*$/gm, '');
}
