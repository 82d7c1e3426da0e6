import { Flows } from '../../lib/constructs/flow.ts';
import { addressOf } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { aPeer, told } from '../../lib/constructs/testing.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { type Synthesis, synthesize } from '../../lib/synth/synthesize.ts';
import { ArgoCdChart } from '../argocd.ts';
import { prometheusPods } from '../components/prometheus.ts';
import { MonitoringChart } from '../monitoring.ts';
import { homelab } from '../testing.ts';
import { WAVE } from '../waves.ts';
import { installTelemetry } from './install-telemetry.ts';

const ISTIOD = { peer: aPeer('istiod', 'istio-system'), port: Port.http(15014) };

/** Logs, traces and their user interfaces alone, with Prometheus as a neighbour. */
export interface MadeTelemetry extends Synthesis {
  /** `alloy → loki-stack:3100`, as the components declared them. */
  readonly flows: readonly string[];
  /** Where workloads send spans. */
  readonly traces: string;
}

export function madeTelemetry(cluster: Cluster = homelab()): MadeTelemetry {
  let flows: readonly string[] = [];
  let traces = '';
  const synthesis = synthesize(cluster, (app) => {
    const argocd = new ArgoCdChart(app, cluster);
    const monitoring = new MonitoringChart(app);
    const telemetry = installTelemetry(argocd, cluster, { prometheus: prometheusPods(argocd).serviceEndpoint('http'), istiod: ISTIOD });
    telemetry.addTo(monitoring);
    argocd.deliver([{ chart: monitoring, project: 'platform', wave: WAVE.monitoring }], telemetry.components);
    flows = Flows.of(app).all.map(told);
    traces = addressOf(telemetry.traces);
  });
  return { ...synthesis, flows, traces };
}
