import { FORMATS, NUMBERS } from './formats.ts';
import { matchesPattern } from './patterns.ts';
import { shown, type Report } from './problem.ts';
import type { Schema } from './schema.ts';

function limit(schema: Schema, keyword: string): number | undefined {
  return schema.raw[keyword] as number | undefined;
}

/** Length, pattern and format of a text. */
export function judgeText(schema: Schema, text: string, path: string, report: Report): void {
  if (schema.format !== undefined) {
    const format = FORMATS[schema.format];
    if (format !== undefined && !format.holds(text))
      report({ sort: 'value', path, message: `${shown(text)} ${format.what}`, fix: format.fix });
  }
  // Those of Kubernetes' own types say nothing more.
  if (schema.native) return;
  const least = limit(schema, 'minLength');
  const most = limit(schema, 'maxLength');
  const length = most === undefined && least === undefined ? 0 : [...text].length;
  if (least !== undefined && length < least) {
    report({
      sort: 'value',
      path,
      message: text === '' ? 'the text is empty' : `${shown(text)} has ${length} characters, at least ${least} are needed`,
      fix: 'Give it a value.',
    });
  }
  if (most !== undefined && length > most) {
    report({ sort: 'length', path, message: `${shown(text)} has ${length} characters, at most ${most} are taken`, fix: 'Shorten it.' });
  }
  const pattern = schema.raw['pattern'] as string | undefined;
  if (pattern !== undefined && !matchesPattern(pattern, text)) {
    report({ sort: 'value', path, message: `${shown(text)} does not match ${pattern}`, fix: 'Write a value of that form.' });
  }
}

/** Range of a number. */
export function judgeNumber(schema: Schema, value: number, path: string, report: Report): void {
  const [low, high] = NUMBERS[schema.format ?? ''] ?? [];
  const least = limit(schema, 'minimum') ?? low;
  const most = limit(schema, 'maximum') ?? high;
  const under = least !== undefined && (schema.raw['exclusiveMinimum'] === true ? value <= least : value < least);
  const over = most !== undefined && (schema.raw['exclusiveMaximum'] === true ? value >= most : value > most);
  if (under) report({ sort: 'value', path, message: `${value} is less than ${least}`, fix: `Write ${least} or more.` });
  if (over) report({ sort: 'value', path, message: `${value} is more than ${most}`, fix: `Write ${most} or less.` });
  const step = limit(schema, 'multipleOf');
  if (step !== undefined && value % step !== 0) {
    report({ sort: 'value', path, message: `${value} is no multiple of ${step}`, fix: `Write a multiple of ${step}.` });
  }
}

/** How many entries a list or map has. */
export function judgeSize(schema: Schema, size: number, path: string, report: Report): void {
  const least = limit(schema, 'minItems') ?? limit(schema, 'minProperties');
  const most = limit(schema, 'maxItems') ?? limit(schema, 'maxProperties');
  const where = path === '' ? 'the object' : path;
  if (least !== undefined && size < least) {
    report({ sort: 'value', path, message: `${where} has ${entries(size)}, at least ${least} are needed`, fix: 'Add what is missing.' });
  }
  if (most !== undefined && size > most) {
    report({ sort: 'length', path, message: `${where} has ${entries(size)}, at most ${most} are taken`, fix: 'Split it.' });
  }
}

function entries(size: number): string {
  return size === 0 ? 'no entries' : size === 1 ? 'one entry' : `${size} entries`;
}
