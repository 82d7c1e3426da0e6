import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/kube-prometheus-stack-88.5.3.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { globalAddress, GLOBAL_SERVICES } from '../global-services.ts';
import { WAVE } from '../waves.ts';
import { MONITORING, STACK } from './ends.ts';
import { SIZES } from './sizes.ts';
import { ALL_MONITORS, commonValues, SCRAPE_INTERVAL, storageSpec } from './stack-values.ts';

/**
 * How much waits in memory for the receiver; the rest waits in the write-ahead log. 10000 samples in each of 10 queues are
 * about 49 MiB: with the 50 queues of the guide the agent would be killed while the receiver is away (seed 004, L14).
 */
const QUEUE = { capacity: 10_000, maxShards: 10, minBackoff: '1s', maxBackoff: '5m' } as const;

/**
 * Prometheus as an agent: scrapes, keeps what it read in a log on a claim, and sends it on (seed 004, ADR-006). No rules, no
 * Alertmanager, no Grafana. How long the log holds is Prometheus' own figure, 4 h: it is not set here on purpose (C2).
 */
export function installPrometheusAgent(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: STACK,
    chart,
    namespace: MONITORING,
    wave: WAVE.observability,
    serverSideApply: true,
    values: {
      ...commonValues(),
      alertmanager: { enabled: false },
      grafana: { enabled: false },
      defaultRules: { create: false },
      kubeApiServer: { enabled: false }, // most of all series, for an agent of 256Mi
      prometheus: {
        agentMode: true,
        prometheusSpec: {
          ...ALL_MONITORS,
          scrapeInterval: SCRAPE_INTERVAL.text,
          externalLabels: { cluster: target.name },
          resources: SIZES.prometheusAgent.toJson(),
          storageSpec: storageSpec(target, target.claim('prometheus-agent')),
          remoteWrite: [{ url: `http://${globalAddress(GLOBAL_SERVICES.thanosReceive)}/api/v1/receive`, queueConfig: QUEUE }],
        },
      },
    },
  });
}
