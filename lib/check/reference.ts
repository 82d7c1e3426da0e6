import { nearest } from '../values/nearest.ts';
import { textAt } from './read.ts';
import type { Severity } from './rule.ts';
import type { World } from './world.ts';

/** Most names that a near miss is looked for in; beyond it only names with the same beginning or end are compared. */
const COMPARED_NAMES = 200;

/** The known name that was most likely meant. */
export function nearName(name: string, known: Iterable<string>): string | undefined {
  const names = [...new Set(known)].filter((each) => each !== name);
  const compared =
    names.length <= COMPARED_NAMES
      ? names
      : names.filter((each) => each.slice(0, 3) === name.slice(0, 3) || each.slice(-3) === name.slice(-3)).slice(0, COMPARED_NAMES);
  // People leave out or add a word: `mysql` for `mysql-service`.
  const longer = compared.filter((each) => each.startsWith(`${name}-`) || name.startsWith(`${each}-`)).sort()[0];
  return nearest(name, compared) ?? longer;
}

/**
 * Objects of this namespace may come from a chart or folder that was not read, so nothing can be said to be missing there.
 * Once charts' objects are handed over as provided, the namespace is known.
 */
export function isOpaque(world: World, namespace: string): boolean {
  const opaque = world.once('opaque namespaces', () => {
    const found = new Set(world.everywhere.unreadNamespaces());
    for (const { object } of world.ofKind('helm.toolkit.fluxcd.io/v2/HelmRelease')) {
      found.add(textAt(object, 'spec.targetNamespace') ?? object.metadata.namespace ?? '');
    }
    for (const each of world.objects) {
      if (world.isProvided(each)) found.delete(each.object.metadata.namespace ?? '');
    }
    return found;
  });
  return opaque.has(namespace);
}

/** Namespaces that every cluster has and few trees describe. */
const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export interface Missing {
  /** `error` where the tree describes the namespace, `warning` where it does not say a word about it. */
  readonly severity: Severity;
  readonly near: string | undefined;
  /** Another namespace that has an object of this name. */
  readonly elsewhere: string | undefined;
}

/** Says how an object is missing; `undefined` when it exists or may exist for all we know. */
export function missing(world: World, kind: string, namespace: string, name: string): Missing | undefined {
  if (world.find(kind, namespace, name) !== undefined || isOpaque(world, namespace)) return undefined;

  const known = world.inNamespace(kind, namespace);
  if (SYSTEM.has(namespace) && known.length === 0) return undefined;
  const elsewhere = world.once(`namespaces of each ${kind}`, () => {
    const map = new Map<string, string>();
    for (const { object } of world.ofKind(kind)) {
      if (!map.has(object.metadata.name)) map.set(object.metadata.name, object.metadata.namespace ?? '');
    }
    return map;
  });
  return {
    severity: world.facts.whole === true || describes(world, namespace) ? 'error' : 'warning',
    near: nearName(
      name,
      known.map(({ object }) => object.metadata.name),
    ),
    elsewhere: elsewhere.get(name),
  };
}

/** Some object of the tree lives in the namespace. */
function describes(world: World, namespace: string): boolean {
  return world
    .once('described namespaces', () => new Set(world.objects.map(({ object }) => object.metadata.namespace ?? '')))
    .has(namespace);
}

/** The sentence for `fix`: the near miss, the namesake in another namespace, or else the advice given. */
export function meant({ near, elsewhere }: Missing, otherwise: string): string {
  if (near !== undefined) return `Did you mean "${near}"?`;
  return elsewhere === undefined || elsewhere === '' ? otherwise : `There is one in "${elsewhere}": name that namespace, or make one here.`;
}
