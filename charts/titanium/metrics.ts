import type { MeshDeployment } from '../../lib/constructs/mesh-deployment.ts';
import { MERGED_METRICS } from '../../lib/constructs/workload.ts';

/** Where each of the four services tells its own metrics, on its own port (seed 003, section 6). */
export const METRICS_PATH = '/metrics';

/**
 * How their metrics are read under STRICT mutual TLS: Istio's agent in each pod asks the program and tells its metrics with
 * the sidecar's on a port that the sidecar does not guard (seed 003, section 14). Services lead to it by this name.
 */
export const MERGED = { port: MERGED_METRICS, path: '/stats/prometheus' } as const;

/** One of the services that tell metrics, as monitors and alerts name it. */
export interface MeasuredService {
  /** Its logical name, `user-service`: value of the label `app` of its pods and its Service. */
  readonly name: string;
  /** Name of its Service, which is the job under which Prometheus keeps its metrics. */
  readonly service: string;
  /** Labels of its Service. */
  readonly labels: Readonly<Record<string, string>>;
  /** The pods, and the port that calls go to. */
  readonly workload: MeshDeployment;
}

/** What monitors need to know of a service. */
export function measured(workload: MeshDeployment): MeasuredService {
  return { name: workload.name, service: workload.server.service, labels: workload.podLabels, workload };
}
