import { isUtf8 } from 'node:buffer';
import { INVENTORY_MAX_BYTES, INVENTORY_MAX_LINE } from '../values/limits.ts';
import type { Problems } from './problems.ts';

/** The text of a file's bytes; undefined with a problem where they are no text that people edit. */
export function decode(bytes: Buffer, problems: Problems): string | undefined {
  if (bytes.length > INVENTORY_MAX_BYTES) {
    problems.add(1, '', tooLarge(bytes.length), 'Name an inventory file here, or split the clusters into several files.');
    return undefined;
  }
  if (!isUtf8(bytes)) {
    problems.add(firstBadLine(bytes), '', 'the file is not UTF-8', 'Save it as UTF-8.');
    return undefined;
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\0')) {
    problems.add(
      lineAt(text, text.indexOf('\0')),
      '',
      'the file holds a NUL byte, so it is no text',
      'Name a text file, or restore this one.',
    );
    return undefined;
  }
  const long = text.split('\n').findIndex((line) => line.length > INVENTORY_MAX_LINE);
  if (long >= 0) {
    problems.add(
      long + 1,
      '',
      `the line has more than ${INVENTORY_MAX_LINE} characters`,
      'Break it, or restore the file: this is no line for people.',
    );
    return undefined;
  }
  return text;
}

/** The words for a file over the limit, which is not even read. */
export function tooLarge(size: number): string {
  return `the file has ${size} bytes, an inventory has at most ${INVENTORY_MAX_BYTES}`;
}

function firstBadLine(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (newline < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
