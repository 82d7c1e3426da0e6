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
      for (const [field, kind] of [
        ['configMapKeyRef', 'ConfigMap'],
        ['secretKeyRef', 'Secret'],
      ] as const) {
        yield* one(kind, at(variable, `valueFrom.${field}`), `${path}.env[${index}].valueFrom.${field}`);
      }
    }
    for (const [index, source] of itemsAt(fields, 'envFrom').entries()) {
      yield* one('ConfigMap', at(source, 'configMapRef'), `${path}.envFrom[${index}].configMapRef`);
      yield* one('Secret', at(source, 'secretRef'), `${path}.envFrom[${index}].secretRef`);
    }
  }
  for (const [index, volume] of items(pod.spec['volumes']).entries()) {
    const path = `${pod.specPath}.volumes[${index}]`;
    const parts = [
      { source: volume, path },
      ...itemsAt(volume, 'projected.sources').map((source, part) => ({ source, path: `${path}.projected.sources[${part}]` })),
    ];
    for (const { source, path: place } of parts) {
      yield* files('ConfigMap', at(source, 'configMap'), `${place}.configMap`, pod, textAt(volume, 'name'));
      yield* files('Secret', at(source, 'secret'), `${place}.secret`, pod, textAt(volume, 'name'));
    }
  }
  for (const [index, secret] of items(pod.spec['imagePullSecrets']).entries()) {
    yield* one('Secret', secret, `${pod.specPath}.imagePullSecrets[${index}]`);
  }
}

function* one(kind: ConfigReference['kind'], reference: unknown, path: string): Generator<ConfigReference> {
  const name = textAt(reference, 'name');
  if (name !== undefined && at(reference, 'optional') !== true) yield { kind, name, key: textAt(reference, 'key'), path };
}

/** A volume: its files are the keys listed, or those that mounts pick with `subPath`. */
function* files(
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
