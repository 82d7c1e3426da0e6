import { at, isMap, items, parseObject } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';
import type { SyncedFolder } from './remains.ts';

/** What an Argo CD Application says about the folder that it syncs. */
export interface Application {
  readonly name: string;
  /** Folders of the repository that it syncs. */
  readonly folders: readonly SyncedFolder[];
  /** Whether all that it syncs comes from these folders, and none from a chart. */
  readonly onlyFolders: boolean;
  /** Whether it removes by itself what is no longer in its folder. Argo CD's default is no. */
  readonly prunes: boolean;
  /** Whether it removes by itself even the last object. Argo CD's default is no. */
  readonly empties: boolean;
  /** `syncPolicy.syncOptions`, `Replace=true`. */
  readonly options: readonly string[];
  /** Whether everything that it manages is deleted with it. */
  readonly cascades: boolean;
}

/** The Application that a text holds; undefined for anything else. */
export function applicationIn(text: string): Application | undefined {
  const object = parseObject(text);
  const name = at(object, 'metadata', 'name');
  if (object?.['kind'] !== 'Application' || typeof name !== 'string') return undefined;
  const spec = object['spec'];
  const sources = [at(spec, 'source'), ...items(at(spec, 'sources'))].filter((source) => source !== undefined);
  const folders = sources.flatMap((source) => {
    const path = at(source, 'path');
    return typeof path === 'string' ? [{ path: withoutEnds(path), recurse: at(source, 'directory', 'recurse') === true }] : [];
  });
  const automated = at(spec, 'syncPolicy', 'automated');
  return {
    name,
    folders,
    onlyFolders: folders.length === sources.length,
    prunes: at(automated, 'prune') === true && at(automated, 'enabled') !== false,
    empties: at(automated, 'allowEmpty') === true,
    options: items(at(spec, 'syncPolicy', 'syncOptions')).filter((option) => typeof option === 'string'),
    cascades: cascades(object),
  };
}

/**
 * Whether what an Application manages goes with it.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/#about-the-deletion-finalizer
 */
export function cascades(application: YamlMap): boolean {
  return items(at(application, 'metadata', 'finalizers')).some(
    (finalizer) => typeof finalizer === 'string' && finalizer.startsWith('resources-finalizer.argocd.argoproj.io'),
  );
}

/** The Application that syncs a file: the one whose folder is nearest. */
export function applicationOf(applications: readonly Application[], path: string): Application | undefined {
  const folder = path.slice(0, path.lastIndexOf('/'));
  let [nearest, length] = [undefined as Application | undefined, -1];
  for (const application of applications) {
    for (const { path: synced, recurse } of application.folders) {
      const covers = synced === folder || (recurse && (synced === '.' || folder.startsWith(`${synced}/`)));
      if (covers && synced.length > length) [nearest, length] = [application, synced.length];
    }
  }
  return nearest;
}

/** The sync options of an object's own annotation, which win over its Application's. */
export function syncOptions(object: YamlMap | undefined): readonly string[] {
  const annotations = at(object, 'metadata', 'annotations');
  const text = isMap(annotations) ? annotations['argocd.argoproj.io/sync-options'] : undefined;
  return typeof text === 'string' ? text.split(',').map((option) => option.trim()) : [];
}

/** `./homelab/blog/` is `homelab/blog`. */
function withoutEnds(path: string): string {
  return path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.';
}
