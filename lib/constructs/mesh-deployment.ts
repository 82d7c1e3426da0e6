import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { MeshEndpoint } from './peer.ts';
import type { Port } from './port.ts';
import { ServedDeployment, type ServedDeploymentProps } from './served-deployment.ts';
import { MERGED_METRICS } from './workload.ts';

export interface MeshDeploymentProps extends ServedDeploymentProps {
  /**
   * Path at which the program tells its metrics on its own port: the sidecar's agent adds its own and tells both on 15020,
   * which the Service then leads to. @default it tells none
   */
  readonly metrics?: string | undefined;
}

/**
 * A program behind a Service, with a sidecar: Deployment, Service, account, and, where there are several pods, a budget
 * that lets a drain take one at a time. A new version replaces the old pod by pod; for canaries there is `BlogRollout`.
 */
export class MeshDeployment extends ServedDeployment {
  declare readonly server: MeshEndpoint;
  declare readonly inMesh: true;

  constructor(scope: Construct, id: string, { metrics, ...props }: MeshDeploymentProps) {
    const merged =
      metrics === undefined ? {} : { annotations: scraped(props.port, metrics), labels: { app: props.name }, further: [MERGED_METRICS] };
    super(scope, id, props, { inMesh: true, ...merged });
    refusePort(this.node.path, props.name, props.port);
  }
}

/** Read by the agent in the pod, which asks the program behind its sidecar. @see https://istio.io/v1.20/docs/ops/integrations/prometheus/#option-1-metrics-merging */
function scraped(port: Port, path: string): Record<string, string> {
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port.number), 'prometheus.io/path': path };
}

function refusePort(where: string, name: string, { protocol }: Port): void {
  if (protocol !== 'mysql') return;
  throw new InputError(
    where,
    `${name} speaks MySQL, where the server greets first: its sidecar would wait for the client, the client for the greeting, and every connection would time out (L-01)`,
    'Run it outside the mesh, as LonghornMysql does.',
  );
}
