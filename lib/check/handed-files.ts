import { filesNamed } from './mounted-folders.ts';
import type { Container, PodTemplate } from './pods.ts';
import { nearName } from './reference.ts';
import { filesIn, foldersOf, sharedBy, wordsOf, type SharedFolder } from './shared-files.ts';

/** A file that an init container puts on a shared volume, and that another container looks for where it does not mount it. */
export interface LostFile {
  /** Where the other container names it. */
  readonly path: string;
  readonly file: string;
  readonly given: SharedFolder;
  readonly giver: string;
  readonly taker: string;
  /** Where the other container has the volume, if it has it at all. */
  readonly taken: SharedFolder | undefined;
}

export function* lostFiles(pod: PodTemplate): Iterable<LostFile> {
  const takers = pod.containers.filter(({ init }) => !init);
  for (const giver of pod.containers.filter(({ init }) => init)) {
    const words = wordsOf(giver)
      .map(({ value }) => value)
      .join(' ');
    for (const given of sharedBy(pod, giver)) {
      for (const file of filesNamed(words, given.folder)) {
        const full = `${given.folder}/${file}`;
        for (const taker of takers) {
          const place = wordsOf(taker).find(({ value }) => value.includes(full));
          if (place === undefined || foldersOf(taker).some((each) => full.startsWith(`${each}/`))) continue;
          const taken = sharedBy(pod, taker).find((each) => each.volume === given.volume);
          yield { path: place.path, file, given, giver: giver.name, taker: taker.name, taken };
        }
      }
    }
  }
}

/** What a container shares with the others of its pod, and where it has volumes at all. */
export interface Sharer {
  readonly container: Container;
  readonly shared: readonly SharedFolder[];
  readonly mounts: readonly string[];
}

/** Top folders of every image, which need no volume. */
const SYSTEM = new Set(['bin', 'dev', 'etc', 'lib', 'opt', 'proc', 'root', 'run', 'sbin', 'sys', 'tmp', 'usr', 'var', 'home']);

/** A path of a text that lies on no volume of the container. */
export interface Unmounted {
  readonly full: string;
  /** A folder of its own that is called nearly so. */
  readonly near: { readonly top: string; readonly folder: string } | undefined;
  /** A folder that only other containers have. */
  readonly other: SharedFolder | undefined;
}

/** The first path whose first folder is on no volume here, but is where another container has it, or is off by a letter from an own one. */
export function unmounted(value: string, { shared, mounts }: Sharer, others: readonly SharedFolder[]): Unmounted | undefined {
  for (const [, full = ''] of value.matchAll(/(?:^|[\s"'=><])((?:\/[\w.-]+)+\/?)/g)) {
    const top = `/${full.split('/')[1] ?? ''}`;
    if (SYSTEM.has(top.slice(1)) || full === top) continue;
    if (mounts.some((mount) => `${full}/`.startsWith(`${mount}/`) || mount.startsWith(full.replace(/\/?$/, '/')))) continue;
    const other = others.find(({ folder, volume: name }) => full.startsWith(`${folder}/`) && !shared.some((each) => each.volume === name));
    const folder = nearName(
      top,
      shared.map((each) => each.folder).filter((each) => each.split('/').length === 2),
    );
    if (other === undefined && folder === undefined) continue;
    if (new RegExp(`\\b(mkdir|cd|-C|-d|-p)\\b[^\\n]*${top}`).test(value)) continue;
    return { full, near: folder === undefined ? undefined : { top, folder }, other };
  }
  return undefined;
}

/** A file that a program takes from a shared volume, onto which the init containers put one of another name. */
export interface Misnamed {
  /** Where the program names it. */
  readonly path: string;
  readonly file: string;
  readonly on: SharedFolder;
  /** What the init containers put there. */
  readonly put: string;
}

export function* misnamed(sharers: readonly Sharer[]): Iterable<Misnamed> {
  const givers = sharers.filter(({ container }) => container.init);
  const said = givers.flatMap(({ container }) => wordsOf(container).map(({ value }) => value)).join('\n');
  // What unpacks, copies whole folders or runs a script of its own may leave any file behind.
  if (said === '' || /\b(tar|unzip|git|rsync|install|python3?|node|cd)\b|cp\s+-\w*[rRa]|\*|\s-O\b|--remote-name|\s-P\s/.test(said)) return;
  if (givers.some(({ container }) => wordsOf(container).length === 0)) return;
  for (const { container, shared } of sharers.filter((each) => !each.container.init)) {
    for (const on of shared) {
      const given = givers.flatMap((giver) => giver.shared.filter((each) => each.volume === on.volume));
      const files = given.flatMap((each) => filesIn(said, each.folder));
      for (const { path, value } of files.length === 0 ? [] : wordsOf(container)) {
        for (const file of filesIn(value, on.folder)) {
          const put = files.find((other) => other.slice(other.lastIndexOf('.')) === file.slice(file.lastIndexOf('.')));
          if (put !== undefined && !files.includes(file)) yield { path, file, on, put };
        }
      }
    }
  }
}
