import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './error-code.ts';

/** Names one running process, so that a later one can tell whether what it finds was left behind by a dead one. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the kernel's words; empty where the system does not say. A number that was given away again differs here. */
  readonly started: string;
}

export function ownMark(): ProcessMark {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** Whether the process is surely gone. One on another machine cannot be asked, and counts as alive. */
export function isDead({ pid, host, started }: ProcessMark): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
  return started !== startOf(pid);
}

/** Reads a mark that `JSON.stringify` wrote; undefined for anything else, a half-written one included. */
export function parseMark(text: string): ProcessMark | undefined {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return undefined;
    const { pid, host, started } = data as Partial<Record<keyof ProcessMark, unknown>>;
    if (!Number.isSafeInteger(pid) || typeof host !== 'string' || typeof started !== 'string') return undefined;
    return { pid: pid as number, host, started };
  } catch {
    return undefined;
  }
}

/** Start time of a process on Linux: field 22 of its `stat`, counted after the name, which may hold anything. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
