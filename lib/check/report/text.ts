import type { Finding } from '../check.ts';
import { maskedLine } from '../masked.ts';
import type { Severity } from '../rule.ts';
import { counted } from '../../values/counted.ts';

/** How to colour; each returns its text unchanged where colour is off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export interface TextOptions {
  readonly paint: Paint;
  /** Text of a file, for the excerpt. */
  readonly textOf: (file: string) => string | undefined;
}

const NAMES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Widest excerpt. Unit: characters. */
const WIDEST = 110;

/** Findings for a person: by file, each with its line and what to do; what would happen is said the first time. */
export function textReport(findings: readonly Finding[], { paint, textOf }: TextOptions): string {
  const parts: string[] = [];
  let file: string | undefined;
  let lines: readonly string[] = [];
  const told = new Set<string>();
  for (const [index, finding] of findings.entries()) {
    if (index === 0 || finding.file !== file) {
      file = finding.file;
      lines = file === undefined ? [] : (textOf(file) ?? '').split(/\r?\n/);
      parts.push(paint.bold(visible(file ?? 'without a file')));
    }
    // What follows from a mistake is read once; where sixteen images have no tag, the rest is in the way.
    const isTold = told.has(`${finding.rule}\n${finding.why ?? ''}`);
    told.add(`${finding.rule}\n${finding.why ?? ''}`);
    parts.push(findingText(isTold ? { ...finding, why: undefined } : finding, lines, paint));
  }
  return parts.join('\n\n');
}

function findingText(
  { rule, severity, object, line, path, message, why, fix, construct, source }: Finding,
  lines: readonly string[],
  paint: Paint,
): string {
  const colour = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan;
  const name = `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
  const said = [
    `  ${colour(NAMES[severity])} ${visible(name)}${path === '' ? '' : ` ${paint.dim(visible(path))}`} ${paint.dim(`[${rule}]`)}`,
  ];
  said.push(`    ${visible(message)}`);
  if (line !== undefined && lines[line - 1] !== undefined) said.push(...excerpt(maskedLine(lines, line - 1, rule), line, paint, colour));
  if (why !== undefined) said.push(`    ${visible(why)}`);
  said.push(`    ${paint.bold('fix:')} ${visible(fix)}`);
  if (construct !== undefined) said.push(`    ${paint.dim(`made by ${construct}${source === undefined ? '' : ` at ${source}`}`)}`);
  return said.join('\n');
}

function excerpt(text: string, line: number, paint: Paint, colour: (text: string) => string): readonly string[] {
  const indent = /^[\s-]*/.exec(text)?.[0].length ?? 0;
  const from = indent > 40 ? indent - 4 : 0;
  const shown = visible(text.slice(from, from + WIDEST).trimEnd());
  const number = String(line).padStart(5);
  const marked = Math.max(1, shown.length - (indent - from));
  return [
    `${paint.dim(`${number} |`)} ${shown}`,
    `${paint.dim('      |')} ${' '.repeat(indent - from)}${colour('^'.repeat(Math.min(marked, WIDEST)))}`,
  ];
}

/** A tree is a stranger's: what would move a terminal's cursor or colour it is shown, not obeyed. */
function visible(text: string): string {
  return text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (each) => (each === '\t' ? ' ' : '\ufffd'))
    .replaceAll('\n', ' ');
}

/** `3 errors, 1 warning in 34 objects` */
export function summary(findings: readonly Finding[], objects: number): string {
  const amount = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  const found = [counted(amount('error'), 'error'), counted(amount('warning'), 'warning'), counted(amount('info'), 'note')].filter(
    (each) => !each.startsWith('0 '),
  );
  return `${found.length === 0 ? 'no findings' : found.join(', ')} in ${counted(objects, 'object')}`;
}
