import { IntOrString, type Probe } from 'cdk8s-plus-30/lib/imports/k8s';
import { InputError } from '../errors.ts';
import type { Duration } from '../values/duration.ts';
import type { Port } from './port.ts';

/** When a probe asks, and how long it waits. */
export interface ProbeTiming {
  /** Between two questions, whole seconds. @default 10 s */
  readonly periodSeconds?: number | undefined;
  /** For one answer, whole seconds. @default 1 s, Kubernetes' own */
  readonly timeoutSeconds?: number | undefined;
  /** Failures in a row that count. @default 3, Kubernetes' own */
  readonly failureThreshold?: number | undefined;
}

/** The three questions that the kubelet asks a container. */
export interface Probes {
  /** Asked until it first succeeds; the other two wait for it. */
  readonly startup?: Probe | undefined;
  /** Failure restarts the container. */
  readonly liveness?: Probe | undefined;
  /** Failure takes the pod out of its Service. Required: without it, users are sent to pods that are not ready (L-06). */
  readonly readiness: Probe;
}

/** GET `path`, any status from 200 to 399 is a yes. */
export function httpGet(port: Port, path: string, timing: ProbeTiming = {}): Probe {
  if (!path.startsWith('/')) {
    throw new InputError(
      `probe on port ${port.number}`,
      `the path is "${path}", the kubelet asks for an absolute one`,
      `Write "/${path}".`,
    );
  }
  return { httpGet: { path, port: IntOrString.fromString(port.name) }, ...timings(timing) };
}

/** Runs a command in the container, exit code 0 is a yes. */
export function exec(command: readonly string[], timing: ProbeTiming = {}): Probe {
  return { exec: { command: [...command] }, ...timings(timing) };
}

/** As many questions as fit into the budget: a start probe gives up after exactly that time. */
export function within(budget: Duration, periodSeconds = 10): ProbeTiming {
  if (budget.seconds % periodSeconds !== 0) {
    throw new InputError(
      'startup probe',
      `a budget of ${budget.text} is no multiple of ${periodSeconds} s`,
      'Change the period or the budget.',
    );
  }
  return { periodSeconds, failureThreshold: budget.seconds / periodSeconds };
}

function timings({ periodSeconds = 10, timeoutSeconds, failureThreshold }: ProbeTiming): Partial<Probe> {
  return {
    periodSeconds,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(failureThreshold === undefined ? {} : { failureThreshold }),
  };
}
