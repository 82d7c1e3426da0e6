import { parseImage } from '../images.ts';
import { itemsAt, text } from '../read.ts';
import type { Container } from '../pods.ts';

/** The last part of an image's name, without registry and tag: `mysqld-exporter`. */
export function programOf({ image = '' }: Container): string {
  return parseImage(image).path.split('/').at(-1) ?? '';
}

/** First numbers of the image's version, `[8, 4]`; `undefined` where its tag says none. */
export function versionOf({ image = '' }: Container): readonly [number, number] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?/.exec(parseImage(image).tag ?? '');
  return found === null ? undefined : [Number(found[1]), found[2] === undefined ? Number.POSITIVE_INFINITY : Number(found[2])];
}

/** Whether a version is this one or later; `false` where it is not known. */
export function isFrom(version: readonly [number, number] | undefined, major: number, minor = 0): boolean {
  if (version === undefined) return false;
  if (version[0] !== major) return version[0] > major;
  return minor === 0 || (Number.isFinite(version[1]) && version[1] >= minor);
}

export interface Word {
  readonly path: string;
  readonly value: string;
  /** Of `command`, which replaces the program of the image. */
  readonly command: boolean;
}

/** Words of `command` and `args`, in order. */
export function wordsOf({ fields, path }: Container): readonly Word[] {
  return (['command', 'args'] as const).flatMap((list) =>
    itemsAt(fields, list).map((word, index) => ({
      path: `${path}.${list}[${index}]`,
      value: text(word) ?? '',
      command: list === 'command',
    })),
  );
}
