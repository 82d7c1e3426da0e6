import { Quantity } from '../../../lib/values/quantity.ts';
import { type ResourceBounds, Resources } from '../../../lib/values/resources.ts';

/** seed 004, section 18; the row of Thanos holds for each process (D14). */
export const SIZES = {
  vault: size({ cpu: '100m', memory: '256Mi' }, { cpu: '500m', memory: '512Mi' }),
  prometheus: size({ cpu: '200m', memory: '512Mi' }, { cpu: '1000m', memory: '2Gi' }),
  thanos: size({ cpu: '100m', memory: '256Mi' }, { cpu: '500m', memory: '1Gi' }),
  loki: size({ cpu: '100m', memory: '256Mi' }, { cpu: '500m', memory: '1Gi' }),
  grafana: size({ cpu: '100m', memory: '128Mi' }, { cpu: '500m', memory: '512Mi' }),
  prometheusAgent: size({ cpu: '50m', memory: '128Mi' }, { cpu: '200m', memory: '256Mi' }),
  promtail: size({ cpu: '50m', memory: '64Mi' }, { cpu: '100m', memory: '128Mi' }),
} as const;

/**
 * Chosen, for what has no row: small requests, because the one worker of the management cluster has 6 GB and 2 cores for
 * everything, and limits that leave room for a bad hour.
 */
export const CHOSEN = {
  /** Works for minutes at a time, after which its memory is free again. */
  thanosCompact: size({ cpu: '5m', memory: '48Mi' }, { cpu: '500m', memory: '1Gi' }),
  /** Evaluates a few rules a minute; the work is done by the processes that it asks. */
  thanosRule: size({ cpu: '5m', memory: '32Mi' }, { cpu: '200m', memory: '256Mi' }),
  thanosSidecar: size({ cpu: '5m', memory: '32Mi' }, { cpu: '200m', memory: '256Mi' }),
  alertmanager: size({ cpu: '5m', memory: '32Mi' }, { cpu: '100m', memory: '128Mi' }),
  /** Watches files beside Prometheus and Alertmanager. */
  configReloader: size({ cpu: '5m', memory: '16Mi' }, { cpu: '50m', memory: '64Mi' }),
  prometheusOperator: size({ cpu: '5m', memory: '48Mi' }, { cpu: '200m', memory: '192Mi' }),
  kubeStateMetrics: size({ cpu: '5m', memory: '32Mi' }, { cpu: '100m', memory: '128Mi' }),
  nodeExporter: size({ cpu: '5m', memory: '20Mi' }, { cpu: '200m', memory: '64Mi' }),
  metricsServer: size({ cpu: '10m', memory: '40Mi' }, { cpu: '200m', memory: '192Mi' }),
  vpaProcess: size({ cpu: '5m', memory: '32Mi' }, { cpu: '200m', memory: '256Mi' }),
  /** A Job that makes a certificate and ends. */
  certificateJob: size({ cpu: '5m', memory: '32Mi' }, { cpu: '100m', memory: '64Mi' }),
  k8sgptOperator: size({ cpu: '5m', memory: '32Mi' }, { cpu: '200m', memory: '192Mi' }),
  k8sgptProxy: size({ cpu: '5m', memory: '16Mi' }, { cpu: '100m', memory: '64Mi' }),
  k8sgpt: size({ cpu: '5m', memory: '32Mi' }, { cpu: '500m', memory: '256Mi' }),
  podinfo: size({ cpu: '50m', memory: '32Mi' }, { cpu: '200m', memory: '64Mi' }),
} as const;

/**
 * Most memory that the autoscaler may give, as a part of the requests. Chosen: on a cluster with one worker all of them
 * together must still find room on it, or the pod that was replaced to give it more would wait for a place.
 */
const GROWTH = 1.25;

/**
 * Most that a container may be given: a quarter more memory than it asks for, and never more than it may use. No more CPU:
 * the two cores of the management cluster's worker are promised already, and what is idle goes to whoever needs it.
 */
export function mostOf({ requests, limits }: Resources): { readonly cpu: Quantity; readonly memory: Quantity } {
  const grown = Quantity.parse(`${Math.floor((requests.memory.toNumber() / MEBIBYTE) * GROWTH)}Mi`);
  return { cpu: requests.cpu, memory: grown.compare(limits.memory) <= 0 ? grown : limits.memory };
}

const MEBIBYTE = 1024 ** 2;

function size(requests: ResourceBounds, limits: ResourceBounds): Resources {
  return Resources.of({ requests, limits });
}
