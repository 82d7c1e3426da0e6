import type { Construct } from 'constructs';
import { chart, type Values } from '../../../imports/charts/kube-prometheus-stack-88.5.3.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { component } from '../component.ts';
import { PRIORITY } from '../recovery.ts';
import { WAVE } from '../waves.ts';
import { MONITORING, STACK } from './ends.ts';
import { grafanaValues } from './grafana.ts';
import { CHOSEN, SIZES } from './sizes.ts';
import { ALL_MONITORS, commonValues, SCRAPE_INTERVAL, storageSpec } from './stack-values.ts';
import { THANOS_BUCKET, THANOS_IMAGE } from './thanos-bucket.ts';

/** How long the management cluster keeps its own samples (seed 004, 10.2); Thanos has them longer. */
export const RETENTION = Duration.days(15);

/** Chosen, below the claim of 20Gi: local-path enforces no size, and the log needs room beside the blocks. */
const RETENTION_SIZE = '16GB';

/** Alerts of the chart about what kubeadm hides or what is not there. */
const ABSENT = ['etcd', 'kubeControllerManager', 'kubeProxy', 'kubeSchedulerAlerting', 'kubeSchedulerRecording'] as const;

/**
 * The full stack of the management cluster: Prometheus with Thanos' sidecar, which carries its blocks to the bucket,
 * Alertmanager and Grafana (seed 004, section 14). It writes to nobody: sidecar or remote write, not both.
 */
export function installPrometheusServer(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: STACK,
    chart,
    namespace: MONITORING,
    wave: WAVE.observability,
    recovery: 'P2', // for Grafana
    serverSideApply: true,
    values: {
      ...commonValues(),
      grafana: grafanaValues(target),
      alertmanager: {
        enabled: true,
        alertmanagerSpec: { replicas: 1, resources: CHOSEN.alertmanager.toJson(), priorityClassName: PRIORITY.P2 },
      },
      defaultRules: { create: true, rules: Object.fromEntries(ABSENT.map((group) => [group, false])) },
      prometheus: {
        agentMode: false,
        thanosService: { enabled: true }, // how Thanos Query finds the sidecar
        prometheusSpec: {
          ...ALL_MONITORS,
          ruleSelectorNilUsesHelmValues: false,
          scrapeInterval: SCRAPE_INTERVAL.text,
          externalLabels: { cluster: target.name },
          retention: `${RETENTION.seconds / 86_400}d`,
          retentionSize: RETENTION_SIZE,
          resources: SIZES.prometheus.toJson(),
          storageSpec: storageSpec(target, target.claim('prometheus')),
          priorityClassName: PRIORITY.P2,
          thanos: {
            image: THANOS_IMAGE.text,
            resources: CHOSEN.thanosSidecar.toJson(),
            objectStorageConfig: { existingSecret: { name: THANOS_BUCKET.secret, key: THANOS_BUCKET.key } },
          },
        },
      },
    } satisfies Values,
  });
}
