import { merged } from '../../merged.ts';
import { at, fields, fieldsAt, items, itemsAt, text, textAt, type Fields } from '../../read.ts';
import { matchesSelector, type Labels } from '../../selector.ts';
import { plain } from '../sources.ts';
import { filled, pathParams, type Params } from './params.ts';
import { yamlIn } from '../../text-yaml.ts';

/** What generators look at: the repository, as far as it was read. */
export interface Repository {
  readonly files: ReadonlySet<string>;
  /** Every folder with a file below it; the root is empty. */
  readonly folders: ReadonlySet<string>;
  /** The first document of a YAML or JSON file. */
  readonly content: (file: string) => unknown;
  /** Clusters that Argo CD is told about; `undefined` where there may be more than the tree shows. */
  readonly clusters?: readonly KnownCluster[] | undefined;
}

export interface KnownCluster {
  readonly name: string;
  readonly server: string;
  readonly labels: Labels;
}

/** Beyond it, nobody reads what comes out. */
const MOST = 2_000;

/** What the generators of an ApplicationSet hand to its template; a generator whose answer is not in Git hands over nothing that is known. */
export function generated(generators: readonly unknown[], repository: Repository, isGo: boolean): readonly Params[] {
  return generators.flatMap((each) => one(fields(each), repository, isGo)).slice(0, MOST);
}

function one(generator: Fields, repository: Repository, isGo: boolean): readonly Params[] {
  // What labels pick among the params may be anything.
  if (generator['selector'] !== undefined) return [{}];
  if (generator['list'] !== undefined) return elements(generator['list']);
  if (generator['git'] !== undefined) {
    const git = generator['git'];
    const found = at(git, 'directories') === undefined ? files(git, repository) : directories(git, repository);
    return found.map((params) => withValues(params, fieldsAt(git, 'values'), isGo));
  }
  if (generator['matrix'] !== undefined) return matrix(itemsAt(generator, 'matrix.generators'), repository, isGo);
  if (generator['merge'] !== undefined) return mergedParams(generator['merge'], repository, isGo);
  const values = fieldsAt(generator, 'clusters.values');
  const chosen = clusters(generator['clusters'], repository);
  if (chosen !== undefined) return chosen.map((params) => withValues(params, values, isGo));
  return [Object.keys(values).length === 0 ? {} : { values }];
}

/** Clusters that a selector chooses; one without a selector also takes the cluster of Argo CD itself, whose name is its own affair. */
function clusters(generator: unknown, { clusters: known }: Repository): readonly Params[] | undefined {
  const selector = fieldsAt(generator, 'selector');
  if (known === undefined || Object.keys(selector).length === 0) return undefined;
  return known
    .filter(({ labels }) => matchesSelector(selector, labels))
    .map(({ name, server, labels }) => ({ name, nameNormalized: name, server, metadata: { labels } }));
}

/** Values of a generator may name what it found. */
function withValues(params: Params, values: Fields, isGo: boolean): Params {
  return Object.keys(values).length === 0 ? params : { ...params, values: filled(values, params, isGo) };
}

function elements(list: unknown): readonly Params[] {
  const written = textAt(list, 'elementsYaml');
  if (written?.includes('{{') === true) return [{}];
  return [...itemsAt(list, 'elements'), ...(written === undefined ? [] : items(yamlIn(written)))].map(fields);
}

/** Each of the first with each of the second, which may be written in terms of the first. */
function matrix([first, second]: readonly unknown[], repository: Repository, isGo: boolean): readonly Params[] {
  return one(fields(first), repository, isGo)
    .slice(0, MOST)
    .flatMap((outer) => one(fields(filled(second, outer, isGo)), repository, isGo).map((inner) => ({ ...outer, ...inner })));
}

/**
 * The first generator's params, with what the others give for the same keys laid over them. What hands over nothing that is known, such
 * as clusters, leaves all of it open.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Merge/
 */
function mergedParams(merge: unknown, repository: Repository, isGo: boolean): readonly Params[] {
  const keys = itemsAt(merge, 'mergeKeys').flatMap((key) => text(key) ?? []);
  const [base = [], ...others] = itemsAt(merge, 'generators').map((each) => one(fields(each), repository, isGo));
  const keyOf = (params: Params): string | undefined => {
    const values = keys.map((key) => params[key] ?? at(params, key));
    return values.length === 0 || values.includes(undefined) ? undefined : JSON.stringify(values);
  };
  if ([base, ...others].some((list) => list.some((params) => keyOf(params) === undefined))) return [{}];
  return base.map((params) =>
    others.flat().reduce<Params>((below, above) => (keyOf(above) === keyOf(params) ? fields(merged(below, above)) : below), params),
  );
}

function directories(git: unknown, { folders }: Repository): readonly Params[] {
  const listed = itemsAt(git, 'directories');
  const globs = (exclude: boolean): readonly string[] =>
    listed.flatMap((each) => ((at(each, 'exclude') === true) === exclude ? (textAt(each, 'path') ?? []) : []));
  const found = new Set(globs(false).flatMap((glob) => matching(glob, folders)));
  const excluded = new Set(globs(true).flatMap((glob) => matching(glob, folders)));
  // Hidden folders are left out, as by the controller.
  return [...found]
    .filter((folder) => folder !== '' && !excluded.has(folder) && !/(^|\/)\./.test(folder))
    .sort()
    .map((folder) => pathParams(folder));
}

function files(git: unknown, { files: all, content }: Repository): readonly Params[] {
  const globs = itemsAt(git, 'files').flatMap((each) => (at(each, 'exclude') === true ? [] : (textAt(each, 'path') ?? [])));
  const found = [...new Set(globs.flatMap((glob) => matching(glob, all)))].sort();
  return found.flatMap((file) => {
    const slash = file.lastIndexOf('/');
    const about = pathParams(file.slice(0, Math.max(0, slash)), file.slice(slash + 1));
    const value = content(file);
    return (Array.isArray(value) ? (value as unknown[]) : [value]).map((each) => ({ ...fields(each), ...about }));
  });
}

/** Paths that a glob names from the root of the repository; where the tree holds it in a folder, from there, and without that folder. */
function matching(glob: string, paths: ReadonlySet<string>): readonly string[] {
  const whole = new RegExp(`^(?:(.+)/)?(${pattern(plain(glob))})$`);
  const found = [...paths].flatMap((path) => {
    const [, above = '', own] = whole.exec(path) ?? [];
    return own === undefined ? [] : [{ above, own }];
  });
  const least = Math.min(...found.map(({ above }) => above.length));
  const above = found.find((each) => each.above.length === least)?.above;
  return found.filter((each) => each.above === above).map(({ own }) => own);
}

/** `*` is a name or a part of one, `**` any folders, `{a,b}` one of several. */
function pattern(glob: string): string {
  return glob.replace(/\*\*\/?|\*|\?|\{[^{}]*\}|[^\w/-]/g, (part) => {
    if (part.startsWith('**')) return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return `(?:${part.slice(1, -1).split(',').map(pattern).join('|')})`;
    return `\\${part}`;
  });
}
