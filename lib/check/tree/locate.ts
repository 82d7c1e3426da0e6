import { isCollection, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, Scalar, type Node } from 'yaml';
import { BlockLines } from './block-lines.ts';
import { pathSteps } from './steps.ts';

/** A document's text and the line of its file on which it begins, from 1. */
export interface Place {
  readonly text: string;
  readonly line: number;
}

/**
 * Finds the line of a field. Documents are read with their ranges only when somebody asks, and only where their lines do not say it;
 * the last one is remembered: findings come object by object.
 */
export class Locator {
  private block: { readonly text: string; readonly lines: BlockLines | undefined } | undefined;
  private text: string | undefined;
  private roots: readonly unknown[] = [];
  private lines = new LineCounter();

  /** Line of the file, from 1, of the field at `path`, or of the deepest field above it that is written there. */
  lineOf({ text, line }: Place, path: string): number {
    const steps = pathSteps(path);
    if (this.block?.text !== text) this.block = { text, lines: BlockLines.of(text) };
    return line + (this.block.lines?.lineOf(steps) ?? this.offsetOf(text, steps));
  }

  /** Lines below the document's first. */
  private offsetOf(text: string, steps: readonly (string | number)[]): number {
    this.read(text);
    let best = firstContent(text);
    for (const root of this.roots) {
      let node: unknown = root;
      let depth = 0;
      for (; depth < steps.length; depth++) {
        const next = child(node, steps[depth] ?? '');
        if (next === undefined) break;
        if (next.start !== undefined) best = this.lines.linePos(next.start).line - 1;
        node = next.value;
      }
      if (depth === 0 && steps.length > 0) continue;
      if (depth < steps.length && isScalar(node)) best += inside(node, steps.slice(depth));
      return best;
    }
    return best;
  }

  private read(text: string): void {
    if (this.text === text) return;
    this.text = text;
    this.lines = new LineCounter();
    try {
      const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent', lineCounter: this.lines });
      this.roots = [...documents].map((document) => document.contents);
    } catch {
      this.roots = [];
    }
  }
}

/** Line of the first field: comments above an object are not what a finding is about. */
function firstContent(text: string): number {
  const lines = text.split('\n');
  const found = lines.findIndex((line) => !/^\s*(?:#|$)|^---\s*$|^%/.test(line));
  return Math.max(0, found);
}

function child(node: unknown, step: string | number): { readonly value: unknown; readonly start: number | undefined } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step] as Node | undefined;
    return item === undefined ? undefined : { value: item, start: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.source ?? key.value) === String(step));
  return pair === undefined ? undefined : { value: pair.value, start: startOf(pair.key) };
}

function startOf(node: unknown): number | undefined {
  return isCollection(node) || isScalar(node) ? node.range?.[0] : undefined;
}

/** Lines below the key at which a field of a text that is itself YAML stands: `values: |`. */
function inside(scalar: Scalar, steps: readonly (string | number)[]): number {
  if (scalar.type !== Scalar.BLOCK_LITERAL || typeof scalar.value !== 'string') return 0;
  return 1 + new Locator().lineOf({ text: scalar.value, line: 0 }, stepsText(steps));
}

function stepsText(steps: readonly (string | number)[]): string {
  return steps.map((step) => (typeof step === 'number' ? `[${step}]` : `[${JSON.stringify(step)}]`)).join('');
}
