import { nearest } from '../../values/nearest.ts';
import type { Fields } from '../read.ts';
import { isPlaceholder, shown, type Report, type Sort } from './problem.ts';

/** Judges the value of one field that has the right type. */
export type ValueJudge = (value: unknown, path: string, report: Report) => void;

/** Judges the fields of one object together. */
export type FieldsJudge = (value: Fields, path: string, report: Report) => void;

/** One of these words, as written. */
export function oneOf(...words: readonly string[]): ValueJudge {
  const known = new Set(words);
  return (value, path, report) => {
    if (typeof value !== 'string' || known.has(value) || isPlaceholder(value)) return;
    const near =
      words.find((word) => word.toLowerCase() === value.toLowerCase()) ??
      nearest(
        value,
        words.filter((word) => word !== ''),
      );
    const fix = near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`;
    report({ sort: 'value', path, message: `${shown(value)} is not one of ${words.filter((word) => word !== '').join(', ')}`, fix });
  };
}

/** Whole numbers of a range. */
export function between(least: number, most = Infinity): ValueJudge {
  return (value, path, report) => {
    if (typeof value !== 'number') return;
    if (value < least) report({ sort: 'value', path, message: `${value} is less than ${least}`, fix: `Write ${least} or more.` });
    if (value > most) report({ sort: 'value', path, message: `${value} is more than ${most}`, fix: `Write ${most} or less.` });
  };
}

/** Texts of a form, with what they are called and how they look. */
export function form(pattern: RegExp, longest: number, what: string, fix: string, sort: Sort = 'value'): ValueJudge {
  return (value, path, report) => {
    if (typeof value !== 'string' || (value.length <= longest && pattern.test(value)) || isPlaceholder(value)) return;
    if (value.length > longest) {
      const message = `${shown(value)} has ${value.length} characters, ${what} has at most ${longest}`;
      report({ sort: sort === 'label' ? 'label' : 'length', path, message, fix: 'Shorten it.' });
    } else report({ sort, path, message: `${shown(value)} is not ${what}`, fix });
  };
}

const LABEL_FORM = 'Use lower-case letters, digits and dashes, with a letter or digit at both ends.';
export const dnsLabel = form(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63, 'a DNS label', LABEL_FORM);
export const dnsName = form(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  253,
  'a DNS name',
  'Use lower-case letters, digits, dashes and dots, with a letter or digit at both ends of each part.',
);
export const serviceName = form(
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  63,
  'the name of a Service',
  'Start with a lower-case letter; then lower-case letters, digits and dashes.',
);
/** A port's name in pods: IANA's form. */
export const portName = form(
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  15,
  "a port's name",
  'Use at most 15 lower-case letters, digits and single dashes, with at least one letter.',
);
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
export const labelValue = form(
  LABEL_VALUE,
  63,
  "a label's value",
  'Use letters, digits, dashes, underscores and dots, with a letter or digit at both ends.',
  'label',
);
export const configKey = form(/^[-._a-zA-Z0-9]+$/, 253, 'a key', 'Use letters, digits, dashes, underscores and dots.');

const portNumber = between(1, 65535);

/** A number or the name of a port. */
export function portOrName(value: unknown, path: string, report: Report): void {
  if (typeof value === 'number') portNumber(value, path, report);
  else if (typeof value === 'string' && /^\d+$/.test(value)) {
    const message = `${shown(value)} is a text: a port of that name is looked for`;
    report({ sort: 'value', path, message, fix: `Write ${value} without quotes.` });
  } else portName(value, path, report);
}

const count = between(0);

/** `25%` or a whole number. */
export function countOrPercent(value: unknown, path: string, report: Report): void {
  if (typeof value === 'number') count(value, path, report);
  if (typeof value === 'string' && !/^\d+%$/.test(value) && !isPlaceholder(value)) {
    report({
      sort: 'value',
      path,
      message: `${shown(value)} is neither a number nor a percentage`,
      fix: 'Write a whole number, or one such as "25%".',
    });
  }
}

const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function isLabelValue(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 63 && LABEL_VALUE.test(value);
}

/** Names of labels come again and again; what is wrong with each is asked once. */
const nameProblems = new Map<string, string | undefined>();
const MOST_NAMES = 10_000;

/** The name of a label or annotation: `app.kubernetes.io/name`. */
export function qualifiedNameProblem(name: string): string | undefined {
  const known = nameProblems.get(name);
  if (known !== undefined || nameProblems.has(name)) return known;
  const problem = problemOfName(name);
  if (nameProblems.size < MOST_NAMES) nameProblems.set(name, problem);
  return problem;
}

function problemOfName(name: string): string | undefined {
  const slash = name.indexOf('/');
  const prefix = slash === -1 ? undefined : name.slice(0, slash);
  const last = name.slice(slash + 1);
  if (prefix !== undefined && (prefix.length > 253 || !PREFIX.test(prefix))) return `its prefix ${shown(prefix)} is no DNS name`;
  if (last.length > 63) return `it has ${last.length} characters after the prefix, at most 63 are taken`;
  return QUALIFIED.test(last)
    ? undefined
    : 'it may hold letters, digits, dashes, underscores and dots, with a letter or digit at both ends';
}

export function labelName(value: unknown, path: string, report: Report): void {
  const problem = typeof value === 'string' ? qualifiedNameProblem(value) : undefined;
  if (problem !== undefined) report({ sort: 'label', path, message: `${shown(value)} is no label's name: ${problem}`, fix: 'Rename it.' });
}

/** A map whose names are labels, and its values too unless they may be anything. */
export function labels(values: 'label' | 'any'): ValueJudge {
  return (value, path, report) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      // Annotations are compared in lower case.
      const compared = values === 'any' ? name.toLowerCase() : name;
      const isGood = qualifiedNameProblem(compared) === undefined && (values === 'any' || isLabelValue(each));
      if (isGood) continue;
      const below = `${path}[${JSON.stringify(name)}]`;
      labelName(compared, below, report);
      if (values === 'label') labelValue(each, below, report);
    }
  };
}

/** Says when not exactly one of some fields is set; `least` 0 where none will do too. */
export function exactlyOne(fields: readonly string[], least: 0 | 1, what: string): FieldsJudge {
  return (value, path, report) => {
    const set = fields.filter((name) => value[name] !== undefined && value[name] !== null);
    if (set.length > 1) {
      report({ sort: 'value', path, message: `${what} has ${set.join(' and ')}, and may have one of them only`, fix: 'Keep one of them.' });
    } else if (set.length < least) {
      report({ sort: 'missing', path, message: `${what} has none of ${fields.join(', ')}`, fix: 'Add one of them.' });
    }
  };
}

/** Several judges of one object. */
export function all(...judges: readonly FieldsJudge[]): FieldsJudge {
  return (value, path, report) => {
    for (const judge of judges) judge(value, path, report);
  };
}

/** Total size of a map's texts. Unit: bytes. */
export function byteSize(map: Fields): number {
  let size = 0;
  for (const [name, value] of Object.entries(map)) {
    size += name.length + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
  }
  return size;
}
