import { Session, type Profiler } from 'node:inspector';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findingsOf } from '../mistakes/mistake.ts';
import { copiesOf } from './shape.ts';
import { shapes } from './shapes.ts';

/** Copies in the smaller tree, and how many times as many are in the larger. */
const COPIES = 30;
const TIMES = 4;

/** Twice the work for twice the objects, with room for sorting; whoever compares everything with everything does 16 times as much. */
const MOST_GROWTH = 6.5;

/** What runs less often is no loop over the tree. */
const FEWEST_RUNS = 2_000;

/** What is bounded by a number instead: a name is compared with 200 others at most, and those are put in order. */
const BOUNDED: ReadonlySet<string> = new Set(['lib/check/near-names.ts', 'lib/values/nearest.ts', 'lib/values/order.ts']);

/** A part of a function that runs more often than the tree grows. */
export interface Growth {
  readonly shape: string;
  readonly file: string;
  readonly code: string;
  readonly runs: readonly [small: number, large: number];
}

interface Block {
  readonly script: Profiler.ScriptCoverage;
  readonly start: number;
  readonly runs: number;
}

/** Counts how often each part of the program runs; exact only where nothing is compiled to machine code (`--no-opt`). */
class Counter {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** What has run since the last look, by script and place. */
  take(): ReadonlyMap<string, Block> {
    const blocks = new Map<string, Block>();
    const root = pathToFileURL(process.cwd()).href;
    this.session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      for (const script of taken.result) {
        if (!script.url.startsWith(root) || script.url.includes('/node_modules/')) continue;
        for (const { ranges } of script.functions) {
          for (const { startOffset, endOffset, count } of ranges)
            blocks.set(`${script.scriptId} ${startOffset} ${endOffset}`, { script, start: startOffset, runs: count });
        }
      }
    });
    return blocks;
  }

  codeAt({ script, start }: Block): string {
    let code = '';
    this.session.post('Debugger.enable');
    this.session.post('Debugger.getScriptSource', { scriptId: script.scriptId }, (error, { scriptSource }) => {
      if (error === null) code = scriptSource.slice(start, start + 120);
    });
    this.session.post('Debugger.disable');
    return code;
  }
}

/** What grows faster than the tree, shape by shape. */
export function growths(): readonly Growth[] {
  const counter = new Counter();
  // What is made once and kept is made before anything is counted.
  for (const shape of Object.values(shapes)) findingsOf(copiesOf(shape, 2));
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const [small, large] = [COPIES, COPIES * TIMES].map((count) => {
      const tree = copiesOf(shape, count);
      counter.take();
      findingsOf(tree);
      return counter.take();
    });
    return [...(large ?? [])].flatMap(([place, block]) => {
      const before = small?.get(place)?.runs ?? 0;
      if (block.runs < FEWEST_RUNS || block.runs < before * MOST_GROWTH) return [];
      const file = relative(process.cwd(), new URL(block.script.url).pathname).replaceAll('\\', '/');
      if (BOUNDED.has(file)) return [];
      return { shape: name, file, code: counter.codeAt(block), runs: [before, block.runs] as const };
    });
  });
}

if (require.main === module) process.stdout.write(JSON.stringify(growths(), undefined, 1));
