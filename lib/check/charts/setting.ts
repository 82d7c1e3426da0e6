import { at } from '../read.ts';
import type { Severity } from '../rule.ts';

/** What a release gets: the values of all places, laid over each other. */
export interface Given {
  readonly chart: string;
  readonly values: unknown;
  /** Name and namespace of the release, where the tree says them. */
  readonly release?: { readonly name: string; readonly namespace: string } | undefined;
  /** First number of the chart's version; `undefined` where none is stated. */
  readonly major: number | undefined;
  /** The second number. */
  readonly minor?: number | undefined;
  /** Whether the tree has objects of this API group, and whether it has definitions for them. */
  readonly uses: (group: string) => boolean;
  readonly defines: (group: string) => boolean;
  /** Whether the tree has an object of this kind. */
  readonly has: (kind: string) => boolean;
  /** The objects of a kind in the tree. */
  readonly objects?: (kind: string) => readonly unknown[];
  /** How many nodes take ordinary pods; `undefined` where nothing tells the nodes. */
  readonly schedulable?: number | undefined;
  /** Whether the tree installs this chart. */
  readonly installs?: (chart: string) => boolean;
  /** A script of the tree makes the cluster with kubeadm. */
  readonly kubeadm?: boolean;
}

/** A combination of values with which a chart does not come up, or not as promised. */
export interface WrongSetting {
  /** Of the value that says so. */
  readonly path: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** What happens when a chart's own check fails. */
export const RENDER = 'The chart refuses to render: Argo CD shows a ComparisonError, helm stops, and nothing of it is installed.';
/** A switch that is on, also by a parameter. */
export function on(values: unknown, path: string): boolean {
  return at(values, path) === true || at(values, path) === 'true';
}

/** A switch that is off by these values, not by default. */
export function off(values: unknown, path: string): boolean {
  return at(values, path) === false;
}

/** What a chart, or the program that it starts, refuses to come up with. */
export interface Refusal extends Omit<WrongSetting, 'path' | 'message' | 'severity'> {
  readonly path: string;
  /** What is wrong, where something is. */
  readonly says: (given: Given) => string | undefined;
  readonly severity?: WrongSetting['severity'];
}

export function when(condition: boolean, message: string): string | undefined {
  return condition ? message : undefined;
}
