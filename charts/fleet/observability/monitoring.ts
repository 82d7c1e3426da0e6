import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ServiceMonitor } from '../../../imports/monitoring.coreos.com.ts';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { isManagement } from '../security/peers.ts';
import { inWave, WAVE } from '../waves.ts';
import { DASHBOARDS, dashboardFiles } from './dashboard.ts';
import { MONITORING } from './ends.ts';
import { grafanaLogin, grafanaPods } from './grafana.ts';
import { lokiPods } from './loki.ts';
import { stackPods } from './prometheus-pods.ts';
import { logAgentPods } from './promtail.ts';
import { THANOS_LABELS } from './thanos.ts';
import { thanosBucket } from './thanos-bucket.ts';
import { thanos } from './thanos-processes.ts';
import { placedInWave } from './wave.ts';

/** Metrics and logs of one cluster: what the charts run there, and on the management cluster Thanos and what it needs. */
export class MonitoringChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, MONITORING, { namespace: MONITORING, disableResourceNameHashes: true });
    if (cluster.switch('traces')) {
      throw new InputError(
        `${cluster.file} switches.traces`,
        'it is on, and no store of traces is installed: the worker of the management cluster has no memory left for one',
        'Leave it off, or give that worker more memory and add Tempo first.',
      );
    }
    stackPods(this, cluster);
    logAgentPods(this, cluster);
    if (isManagement(cluster)) {
      grafanaLogin(this);
      grafanaPods(this, cluster);
      lokiPods(this, cluster);
      thanos(this, cluster, thanosBucket(this));
      new ConfigData(this, 'Dashboards', { name: DASHBOARDS, namespace: MONITORING, data: dashboardFiles() });
      new ServiceMonitor(this, 'ThanosMonitor', {
        metadata: { name: 'thanos', namespace: MONITORING, annotations: inWave(WAVE.observability, { definedElsewhere: true }) },
        spec: { jobLabel: 'app', selector: { matchLabels: { ...THANOS_LABELS } }, endpoints: [{ port: 'http' }] },
      });
    }
    placedInWave(this, WAVE.observability);
  }
}
