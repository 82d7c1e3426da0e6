import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { AlloyConfig } from '../../lib/telemetry/alloy.ts';
import { remoteWrite, scrape, unixExporter } from '../../lib/telemetry/components.ts';
import { SCRAPE_INTERVAL } from './jobs.ts';

/** Where the agent's pods see the machine. */
export const HOST = { procfs: '/host/proc', sysfs: '/host/sys', rootfs: '/host/root' } as const;

/**
 * Collectors that read the network of their own process, which in a pod is the pod's and not the machine's. What a
 * machine sends and receives, cAdvisor tells (`id="/"`).
 */
const OF_THE_POD = ['arp', 'conntrack', 'netdev', 'netstat', 'sockstat', 'softnet', 'udp_queues'];

/** Measures the machine, and pushes it: nobody can scrape a part of the agent (seed 002, exporters). */
export function measureNode(config: AlloyConfig, prometheus: ServiceEndpoint): void {
  const store = remoteWrite(config, 'prometheus', { url: `http://${fqdn(prometheus)}:${prometheus.port.number}/api/v1/write` });
  const machine = unixExporter(config, 'node', { ...HOST, without: OF_THE_POD });
  scrape(config, 'node', { targets: machine, interval: SCRAPE_INTERVAL, to: store });
}
