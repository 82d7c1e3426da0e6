import type { Construct } from 'constructs';
import type { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { Endpoint, ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { installAlloy } from '../components/alloy.ts';
import { installGrafana } from '../components/grafana.ts';
import { installKiali } from '../components/kiali.ts';
import { installLoki } from '../components/loki.ts';
import { installTempo, TempoService } from '../components/tempo.ts';
import { DashboardsConfigMap } from './dashboards/config-map.ts';

/** Logs, traces, and where people look at them. */
export interface Telemetry {
  readonly components: readonly HelmComponent<object>[];
  /** Where workloads send spans, by OTLP over gRPC: Tempo, or the agent once traces go through it. */
  readonly traces: ServiceEndpoint;
  readonly loki: ServiceEndpoint;
  readonly grafana: ServiceEndpoint;
  readonly kiali: ServiceEndpoint;
  /** Adds what no chart makes to the chart of namespace `monitoring`: Tempo's Service, and the dashboards. */
  addTo(monitoring: Construct): void;
}

export interface Neighbours {
  /** Answers queries, and takes what is pushed. */
  readonly prometheus: ServiceEndpoint;
  /** Tells how the mesh stands. */
  readonly istiod: Endpoint;
}

/** Stores, the agent, and the user interfaces (seed 002, namespace monitoring). */
export function installTelemetry(scope: Construct, cluster: Cluster, { prometheus, istiod }: Neighbours): Telemetry {
  const loki = installLoki(scope, cluster);
  const tempo = installTempo(scope, cluster);
  const alloy = installAlloy(scope, cluster, { prometheus, loki: loki.http, traces: tempo.otlp });
  const grafana = installGrafana(scope, cluster, { prometheus, loki: loki.http, tempo: tempo.query });
  const kiali = installKiali(scope, cluster, { prometheus, tempo: tempo.query, istiod });
  return {
    components: [loki, tempo, alloy, grafana, kiali].map(({ component }) => component),
    traces: alloy.otlp ?? tempo.otlp,
    loki: loki.http,
    grafana: grafana.http,
    kiali: kiali.http,
    addTo(monitoring) {
      new TempoService(monitoring, 'Tempo');
      new DashboardsConfigMap(monitoring, 'Dashboards', cluster);
    },
  };
}
