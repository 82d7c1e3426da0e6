import type { KubeObject } from '../../manifest/manifest.ts';
import { isClusterScoped } from '../../manifest/scope.ts';
import { DOCUMENT } from '../document.ts';
import { Folders, installerOf, type Installer } from '../installers.ts';
import { itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { appliedInto, commandNamespaces, type CommandText } from './applied-into.ts';

/**
 * Objects with the namespace that a kustomization gives them (which overrides their own), or else the Argo CD Application that
 * installs their folder, or else the commands that apply it; where none or several do, it stays open.
 */
export function withNamespaces(
  objects: readonly WorldObject[],
  byFile: ReadonlyMap<string, string>,
  installers: readonly Installer[] = objects.flatMap((each) => installerOf(each) ?? []),
  texts: readonly CommandText[] = [],
): readonly WorldObject[] {
  const isOutside = outsideNamespaces(objects);
  const inside = ({ object }: WorldObject): boolean =>
    object.apiVersion !== DOCUMENT && object.kind !== 'Kustomization' && object.kind !== 'Component' && !isOutside(object);

  const placed = objects.map((each) => {
    const given = each.overlay === undefined ? byFile.get(each.file ?? '') : undefined;
    return given !== undefined && given !== each.object.metadata.namespace && inside(each) ? inNamespace(each, given) : each;
  });
  const open = new Set(placed.filter((each) => each.object.metadata.namespace === undefined && inside(each)));
  if (open.size === 0) return placed;
  const destinations = destinationsOf(placed, open, installers);
  const commanded = commandNamespaces(open, appliedInto(texts));
  return placed.map((each) => {
    const names = open.has(each) ? (destinations.get(each) ?? commanded.get(each)) : undefined;
    const [name] = names ?? [];
    return names?.size === 1 && name !== undefined ? inNamespace(each, name) : each;
  });
}

function destinationsOf(
  objects: readonly WorldObject[],
  open: ReadonlySet<WorldObject>,
  installers: readonly Installer[],
): ReadonlyMap<WorldObject, ReadonlySet<string>> {
  const destinations = new Map<WorldObject, Set<string>>();
  const known = installers.filter(({ namespace = '' }) => namespace !== '' && !namespace.includes('{{'));
  if (known.length === 0) return destinations;
  const folders = new Folders(objects);
  for (const { sources, namespace = '' } of known) {
    for (const { folder } of sources) {
      // An Application of the whole repository installs other Applications; what lies below has other homes.
      if (folder === undefined || folder === '.' || folder === '') continue;
      for (const each of folders.below(folder)) {
        if (!open.has(each)) continue;
        const names = destinations.get(each);
        if (names === undefined) destinations.set(each, new Set([namespace]));
        else names.add(namespace);
      }
    }
  }
  return destinations;
}

/** Whether objects of a kind live outside namespaces, as Kubernetes or a definition of the tree says. */
export function outsideNamespaces(objects: readonly WorldObject[]): (object: Pick<KubeObject, 'apiVersion' | 'kind'>) => boolean {
  const outside = clusterKinds(objects);
  return (object) => isClusterScoped(object) || outside.has(kindIn(object.apiVersion, object.kind));
}

/** Kinds that definitions of the tree put outside namespaces. */
function clusterKinds(objects: readonly WorldObject[]): ReadonlySet<string> {
  const definitions = objects.filter(
    ({ object }) => object.kind === 'CustomResourceDefinition' && textAt(object, 'spec.scope') === 'Cluster',
  );
  return new Set(
    definitions.flatMap(({ object }) =>
      [textAt(object, 'spec.version'), ...itemsAt(object, 'spec.versions').map((version) => textAt(version, 'name'))].map((version) =>
        kindIn(`${textAt(object, 'spec.group') ?? ''}/${version ?? ''}`, textAt(object, 'spec.names.kind') ?? ''),
      ),
    ),
  );
}

function kindIn(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}

function inNamespace(each: WorldObject, namespace: string): WorldObject {
  return { ...each, object: { ...each.object, metadata: { ...each.object.metadata, namespace } } };
}
