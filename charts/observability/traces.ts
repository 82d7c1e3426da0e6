import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { AlloyConfig } from '../../lib/telemetry/alloy.ts';
import { otlpBatch, otlpExporter, otlpReceiver } from '../../lib/telemetry/components.ts';

/** Takes spans on a port of the agent and passes them on to Tempo in batches (seed 002, next steps: traces through Alloy). */
export function relayTraces(config: AlloyConfig, port: number, tempo: ServiceEndpoint): void {
  const store = otlpExporter(config, 'tempo', { endpoint: `${fqdn(tempo)}:${tempo.port.number}` });
  otlpReceiver(config, 'spans', { port, to: otlpBatch(config, 'spans', { to: store }) });
}
