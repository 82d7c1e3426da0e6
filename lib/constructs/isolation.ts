import type { OpenFlow, PodFlow } from './flow.ts';
import { type Endpoint, type Peer, podPort } from './peer.ts';
import type { Workload } from './workload.ts';
import { addTo } from '../values/multimap.ts';

/** What every network policy that is made from declared flows needs to know, whoever enforces it. */
export interface IsolationProps {
  /** Whose traffic is limited to the flows that were declared. */
  readonly workload: Workload;
  /** Where names are resolved; every isolated pod may ask there. */
  readonly dns: Endpoint;
  /** Where sidecars get their configuration; needed by workloads in the mesh. */
  readonly controlPlane?: Endpoint | undefined;
}

/** A sidecar that is cut off from its control plane keeps its pod from ever being ready. */
export function controlPlaneProblems(workload: Peer, controlPlane: Endpoint | undefined): string[] {
  if (workload.inMesh !== true || controlPlane !== undefined) return [];
  return [
    `${workload.name} has a sidecar, and its policy names no control plane: the sidecar would start without configuration and the pod never become ready. Pass controlPlane.`,
  ];
}

/** One group for each port and set of methods, in the order in which the flows were declared. */
export function groupByPort<F extends PodFlow | OpenFlow>(flows: readonly F[]): [F, ...F[]][] {
  const groups = new Map<string, [F, ...F[]]>();
  for (const flow of flows) {
    const methods = flow.kind === 'pod' ? (flow.methods ?? []) : [];
    const key = [podPort(flow.to).number, ...methods].join(' ');
    addTo(groups, key, flow);
  }
  return [...groups.values()];
}
