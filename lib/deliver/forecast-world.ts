import { applicationIn, applicationOf } from './argo-applications.ts';
import type { Application } from './argo-applications.ts';
import type { ObjectChange } from './object-change.ts';
import { parseObject } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';
import { clusterOf } from './place.ts';
import { Remains } from './remains.ts';
import { addTo } from '../values/multimap.ts';

/** An object that a forecast looks up. */
export interface Found {
  readonly path: string;
  readonly object: YamlMap;
}

/** The Application that syncs a file after a delivery. */
export interface Syncing {
  readonly application: Application;
  /** The change that removes it, if there is one. */
  readonly removal: ObjectChange | undefined;
}

interface Applications {
  readonly now: readonly Application[];
  readonly gone: ReadonlyMap<Application, ObjectChange>;
}

/** What a forecast knows beside the change in its hand. Read only where somebody asks: a delivery may have a hundred thousand files. */
export class ForecastWorld {
  readonly #changed: ReadonlyMap<string, ObjectChange>;
  readonly #added: ReadonlyMap<string, ObjectChange>;
  #byWord: ReadonlyMap<string, readonly string[]> | undefined;
  #applications: Applications | undefined;
  #remains: Remains | undefined;
  /** Applications that are gone from the repository, by path: whether they go from the cluster, too. For whoever finds out. */
  readonly pruned = new Map<string, boolean>();
  readonly #byName = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(
    changes: readonly ObjectChange[],
    private readonly files: ReadonlyMap<string, string>,
    private readonly folder = '',
    private readonly standing: Iterable<string> = [],
  ) {
    this.#changed = new Map(changes.map((change) => [change.path, change]));
    this.#added = new Map(changes.filter(({ action }) => action === 'add').map((change) => [identityOf(change), change]));
  }

  /** Where an object that is removed here is added in the same delivery; undefined if nowhere. */
  movedTo(change: ObjectChange): ObjectChange | undefined {
    return this.#added.get(identityOf(change));
  }

  /** The change of a file, if it has one. */
  changeOf(path: string): ObjectChange | undefined {
    return this.#changed.get(path);
  }

  /** The Application that syncs a file after this delivery; undefined where nobody has told us of one. */
  applicationOf(path: string): Syncing | undefined {
    const whole = this.placed(path);
    this.#applications ??= this.findApplications();
    const now = applicationOf(this.#applications.now, whole);
    if (now !== undefined) return { application: now, removal: undefined };
    const gone = applicationOf([...this.#applications.gone.keys()], whole);
    return gone === undefined ? undefined : { application: gone, removal: this.#applications.gone.get(gone) };
  }

  /** What an Application finds in its folders after this delivery; in several, what is least. */
  leftFor({ folders }: Application): ReturnType<Remains['of']> {
    this.#remains ??= new Remains(this.survivors());
    const found = new Set(folders.map((folder) => this.#remains?.of(folder)));
    return found.has('nothing') ? 'nothing' : found.has('manifests') || found.size === 0 ? 'manifests' : 'other';
  }

  private *survivors(): Generator<string> {
    for (const path of this.standing) if (this.#changed.get(path)?.action !== 'remove') yield this.placed(path);
    for (const path of this.files.keys()) yield this.placed(path);
  }

  /** A path as it is in the whole repository. */
  private placed(path: string): string {
    return this.folder === '' ? path : `${this.folder}/${path}`;
  }

  /** Objects of one cluster whose file names begin with one of these words; with `name`, only those whose text has it as the name of something. */
  find(cluster: string, words: readonly string[], name?: string): readonly Found[] {
    const inCluster = (path: string): boolean => clusterOf(path) === cluster;
    const paths = name === undefined ? words.flatMap((word) => this.paths(word)) : (this.namesIn(cluster, words).get(name) ?? []);
    return paths.filter(inCluster).flatMap((path) => {
      const object = parseObject(this.files.get(path) ?? '');
      return object === undefined ? [] : [{ path, object }];
    });
  }

  private findApplications(): Applications {
    const now = this.paths('application').flatMap((path) => applicationIn(this.files.get(path) ?? '') ?? []);
    const removed = [...this.#changed.values()].filter(({ action, object }) => action === 'remove' && object.startsWith('Application '));
    const gone = new Map<Application, ObjectChange>();
    for (const change of removed) {
      const application = applicationIn(change.before ?? '');
      if (application !== undefined) gone.set(application, change);
    }
    return { now, gone };
  }

  /** Files by the first word of their names, which is the kind: `rollout.web.yaml`. */
  private paths(word: string): readonly string[] {
    if (this.#byWord === undefined) {
      const byWord = new Map<string, string[]>();
      for (const path of this.files.keys()) {
        const start = path.lastIndexOf('/') + 1;
        const end = path.indexOf('.', start);
        if (end !== -1) addTo(byWord, path.slice(start, end), path);
      }
      this.#byWord = byWord;
    }
    return this.#byWord.get(word) ?? [];
  }

  /** One look at each text instead of one for each name that is asked for. */
  private namesIn(cluster: string, words: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const key = [cluster, ...words].join(' ');
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const names = new Map<string, string[]>();
    for (const path of words.flatMap((word) => this.paths(word))) {
      if (clusterOf(path) !== cluster) continue;
      const found = (this.files.get(path) ?? '').matchAll(/\b(?:name|secretName): *["']?([\w.-]+)/g);
      for (const name of new Set([...found].map(([, word = '']) => word))) addTo(names, name, path);
    }
    this.#byName.set(key, names);
    return names;
  }
}

function identityOf({ cluster, object }: ObjectChange): string {
  return `${cluster}/${object}`;
}
