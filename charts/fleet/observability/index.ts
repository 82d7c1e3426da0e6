import type { App } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import type { Area } from '../area.ts';
import { isManagement } from '../security/peers.ts';
import { AlertsChart } from './alerts.ts';
import { AppChart } from './app.ts';
import { installDefinitions } from './definitions.ts';
import { installK8sGpt, K8sGptChart } from './k8sgpt.ts';
import { installLoki } from './loki.ts';
import { installMetricsServer } from './metrics-server.ts';
import { MonitoringChart } from './monitoring.ts';
import { installPrometheusAgent } from './prometheus-agent.ts';
import { installPrometheusServer } from './prometheus-server.ts';
import { installLogAgent } from './promtail.ts';
import { SizingChart } from './sizing.ts';
import { installVerticalPodAutoscaler } from './vertical-pod-autoscaler.ts';

/** What is measured, and what is made of it: metrics, logs, alerts, sizes; and the workloads that all of it is for. */
export const OBSERVABILITY: Area = {
  applications(scope: Construct, target: Cluster): void {
    installDefinitions(scope, target);
    installLogAgent(scope, target);
    installMetricsServer(scope, target);
    installVerticalPodAutoscaler(scope, target);
    if (!isManagement(target)) {
      installPrometheusAgent(scope, target);
      return;
    }
    installPrometheusServer(scope, target);
    installLoki(scope, target);
    installK8sGpt(scope, target);
  },
  objects(app: App, cluster: Cluster): void {
    new MonitoringChart(app, cluster);
    new SizingChart(app, cluster);
    if (!isManagement(cluster)) {
      new AppChart(app, cluster);
      return;
    }
    new AlertsChart(app, cluster);
    new K8sGptChart(app, cluster);
  },
};
