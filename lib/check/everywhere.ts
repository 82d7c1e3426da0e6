import { groupedBy } from '../values/multimap.ts';
import { REGISTRY_KINDS, registrationIn } from './clusters/registered.ts';
import { DOCUMENT } from './document.ts';
import { installersOf, repositoryOf } from './delivery/sets/expand.ts';
import { letIn } from './delivery/sources.ts';
import type { KnownCluster, Repository } from './delivery/sets/generators.ts';
import { Folders, type Installer } from './installers.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** Kinds that are, or make, the Secret of a cluster. */
const REGISTERING = new Set(REGISTRY_KINDS.map((kind) => kind.split('/').at(-1) ?? ''));

/** What is shared by the worlds of all clusters: one Argo CD often installs into several. */
export class Everywhere {
  /** Worlds by the name of their cluster. */
  readonly worlds = new Map<string | undefined, World>();
  /** Of clusters that manage others, by name: the same with Applications for other clusters, which have their place in those worlds. */
  readonly managing = new Map<string | undefined, World>();
  private readonly memos = new Map<string, unknown>();
  private folders: Folders | undefined;
  private readonly installed = new Map<Installer, readonly WorldObject[]>();
  private readonly found: readonly Installer[];
  private readonly unread: ReadonlySet<string>;

  constructor(
    private readonly objects: readonly WorldObject[],
    /** Paths of all files of the tree; `undefined` where only objects were given. */
    readonly files?: ReadonlySet<string>,
    /** The objects as they were before; `undefined` where nobody said. */
    readonly before?: readonly WorldObject[],
    /** The tree is all there is: no cluster is registered by anything else. @default false */
    private readonly whole = false,
  ) {
    const installing = objects.filter(({ object }) => object.kind.startsWith('Application'));
    const repository = this.repository();
    this.found = installing.flatMap((each) => installersOf(each, repository));
    const unread = this.found.filter(
      (each) => each.sources.some(({ chart }) => chart !== undefined) || (each.sources.length > 0 && this.installedBy(each).length === 0),
    );
    this.unread = new Set(unread.flatMap(({ namespace }) => namespace ?? []));
  }

  /** What generators of ApplicationSets look at. */
  private repository(): Repository {
    const files = this.files ?? new Set(this.objects.flatMap(({ file }) => file ?? []));
    const content = (file: string): unknown => {
      const configs = this.once(
        'configs by file',
        () => new Map(this.objects.flatMap((each) => (each.object.kind === 'Config' ? [[each.file, each.object] as const] : []))),
      );
      return configs.get(file)?.['content'];
    };
    return repositoryOf(files, content, this.whole ? this.registered() : undefined);
  }

  private registered(): readonly KnownCluster[] {
    return this.objects.flatMap(({ object }) => {
      const found = REGISTERING.has(object.kind) ? registrationIn(object) : undefined;
      return found?.name === undefined ? [] : [{ name: found.name, server: found.server ?? '', labels: found.labels }];
    });
  }

  /** Computes once for all clusters, as `World.once` does for one. */
  once<T>(name: string, compute: () => T): T {
    const known = this.memos.get(name);
    if (known !== undefined || this.memos.has(name)) return known as T;
    const made = compute();
    this.memos.set(name, made);
    return made;
  }

  /** Argo CD Applications, those that ApplicationSets make, and ApplicationSets of which nobody knows what they make. */
  installers(): readonly Installer[] {
    return this.found;
  }

  /** The Applications that an object is or makes. */
  installersOf(manifest: WorldObject): readonly Installer[] {
    return this.once('installers by object', () => groupedBy(this.found, (each) => each.manifest)).get(manifest) ?? [];
  }

  /** Objects that an Application installs from a folder among those that were read. */
  installedBy(installer: Installer): readonly WorldObject[] {
    let found = this.installed.get(installer);
    if (found === undefined) this.installed.set(installer, (found = this.belowFoldersOf(installer)));
    return found;
  }

  private belowFoldersOf(installer: Installer): readonly WorldObject[] {
    // Values and Chart.yaml of a wrapper chart install nothing by themselves.
    this.folders ??= new Folders(this.objects.filter(({ object }) => object.apiVersion !== DOCUMENT));
    const { folders } = this;
    const below = (path: string): readonly WorldObject[] => this.meant(installer, letIn(installer, path, folders.below(path)));
    const [only, ...more] = installer.sources;
    if (only?.folder !== undefined && more.length === 0) return below(only.folder);
    return installer.sources.flatMap(({ folder }) => (folder === undefined ? [] : below(folder)));
  }

  /** A pattern that fits the folders of many clusters does not mean those that install themselves. */
  private meant({ manifest, sources }: Installer, objects: readonly WorldObject[]): readonly WorldObject[] {
    if (manifest.cluster === undefined || !sources.some(({ folder }) => folder?.includes('{{') === true)) return objects;
    const others = this.once('clusters with Applications', () => new Set(this.found.map((each) => each.manifest.cluster)));
    return objects.filter(({ cluster }) => cluster === manifest.cluster || !others.has(cluster));
  }

  /** Namespaces that an Application fills with objects that were not read: from a chart, or a folder of another repository. */
  unreadNamespaces(): ReadonlySet<string> {
    return this.unread;
  }
}
