import { at, fields, fieldsAt, itemsAt, text, textAt, type Fields } from '../read.ts';
import { resolved, type Draft } from './drafts.ts';
import { parentFolder } from '../folder.ts';

/** The file names under which kustomize looks for its own. */
const FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** A kustomization (or component) and the files that it names, as paths of the tree. */
export interface Kustomization {
  readonly folder: string;
  readonly namespace: string | undefined;
  /** Files and folders whose objects it takes in. */
  readonly resources: readonly string[];
  /** Files that it uses otherwise, as patches or contents: no objects. */
  readonly parts: readonly string[];
  /** Charts that it renders. */
  readonly charts: readonly Fields[];
}

export function isKustomization({ file, value }: Draft): boolean {
  const { kind: written, apiVersion } = fields(value);
  const kind = text(written);
  if (kind === undefined) return FILE.test(file);
  if (kind !== 'Kustomization' && kind !== 'Component') return false;
  const group = text(apiVersion) ?? '';
  return group === '' || group.startsWith('kustomize.config.k8s.io/');
}

export function kustomizationOf({ file, value }: Draft): Kustomization {
  const folder = parentFolder(file);
  const paths = (list: string, field?: string): unknown[] =>
    itemsAt(value, list).map((each) => (field === undefined ? each : at(each, field)));
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((list) => itemsAt(value, list));
  const contents = generators.flatMap((each) => [...itemsAt(each, 'files').map(withoutKey), ...itemsAt(each, 'envs'), at(each, 'env')]);
  const parts = [
    ...paths('patches', 'path'),
    ...paths('patches'),
    ...paths('patchesStrategicMerge'),
    ...paths('patchesJson6902', 'path'),
    ...paths('replacements', 'path'),
    ...['transformers', 'generators', 'validators', 'configurations'].flatMap((list) => paths(list)),
    ...contents,
  ];
  const within = (written: unknown): string[] => {
    const path = typeof written === 'string' ? resolved(folder, written) : undefined;
    return path === undefined || path === folder ? [] : [path];
  };
  return {
    folder,
    namespace: textAt(value, 'namespace'),
    resources: [...paths('resources'), ...paths('bases'), ...paths('components')].flatMap(within),
    parts: parts.flatMap(within),
    charts: itemsAt(value, 'helmCharts').map((each) => fieldsAt({ each }, 'each')),
  };
}

/** `app.conf=files/app.conf` → `files/app.conf` */
function withoutKey(written: unknown): unknown {
  return typeof written === 'string' ? written.slice(written.indexOf('=') + 1) : written;
}

/**
 * The namespace that kustomizations give to the objects of each file: that of the outermost one which has one.
 * A file that overlays put into different namespaces is left out.
 */
export function namespacesOf(kustomizations: readonly Kustomization[]): ReadonlyMap<string, string> {
  const byFolder = new Map(kustomizations.map((each) => [each.folder, each]));
  const included = new Set(kustomizations.flatMap(({ resources }) => resources));
  const found = new Map<string, Set<string>>();
  const walk = (each: Kustomization, given: string | undefined, way: ReadonlySet<string>): void => {
    const namespace = given ?? each.namespace;
    for (const resource of each.resources) {
      const inner = byFolder.get(resource);
      if (inner !== undefined) {
        if (!way.has(resource)) walk(inner, namespace, new Set([...way, resource]));
        continue;
      }
      const known = found.get(resource);
      if (known === undefined) found.set(resource, new Set([namespace ?? '']));
      else known.add(namespace ?? '');
    }
  };
  for (const each of kustomizations) if (!included.has(each.folder)) walk(each, undefined, new Set([each.folder]));
  return new Map(
    [...found]
      .flatMap(([file, names]) => (names.size === 1 ? [...names].map((name) => [file, name] as const) : []))
      .filter(([, name]) => name !== ''),
  );
}
