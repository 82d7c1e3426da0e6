import type { Probe } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Image } from '../../../lib/constructs/container.ts';
import { exec, httpGet, type Probes } from '../../../lib/constructs/probe.ts';
import type { Port } from '../../../lib/constructs/port.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { imageOf } from '../../facts.ts';

/** Every container but the database's (seed 003, section 6). */
export const SMALL = Resources.of({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });

/** An image with the pull policy of its target (seed 003, section 2). */
export function imageFor(cluster: Cluster, name: string): Image {
  return { ...imageOf(cluster, name), pullPolicy: cluster.environment === 'local' ? 'IfNotPresent' : 'Always' };
}

/** Seconds until a probe first asks, and between two questions. */
export interface Pace {
  readonly initial: number;
  readonly period: number;
}

/** When somebody asks whether a container lives and whether it is ready. */
export interface Paces {
  readonly liveness: Pace;
  readonly readiness: Pace;
}

/** What most programs have (seed 003, section 6). */
export const USUAL: Paces = { liveness: { initial: 30, period: 10 }, readiness: { initial: 5, period: 5 } };

/** Both questions by one GET. */
export function asked(port: Port, path: string, { liveness, readiness }: Paces): Probes {
  const at = ({ initial, period }: Pace): Probe => after(initial, httpGet(port, path, { periodSeconds: period }));
  return { liveness: at(liveness), readiness: at(readiness) };
}

/** Both questions by one command. @param timeoutSeconds for one answer: a process has to start first */
export function askedBy(command: readonly string[], { liveness, readiness }: Paces, timeoutSeconds: number): Probes {
  const at = ({ initial, period }: Pace): Probe => after(initial, exec(command, { periodSeconds: period, timeoutSeconds }));
  return { liveness: at(liveness), readiness: at(readiness) };
}

function after(initialDelaySeconds: number, probe: Probe): Probe {
  return { initialDelaySeconds, ...probe };
}
