import { Node } from 'constructs';
import type { IConstruct } from 'constructs';

/** Where in a program a construct was made: file, line, column, the innermost call first. */
export interface Call {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Calls kept of each construct: enough to get from the class of cdk8s to the chart that asked for it. */
const DEPTH = 25;

interface NodePrototype {
  addChild: (this: Node, child: IConstruct, id: string) => void;
}

/**
 * Runs a synthesis and notes for every construct, by its path, the calls that made it. Stacks cost much, so this is for a
 * second run, when a finding has to be placed.
 */
export function recordOrigins(work: () => void): ReadonlyMap<string, readonly Call[]> {
  const origins = new Map<string, readonly Call[]>();
  const prototype = Node.prototype as unknown as NodePrototype;
  const { addChild } = prototype;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  prototype.addChild = function (this: Node, child, id) {
    addChild.call(this, child, id);
    origins.set(this.path === '' ? id : `${this.path}/${id}`, callsOf(new Error().stack ?? ''));
  };
  try {
    work();
  } finally {
    prototype.addChild = addChild;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return origins;
}

/** The calls of a stack as V8 prints it: `at name (file:line:column)`. */
function callsOf(stack: string): Call[] {
  return [...stack.matchAll(/^\s+at (?:.*\()?((?:file:\/\/)?\S.*?):(\d+):(\d+)\)?$/gm)].map(([, file = '', line, column]) => ({
    file: file.replace(/^file:\/\//, ''),
    line: Number(line),
    column: Number(column),
  }));
}
