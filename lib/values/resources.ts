import { InputError, type Problem } from '../errors.ts';
import { LARGEST_NODE_CORES, SMALLEST_MEMORY } from './limits.ts';
import { Quantity } from './quantity.ts';

/** Both sides of what a container asks for, as written: `{ cpu: '250m', memory: '512Mi' }`. */
export interface ResourceBounds {
  /** Cores: `250m`, `2`. */
  readonly cpu: string;
  /** Bytes: `512Mi`, `1Gi`. */
  readonly memory: string;
}

/** What a container is promised (`requests`) and what it may not pass (`limits`). */
export class Resources {
  private constructor(
    readonly requests: { readonly cpu: Quantity; readonly memory: Quantity },
    readonly limits: { readonly cpu: Quantity; readonly memory: Quantity },
  ) {}

  /** @throws InputError with every mistake: an amount that is none, a request over its limit, memory in thousandths of a byte. */
  static of({ requests, limits }: { readonly requests: ResourceBounds; readonly limits: ResourceBounds }): Resources {
    const problems: Problem[] = [];
    const read = (where: string, bounds: ResourceBounds): { cpu: Quantity; memory: Quantity } => ({
      cpu: amount(`${where}.cpu`, bounds.cpu, cpuProblem, problems),
      memory: amount(`${where}.memory`, bounds.memory, memoryProblem, problems),
    });
    const resources = new Resources(read('requests', requests), read('limits', limits));
    if (problems.length > 0) throw new InputError(problems);

    for (const name of ['cpu', 'memory'] as const) {
      const request = resources.requests[name];
      const limit = resources.limits[name];
      if (request.compare(limit) > 0) {
        problems.push({
          where: `requests.${name}`,
          what: `the request ${request.text} is over the limit ${limit.text}, and Kubernetes refuses such a pod`,
          fix: `Lower the request to ${limit.text} or raise the limit.`,
        });
      }
    }
    if (problems.length > 0) throw new InputError(problems);
    return resources;
  }

  /** As a container's `resources` takes it: plain strings, as they were written. */
  toJson(): { requests: ResourceBounds; limits: ResourceBounds } {
    return {
      requests: { cpu: this.requests.cpu.text, memory: this.requests.memory.text },
      limits: { cpu: this.limits.cpu.text, memory: this.limits.memory.text },
    };
  }
}

type Complaint = Omit<Problem, 'where'>;

function amount(where: string, text: string, complain: (amount: Quantity) => Complaint | undefined, problems: Problem[]): Quantity {
  try {
    const found = Quantity.parse(text);
    const complaint = complain(found);
    if (complaint !== undefined) problems.push({ where, ...complaint });
    return found;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems.map(({ what, fix }) => ({ where, what, fix })));
    return Quantity.sum([]);
  }
}

/** Why an amount of processor makes no sense, if it makes none. */
export function cpuProblem(cpu: Quantity): Complaint | undefined {
  if (cpu.compare(Quantity.parse('1m')) < 0) {
    return { what: `${cpu.text} is less than a thousandth of a core, the least Kubernetes takes`, fix: 'Write at least 1m.' };
  }
  if (cpu.compare(Quantity.parse(`${LARGEST_NODE_CORES}`)) > 0) {
    return {
      what: `${cpu.text} are more than ${LARGEST_NODE_CORES} cores`,
      fix: 'Write cores, such as 2, or thousandths of one, such as 250m.',
    };
  }
  return undefined;
}

/** Why an amount of memory makes no sense, if it makes none. */
export function memoryProblem(memory: Quantity): Complaint | undefined {
  if (memory.compare(Quantity.parse(SMALLEST_MEMORY)) >= 0) return undefined;

  const meant = /^(\d+)m$/.exec(memory.text)?.[1];
  return {
    what: `${memory.text} are ${memory.toNumber()} bytes, less than any process needs (${SMALLEST_MEMORY})`,
    fix: meant === undefined ? 'Write bytes with a suffix, such as 512Mi.' : `Write ${meant}Mi: a small m means thousandths.`,
  };
}
