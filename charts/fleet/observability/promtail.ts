import type { Construct } from 'constructs';
import { chart, type Values } from '../../../imports/charts/promtail-6.17.1.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { globalAddress, GLOBAL_SERVICES } from '../global-services.ts';
import { WAVE } from '../waves.ts';
import { allow } from './allow.ts';
import { logStoreFor, MONITORING, PROMTAIL, scraperOf } from './ends.ts';
import { SIZES } from './sizes.ts';

/** Where it remembers how far it read each file: a folder of the node that outlives the pod and a restart of the node. */
const POSITIONS_FOLDER = '/var/lib/promtail';

/** Where the kubelet keeps the lines of containers. */
const LOGS_FOLDER = '/var/log/pods';

const METRICS = 3101;

/**
 * Sends the lines of every container of the node to Loki (seed 004, section 14). Behind this one function, because Promtail
 * itself is at its end (D24): a successor takes the same lines to the same address.
 */
export function installLogAgent(scope: Construct, target: Cluster): void {
  const installed = component(scope, target, {
    name: 'promtail',
    chart,
    namespace: MONITORING,
    wave: WAVE.observability,
    values: {
      resources: SIZES.promtail.toJson(),
      configmap: { enabled: true }, // there is nothing secret in it
      config: {
        clients: [
          {
            url: `http://${globalAddress(GLOBAL_SERVICES.loki)}/loki/api/v1/push`,
            external_labels: { cluster: target.name },
            backoff_config: { min_period: '500ms', max_period: '5m', max_retries: 0 }, // 0 tries for ever; by default lines are dropped after 8.5 minutes
          },
        ],
        positions: { filename: `${POSITIONS_FOLDER}/positions.yaml` },
      },
      ...folders({ positions: POSITIONS_FOLDER, pods: LOGS_FOLDER }),
      serviceMonitor: { enabled: true },
    },
  });
  allow(installed, {
    'helm-chart-maintained':
      'Promtail is what seed 004 asks for, at its end or not (D24); one file holds all of it, so that a successor can replace it',
  });
}

/** Folders of the node, at the same paths in the pod; all but the first are read only. In place of the chart's, which begin in `/run`. */
function folders(paths: { readonly positions: string; readonly pods: string }): Pick<Values, 'defaultVolumes' | 'defaultVolumeMounts'> {
  const all = Object.entries(paths);
  return {
    defaultVolumes: all.map(([name, path]) => ({
      name,
      hostPath: { path, type: name === 'positions' ? 'DirectoryOrCreate' : 'Directory' },
    })),
    defaultVolumeMounts: all.map(([name, mountPath]) => ({ name, mountPath, ...(name === 'positions' ? {} : { readOnly: true }) })),
  };
}

/** One pod on every node. */
export function logAgentPods(scope: Construct, cluster: Cluster): void {
  new ProvidedWorkload(scope, 'Promtail', {
    ...PROMTAIL,
    service: 'promtail-metrics',
    ports: { http: { port: Port.http(METRICS, 'metrics') } },
    pods: { image: `docker.io/grafana/promtail:${chart.appVersion}`, requests: SIZES.promtail.toJson().requests, everyNode: true },
  })
    .connectsToApiServer()
    .connectsTo(logStoreFor(cluster))
    .acceptsFrom(scraperOf(cluster), 'http');
}
