import { fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';

/**
 * Variables of a container with their values as far as the tree has them: written out, or from ConfigMaps and Secrets in it.
 * Variables that others make from them (`$(NAME)`) stay as they are written.
 */
export function environmentOf(container: unknown, namespace: string, world: World): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const source of itemsAt(container, 'envFrom')) {
    const prefix = textAt(source, 'prefix') ?? '';
    const config = textAt(source, 'configMapRef.name');
    const secret = textAt(source, 'secretRef.name');
    const data = config === undefined ? secretData(world, namespace, secret) : configData(world, namespace, config);
    for (const [name, value] of data) found.set(`${prefix}${name}`, value);
  }
  for (const each of itemsAt(container, 'env')) {
    const name = textAt(each, 'name') ?? '';
    const [config, secret] = [fieldsAt(each, 'valueFrom.configMapKeyRef'), fieldsAt(each, 'valueFrom.secretKeyRef')];
    const value =
      textAt(each, 'value') ??
      configData(world, namespace, textAt(config, 'name')).get(textAt(config, 'key') ?? '') ??
      secretData(world, namespace, textAt(secret, 'name')).get(textAt(secret, 'key') ?? '');
    if (value === undefined) found.delete(name);
    else found.set(name, value);
  }
  return found;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

function configData(world: World, namespace: string, name: string | undefined): ReadonlyMap<string, string> {
  if (name === undefined) return NOTHING;
  const data = fieldsAt(world.find('v1/ConfigMap', namespace, name)?.object, 'data');
  return new Map(Object.keys(data).map((key) => [key, textAt({ key: data[key] }, 'key') ?? '']));
}

/** Values of a Secret of the tree, decoded. They are compared, and never repeated. */
export function secretData(world: World, namespace: string, name: string | undefined): ReadonlyMap<string, string> {
  const object = name === undefined ? undefined : world.find('v1/Secret', namespace, name)?.object;
  if (object === undefined) return NOTHING;
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(fieldsAt(object, 'data'))) {
    const decoded = typeof value === 'string' && /^[A-Za-z0-9+/\s]*=*\s*$/.test(value) ? Buffer.from(value, 'base64').toString() : '';
    // What is no text was never coded: `schema-valid` says so, or it is a key that nobody types.
    if (/^[\x20-\x7e\s]+$/.test(decoded)) found.set(key, decoded);
  }
  for (const key of Object.keys(fieldsAt(object, 'stringData'))) {
    const value = textAt(fieldsAt(object, 'stringData'), key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}
