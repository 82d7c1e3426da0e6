import { applicationIn, applicationOf } from './argo-applications.ts';
import type { Application } from './argo-applications.ts';
import type { ObjectChange } from './object-change.ts';
import { parseObject } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';
import { clusterOf } from './place.ts';
import { addTo } from '../values/multimap.ts';

/** An object that a forecast looks up. */
export interface Found {
  readonly path: string;
  readonly object: YamlMap;
}

/** What a forecast knows beside the change in its hand. Read only where somebody asks: a delivery may have a hundred thousand files. */
export class ForecastWorld {
  readonly #changed: ReadonlyMap<string, ObjectChange>;
  readonly #added: ReadonlyMap<string, ObjectChange>;
  #byWord: ReadonlyMap<string, readonly string[]> | undefined;
  #applications: { readonly now: readonly Application[]; readonly gone: readonly Application[] } | undefined;
  readonly #byName = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(
    changes: readonly ObjectChange[],
    private readonly files: ReadonlyMap<string, string>,
    private readonly folder = '',
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

  /** The Application that syncs a file after this delivery, and whether it is one that this delivery removes. */
  applicationOf(path: string): { readonly application: Application; readonly gone: boolean } | undefined {
    const whole = this.folder === '' ? path : `${this.folder}/${path}`;
    this.#applications ??= this.findApplications();
    const now = applicationOf(this.#applications.now, whole);
    if (now !== undefined) return { application: now, gone: false };
    const gone = applicationOf(this.#applications.gone, whole);
    return gone === undefined ? undefined : { application: gone, gone: true };
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

  private findApplications(): { readonly now: readonly Application[]; readonly gone: readonly Application[] } {
    const now = this.paths('application').flatMap((path) => applicationIn(this.files.get(path) ?? '') ?? []);
    const removed = [...this.#changed.values()].filter(({ action, object }) => action === 'remove' && object.startsWith('Application '));
    return { now, gone: removed.flatMap(({ before }) => applicationIn(before ?? '') ?? []) };
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
