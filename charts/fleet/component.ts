import type { Construct } from 'constructs';
import type { HelmChart } from '../../imports/charts/chart.ts';
import type { SyncBehaviour } from '../../lib/constructs/argo-application.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { IgnoreRule } from '../../lib/constructs/ignore-rule.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { REMOTE } from './waves.ts';

/** Tried again for ever: after five failed attempts Argo CD would not try the same commit again (seed 004, 4.1). */
export const SYNC: SyncBehaviour = { retry: { limit: -1, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } } };

export const PROJECT = 'platform';

export interface ComponentProps<Values> {
  /** Name of the component: of the Helm release, and with the cluster's before it of the Application. */
  readonly name: string;
  /** Name of the Helm release, where charts derive Service names from another one. @default name */
  readonly release?: string | undefined;
  readonly chart: HelmChart<Values>;
  readonly namespace: string;
  /** Number of {@link WAVE}. */
  readonly wave: number;
  readonly values: Values;
  /** What is restored first after a disaster (seed 004, 15.3). */
  readonly recovery?: 'P1' | 'P2' | undefined;
  readonly ignore?: readonly IgnoreRule[] | undefined;
  readonly serverSideApply?: boolean | undefined;
}

/** Third-party software on one cluster of the fleet: one literal Application on the management cluster, `app1-cilium`. */
export function component<Values extends object>(scope: Construct, target: Cluster, props: ComponentProps<Values>): HelmComponent<Values> {
  const { name, release = name, wave, recovery, ...rest } = props;
  const placed = placement(target, name, wave);
  return new HelmComponent(scope, placed.application, {
    ...rest,
    ...placed,
    release,
    labels: recovery === undefined ? undefined : { 'platform/recovery': recovery },
    createNamespace: false, // they are rendered with their pod security labels
    line: target.components[name],
  });
}

/** What every Application for a cluster of the fleet has: its name, and where and when it is synced. */
export interface Placement {
  readonly application: string;
  readonly project: string;
  readonly wave: number;
  readonly cluster: string | undefined;
  readonly sync: SyncBehaviour;
}

export function placement(target: Cluster, name: string, wave: number): Placement {
  const remote = target.fleet?.role === 'workload';
  return {
    application: `${target.name}-${name}`,
    project: PROJECT,
    wave: remote ? wave + REMOTE : wave,
    cluster: remote ? target.name : undefined,
    sync: SYNC,
  };
}
