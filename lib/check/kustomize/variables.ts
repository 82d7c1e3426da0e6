import { load } from 'js-yaml';
import { fields, fieldsAt, itemsAt, textAt, textsAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';

/** Values that Flux puts into what a kustomization builds. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** All of them: what is not here is empty. Otherwise a Secret or ConfigMap that is not in the tree may have it. */
  readonly whole: boolean;
}

/** What `postBuild` of a Flux Kustomization says; `undefined` where nothing is put in. */
export function variablesOf({ object }: WorldObject, objects: readonly WorldObject[]): Variables | undefined {
  const postBuild = fieldsAt(object, 'spec.postBuild');
  if (Object.keys(postBuild).length === 0) return undefined;
  const values = new Map<string, string>();
  let whole = !isGivenByAnother(objects);
  // The first ones give way to those after them, and all to what stands in the object itself.
  for (const source of itemsAt(postBuild, 'substituteFrom')) {
    const found = contentOf(textAt(source, 'kind') ?? '', textAt(source, 'name') ?? '', object.metadata.namespace, objects);
    if (found === undefined) whole = false;
    else for (const [name, value] of Object.entries(found)) values.set(name, value);
  }
  for (const [name, value] of Object.entries(textsAt(postBuild, 'substitute'))) values.set(name, value);
  return { values, whole };
}

/** A Flux Kustomization above patches variables into all those that it applies: `patches` with `substituteFrom`. */
function isGivenByAnother(objects: readonly WorldObject[]): boolean {
  return objects.some(
    ({ object }) =>
      object.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/') &&
      itemsAt(object, 'spec.patches').some((each) => /\bsubstitute(?:From)?\b/.test(textAt(each, 'patch') ?? '')),
  );
}

function contentOf(
  kind: string,
  name: string,
  namespace: string | undefined,
  objects: readonly WorldObject[],
): Readonly<Record<string, string>> | undefined {
  const found = objects.filter(
    ({ object }) => kindOf(object) === kind && object.metadata.name === name && (object.metadata.namespace ?? namespace) === namespace,
  );
  const [only, ...others] = found;
  // Clusters have one each, and encrypted ones can be read by nobody here.
  if (only === undefined || others.length > 0 || only.object['sops'] !== undefined) return undefined;
  const { object } = only;
  if (kind === 'ConfigMap') return textsAt(object, 'data');
  const decoded = Object.entries(textsAt(object, 'data')).map(
    ([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')] as const,
  );
  return { ...Object.fromEntries(decoded), ...textsAt(object, 'stringData') };
}

const OFF = 'kustomize.toolkit.fluxcd.io/substitute';

/** Whether an object is left as it is. */
export function isSpared(object: unknown): boolean {
  return textsAt(object, 'metadata.annotations')[OFF] === 'disabled' || textsAt(object, 'metadata.labels')[OFF] === 'disabled';
}

/** `${name}`, with a default after `:=`, `:-`, `=` or `-`; `$${name}` is a text. Other forms are not followed. */
const VARIABLE = /(\$?)\$\{([A-Za-z_]\w*)(?::?[=-]([^${}]*))?\}/g;

/** Keys below which values are texts, whatever they look like. */
const TEXTS: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'matchLabels',
  'data',
  'stringData',
  'env',
  'args',
  'command',
  'nodeSelector',
  'selector',
]);

/** An object with the values put in; `unknown` is told of each variable that has none. */
export function substituted(
  value: unknown,
  variables: Variables,
  unknown: (name: string, path: string) => void,
  path = '',
  isText = false,
): unknown {
  if (typeof value === 'string') {
    if (!value.includes('${')) return value;
    const made = value.replace(VARIABLE, (whole, escape: string, name: string, otherwise: string | undefined) => {
      if (escape === '$') return whole.slice(1);
      const known = variables.values.get(name);
      const given = known === undefined || known === '' ? (otherwise ?? known) : known;
      if (given !== undefined) return given;
      unknown(name, path);
      return whole;
    });
    return made === value || isText ? made : retyped(value, made);
  }
  if (Array.isArray(value)) return value.map((each, index) => substituted(each, variables, unknown, `${path}[${index}]`, isText));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(fields(value)).map(([key, each]) => [
      key,
      substituted(
        each,
        variables,
        unknown,
        path === '' ? key : /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`,
        isText || TEXTS.has(key),
      ),
    ]),
  );
}

/** What was nothing but a variable is read anew: `3` is a number then. */
function retyped(before: string, made: string): unknown {
  if (!/^\$\{[^{}]*\}$/.test(before) || !/^(?:true|false|\d+(?:\.\d+)?)$/.test(made)) return made;
  return load(made);
}
