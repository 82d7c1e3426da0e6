import { addTo } from '../../values/multimap.ts';
import { folderOf } from '../folder.ts';
import { pathFrom } from '../paths.ts';
import type { WorldObject } from '../rule.ts';
import { toldScript } from '../texts/told-script.ts';

/** A text with commands: a script, a Makefile, the shell blocks of a guide. */
export interface CommandText {
  readonly file: string;
  readonly text: string;
}

/** What one `kubectl apply -n NAMESPACE -f PATH` puts into a namespace. */
export interface AppliedInto {
  readonly namespace: string;
  /** Folder or file, seen from where the script may have been started: beside itself, or at the root. */
  readonly paths: readonly string[];
  /** With `-R`, folders below count, too. */
  readonly recursive: boolean;
}

/** Namespaces into which commands apply folders and files of the tree; a namespace that a variable holds counts where the text gives it once. */
export function appliedInto(texts: readonly CommandText[]): readonly AppliedInto[] {
  return texts.flatMap(({ file, text }) => {
    if (!/\bkubectl\b/.test(text)) return [];
    const whole = toldScript(text);
    return [...whole.matchAll(/\bkubectl\s+([^\n;|&]*)/g)].flatMap(([, call = '']) => of(call, folderOf({ file }), whole));
  });
}

function of(call: string, folder: string, text: string): readonly AppliedInto[] {
  const words = call.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
  if (!words.some((word) => word === 'apply' || word === 'create')) return [];
  const [written] = optionsOf(words, '-n', '--namespace');
  const namespace = written === undefined ? undefined : literal(written, text);
  if (namespace === undefined) return [];
  const recursive = words.some((word) => word === '-R' || word.startsWith('--recursive'));
  return optionsOf(words, '-f', '--filename').flatMap((path) => {
    if (/[$*{}]|^[-/]|^https?:/.test(path)) return [];
    const paths = [pathFrom(folder, path), pathFrom('', path)].flatMap((each) => each ?? []);
    return paths.length === 0 ? [] : [{ namespace, paths: [...new Set(paths)], recursive }];
  });
}

function optionsOf(words: readonly string[], short: string, long: string): readonly string[] {
  return words.flatMap((word, index) => {
    if (word === short || word === long) return words[index + 1]?.replace(/^["']|["']$/g, '') ?? [];
    return word.startsWith(`${long}=`) ? word.slice(long.length + 1).replace(/^["']|["']$/g, '') : [];
  });
}

/** `$NAMESPACE` where the text says `NAMESPACE=shop`, and nothing else of it. */
function literal(written: string, text: string): string | undefined {
  if (/^[a-z0-9-]+$/.test(written)) return written;
  const name = /^\$[{(]?(\w+)[)}]?$/.exec(written)?.[1];
  if (name === undefined) return undefined;
  const given = [...text.matchAll(new RegExp(`(?:^|[\\s;])${name}\\s*[:?]?=\\s*["']?([^\\s"';]*)`, 'g'))].map(([, value = '']) => value);
  const [value, ...others] = new Set(given);
  // `${1:-shop}` is that when nobody says otherwise.
  const only = /^\$\{\w+:?-([a-z0-9-]+)\}$/.exec(value ?? '')?.[1] ?? value;
  return only !== undefined && others.length === 0 && /^[a-z0-9-]+$/.test(only) ? only : undefined;
}

/**
 * The namespaces that commands give each object that stands in what they apply. Where they put most of the tree into one, what is left
 * of it is meant to stand beside it.
 */
export function commandNamespaces(
  open: ReadonlySet<WorldObject>,
  applied: readonly AppliedInto[],
): ReadonlyMap<WorldObject, ReadonlySet<string>> {
  const found = new Map<WorldObject, Set<string>>();
  if (applied.length === 0) return found;
  const byPath = pathsOf(open);
  for (const { namespace, paths, recursive } of applied) {
    // The first place that has something is the one that is meant.
    const objects = paths.map((path) => byPath(path, recursive)).find((each) => each.length > 0) ?? [];
    for (const each of objects) {
      const names = found.get(each);
      if (names === undefined) found.set(each, new Set([namespace]));
      else names.add(namespace);
    }
  }
  const all = new Set([...found.values()].flatMap((names) => [...names]));
  if (all.size === 1 && found.size * 2 >= open.size) for (const each of open) if (!found.has(each)) found.set(each, all);
  return found;
}

function pathsOf(objects: ReadonlySet<WorldObject>): (path: string, recursive: boolean) => readonly WorldObject[] {
  const files = new Map<string, WorldObject[]>();
  const folders = new Map<string, WorldObject[]>();
  for (const each of objects) {
    // What a kustomization builds is not what its file says.
    if (each.file === undefined || each.overlay !== undefined) continue;
    addTo(files, each.file, each);
    addTo(folders, folderOf(each), each);
  }
  return (path, recursive) => {
    const own = [...(files.get(path) ?? []), ...(folders.get(path) ?? [])];
    if (!recursive) return own;
    const below = [...folders].filter(([folder]) => (path === '' ? folder !== '' : folder.startsWith(`${path}/`)));
    return [...own, ...below.flatMap(([, each]) => each)];
  };
}
