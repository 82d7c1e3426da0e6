import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { ImageRef } from '../values/image-ref.ts';
import { compareTags, tagScheme } from '../values/image-tag.ts';
import { didYouMean } from '../values/nearest.ts';
import type { Cluster } from './cluster.ts';
import { findImage } from './image-place.ts';
import { parseFile } from './parse.ts';

/** What somebody wants: `web=v85`, `web=v85@sha256:…`, `web=@sha256:…`. */
export interface Wish {
  readonly image: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export interface BumpOptions {
  /** Take a tag that is older than the present one, or that cannot be compared with it. @default false */
  readonly allowOlder?: boolean | undefined;
  /** Change a line that other clusters of the same file have in common with this one. @default false */
  readonly shared?: boolean | undefined;
}

/** One line of an inventory that changes. */
export interface Bumped {
  readonly image: string;
  readonly line: number;
  readonly old: string;
  readonly new: string;
}

export interface Bump {
  /** The whole file: but for the references that change, byte for byte as it was. */
  readonly text: string;
  /** Images that get another reference, in the order of the wishes. */
  readonly bumped: readonly Bumped[];
}

/** Reads `NAME=TAG`. Throws an InputError with every word that is none. */
export function parseWishes(words: readonly string[]): readonly Wish[] {
  const problems: Problem[] = [];
  const wishes: Wish[] = [];
  if (words.length === 0) problems.push({ where: 'slipway bump', what: 'no image is named', fix: 'Write what it shall be: web=v85.' });
  for (const word of words) {
    const [, image = '', tag, digest] = /^([^=]+)=([\w.-]+)?(?:@(sha(?:256|512):[0-9a-f]+))?$/.exec(word) ?? [];
    const where = JSON.stringify(word);
    if (image === '' || (tag === undefined && digest === undefined)) {
      const whole = /[/:]/.test(word.slice(word.indexOf('=') + 1).replace(/@.*$/, ''));
      const fix = whole ? 'Write the tag alone: web=v85.' : 'Write NAME=TAG: web=v85, or web=v85@sha256:<digest>.';
      problems.push({ where, what: 'this is no image with its tag', fix });
    } else if (wishes.some((wish) => wish.image === image)) {
      problems.push({ where, what: `${image} is named a second time`, fix: 'Say once which tag it shall have.' });
    } else {
      wishes.push({ image, tag, digest });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return wishes;
}

/**
 * Gives images of a cluster other tags, in the text of its inventory: comments, order and quotes stay as they are.
 * @param all clusters of the folder, this one included: some may come from the same file.
 * @throws InputError with every wish that cannot be fulfilled, or with what the inventory would then have wrong.
 */
export function bumpImages(
  cluster: Cluster,
  text: string,
  wishes: readonly Wish[],
  all: readonly Cluster[],
  options: BumpOptions = {},
): Bump {
  const problems: Problem[] = [];
  const edits: (Bumped & { readonly start: number; readonly end: number })[] = [];
  const others = all.filter(({ file, name }) => file === cluster.file && name !== cluster.name).map(({ name }) => name);
  const sharing = (image: string): readonly string[] => others.filter((name) => findImage(text, name, image)?.common === true);

  for (const { image, tag, digest } of wishes) {
    const place = findImage(text, cluster.name, image);
    const current = Object.hasOwn(cluster.images, image) ? cluster.images[image] : undefined;
    if (place === undefined || current === undefined) {
      problems.push({
        where: cluster.file,
        what: `${cluster.name} has no image "${image}"`,
        fix: didYouMean(image, Object.keys(cluster.images)),
      });
      continue;
    }
    const where = `${cluster.file}:${place.line} ${place.path}`;
    const next = `${current.repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
    if (next === current.text) continue;

    const fault = faultOf(current, next, options);
    if (fault !== undefined) problems.push({ where, ...fault });
    else if (place.fault !== undefined) problems.push({ where, what: place.fault, fix: 'Change it by hand.' });
    else if (place.common && options.shared !== true && sharing(image).length > 0) {
      const what = `the line is shared with ${sharing(image).join(', ')}`;
      problems.push({ where, what, fix: `If they are meant, too, add --shared; else write it under environments.${cluster.name}.images.` });
    } else edits.push({ image, line: place.line, old: current.text, new: next, start: place.start, end: place.end });
  }
  if (problems.length > 0) throw new InputError(problems);

  let bumped = text;
  for (const { start, end, new: next } of [...edits].sort((a, b) => b.start - a.start))
    bumped = bumped.slice(0, start) + next + bumped.slice(end);
  const judged = parseFile(cluster.file, bumped);
  if (judged.problems.length > 0) throw new InputError(judged.problems);
  return { text: bumped, bumped: edits.map(({ image, line, old, new: next }) => ({ image, line, old, new: next })) };
}

function faultOf(current: ImageRef, next: string, { allowOlder = false }: BumpOptions): Omit<Problem, 'where'> | undefined {
  let wanted: ImageRef;
  try {
    wanted = ImageRef.parse(next);
  } catch (error) {
    const [problem] = error instanceof InputError ? error.problems : [];
    if (problem === undefined) throw error;
    return { what: problem.what, fix: problem.fix };
  }
  if (current.digest !== undefined && wanted.digest === undefined) {
    return { what: `${current.text} is pinned by its digest, and ${next} is not`, fix: 'Name both: <tag>@sha256:<digest>.' };
  }
  if ((current.tag === undefined) !== (wanted.tag === undefined)) {
    const [has, lacks] = current.tag === undefined ? ['no tag', 'one'] : ['a tag', 'none'];
    return { what: `${current.text} has ${has}, ${next} has ${lacks}`, fix: 'Write it as it is written now.' };
  }
  if (current.tag === undefined || wanted.tag === undefined) return undefined;

  const [old, young] = [current.tag, wanted.tag];
  const order = compareTags(old, young);
  if (order === 'other') {
    const fix = 'Check the tag; if the owner of the image names them in another way now, change the line by hand.';
    return { what: `${young} is not written like ${old} (${tagScheme(old)})`, fix };
  }
  if (allowOlder || order === 'newer' || order === 'same') return undefined;
  const what =
    order === 'older' ? `${young} is older than ${old}` : `whether ${young} is newer than ${old} cannot be told from their names`;
  return { what, fix: 'If that is meant, add --allow-older.' };
}
