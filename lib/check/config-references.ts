import type { PodTemplate } from './pods.ts';
import { at, fieldsAt, items, itemsAt, text, textAt } from './read.ts';

/** A place where pods name a ConfigMap or Secret, and perhaps one of its keys. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string | undefined;
  readonly path: string;
}

/** Every such place of a pod template that is not marked as optional. */
export function configReferences(pod: PodTemplate): readonly ConfigReference[] {
  let references = known.get(pod);
  if (references === undefined) known.set(pod, (references = [...search(pod)]));
  return references;
}

/** Several rules ask about each pod. */
const known = new WeakMap<PodTemplate, readonly ConfigReference[]>();

function* search(pod: PodTemplate): Generator<ConfigReference> {
  for (const { fields, path } of pod.containers) {
    for (const [index, variable] of itemsAt(fields, 'env').entries()) {
      // Most variables have a value, and a path is made only for those that have none.
      const from = fieldsAt(variable, 'valueFrom');
      for (const [field, kind] of FROM_KEYS) {
        const reference = field in from ? one(kind, from[field], `${path}.env[${index}].valueFrom.${field}`) : undefined;
        if (reference !== undefined) yield reference;
      }
    }
    for (const [index, source] of itemsAt(fields, 'envFrom').entries()) {
      for (const [field, kind] of FROM_ALL) {
        const reference = one(kind, at(source, field), `${path}.envFrom[${index}].${field}`);
        if (reference !== undefined) yield reference;
      }
    }
  }
  for (const [index, volume] of items(pod.spec['volumes']).entries()) {
    const path = `${pod.specPath}.volumes[${index}]`;
    const parts = [
      { source: volume, path },
      ...itemsAt(volume, 'projected.sources').map((source, part) => ({ source, path: `${path}.projected.sources[${part}]` })),
    ];
    for (const { source, path: place } of parts) {
      for (const [field, kind] of FILES) {
        const files = at(source, field);
        if (files !== undefined) yield* filesOf(kind, files, `${place}.${field}`, pod, textAt(volume, 'name'));
      }
    }
  }
  for (const [index, secret] of items(pod.spec['imagePullSecrets']).entries()) {
    const reference = one('Secret', secret, `${pod.specPath}.imagePullSecrets[${index}]`);
    if (reference !== undefined) yield reference;
  }
}

type Fields = readonly (readonly [field: string, kind: ConfigReference['kind']])[];

const FROM_KEYS: Fields = [
  ['configMapKeyRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
];
const FROM_ALL: Fields = [
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
];
const FILES: Fields = [
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
];

function one(kind: ConfigReference['kind'], reference: unknown, path: string): ConfigReference | undefined {
  const name = textAt(reference, 'name');
  return name === undefined || at(reference, 'optional') === true ? undefined : { kind, name, key: textAt(reference, 'key'), path };
}

/** A volume: its files are the keys listed, or those that mounts pick with `subPath`. */
function* filesOf(
  kind: ConfigReference['kind'],
  source: unknown,
  path: string,
  pod: PodTemplate,
  volume: string | undefined,
): Generator<ConfigReference> {
  const name = textAt(source, 'name') ?? textAt(source, 'secretName');
  if (name === undefined || fieldsAt({ source }, 'source')['optional'] === true) return;
  yield { kind, name, key: undefined, path };
  const listed = itemsAt(source, 'items');
  for (const [index, item] of listed.entries()) yield { kind, name, key: textAt(item, 'key'), path: `${path}.items[${index}]` };
  if (listed.length > 0 || path.includes('.projected.')) return;
  for (const container of pod.containers) {
    for (const [index, mount] of itemsAt(container.fields, 'volumeMounts').entries()) {
      const key = text(at(mount, 'subPath'));
      if (textAt(mount, 'name') === volume && key !== undefined)
        yield { kind, name, key, path: `${container.path}.volumeMounts[${index}].subPath` };
    }
  }
}
