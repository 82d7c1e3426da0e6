/** How two tags of one image relate. `other`: named in another way; `unknown`: in the same way, but the names have no order. */
export type TagOrder = 'newer' | 'same' | 'older' | 'other' | 'unknown';

interface Tag {
  /** `v#.#.#-alpine#`, and `<commit>` where a commit stands. */
  readonly scheme: string;
  /** The runs of digits, from left to right. */
  readonly numbers: readonly bigint[];
  /** Of a version that is not yet released: `rc.1`. Semantic versioning puts it before the release. */
  readonly preview: { readonly words: string; readonly numbers: readonly bigint[] } | undefined;
  /** Has no order. */
  readonly commit: string | undefined;
}

/** At the end of a tag, or all of it: `3f2c9ad`, `sha-3f2c9ad`, `v1.2.3-5-g3f2c9ad`. */
const COMMIT = /(^|[-_.]g?)([0-9a-f]{7,64})$/;

/** What comes before a release. @see https://semver.org/#spec-item-9 */
const PREVIEW = /(?<=\d)[-.]?((?:alpha|beta|rc|pre|preview|milestone|m|dev|snapshot)[-.]?\d*(?:\.\d+)*)(?=$|-)/i;

/** Says whether `next` is a later tag than `current`, by the way in which `current` is written: `v84`, `8.0.36`, `15.8-alpine`, `2026-01-31`. */
export function compareTags(current: string, next: string): TagOrder {
  // A run of digits alone is a number, unless it stands where the other tag has a commit: one commit in 27 has no letter.
  const commits = [current, next].some(hasCommit);
  const [old, young] = [parseTag(current, commits), parseTag(next, commits)];
  if (old.scheme !== young.scheme) return 'other';
  const order = compare(old.numbers, young.numbers) || comparePreviews(old.preview, young.preview);
  if (order !== 0) return order < 0 ? 'newer' : 'older';
  return old.commit === young.commit && current === next ? 'same' : 'unknown';
}

/** The way in which a tag is written, for people: `v#`, `#.#.#-alpine`. */
export function tagScheme(tag: string): string {
  return parseTag(tag, hasCommit(tag)).scheme;
}

function hasCommit(tag: string): boolean {
  return /[a-f]/.test(COMMIT.exec(tag)?.[2] ?? '');
}

function parseTag(tag: string, commits: boolean): Tag {
  const [, , commit] = (commits ? COMMIT.exec(tag) : undefined) ?? [];
  const named = commit === undefined ? tag : tag.replace(COMMIT, '$1<commit>');
  const words = PREVIEW.exec(named)?.[1];
  const rest = words === undefined ? named : named.replace(PREVIEW, '');
  return {
    scheme: rest.replace(/\d+/g, '#'),
    numbers: numbersOf(rest),
    preview: words === undefined ? undefined : { words: words.toLowerCase().replace(/[-.]?\d.*$/, ''), numbers: numbersOf(words) },
    commit,
  };
}

function numbersOf(text: string): readonly bigint[] {
  return (text.match(/\d+/g) ?? []).map(BigInt);
}

function comparePreviews(old: Tag['preview'], young: Tag['preview']): number {
  if (old === undefined || young === undefined) return Number(old === undefined) - Number(young === undefined);
  if (old.words !== young.words) return old.words < young.words ? -1 : 1;
  return compare(old.numbers, young.numbers);
}

function compare(old: readonly bigint[], young: readonly bigint[]): number {
  for (let index = 0; index < Math.max(old.length, young.length); index += 1) {
    const [before = -1n, after = -1n] = [old[index], young[index]];
    if (before !== after) return before < after ? -1 : 1;
  }
  return 0;
}
