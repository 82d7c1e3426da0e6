import { releasesOf } from '../hosts/releases.ts';
import { at, numberAt } from '../read.ts';
import type { World } from '../world.ts';

interface OnNodes {
  /** Values of the part, below those of the chart. */
  readonly values: string;
  readonly what: string;
  /** Switches that take it away or off the network of the node. */
  readonly off: readonly string[];
  /** Where values set the port; its default otherwise. */
  readonly port: string;
  readonly usual: number;
}

const EXPORTER = { what: 'the node exporter', port: 'service.targetPort', usual: 9100 } as const;

/** Parts of charts that run on every node, on its own network. */
const CHARTS: Readonly<Record<string, readonly OnNodes[]>> = {
  /** @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-node-exporter/values.yaml */
  'kube-prometheus-stack': [
    { ...EXPORTER, values: 'prometheus-node-exporter', off: ['nodeExporter.enabled', 'prometheus-node-exporter.hostNetwork'] },
  ],
  prometheus: [
    { ...EXPORTER, values: 'prometheus-node-exporter', off: ['prometheus-node-exporter.enabled', 'prometheus-node-exporter.hostNetwork'] },
  ],
  'prometheus-node-exporter': [{ ...EXPORTER, values: '', off: ['hostNetwork'] }],
  /** @see https://github.com/metallb/metallb/blob/v0.14.9/charts/metallb/values.yaml */
  metallb: [
    { values: '', what: 'the speaker of MetalLB', off: ['speaker.enabled'], port: 'prometheus.metricsPort', usual: 7472 },
    {
      values: '',
      what: 'the speaker of MetalLB',
      off: ['speaker.enabled', 'speaker.memberlist.enabled'],
      port: 'speaker.memberlist.mlBindPort',
      usual: 7946,
    },
  ],
  /** @see https://docs.cilium.io/en/v1.16/operations/system_requirements/#firewall-rules */
  cilium: [
    { values: '', what: 'the agent of Cilium', off: ['healthChecking'], port: 'none', usual: 4240 },
    { values: '', what: 'the agent of Cilium', off: ['hubble.enabled'], port: 'hubble.listenPort', usual: 4244 },
  ],
};

/** Ports of every node that DaemonSets of charts take, with the part that does. */
export function chartHostPorts(world: World): ReadonlyMap<number, string> {
  return world.once('host ports of charts', () => {
    const found = new Map<number, string>();
    for (const { chart, name, values, open } of releasesOf(world)) {
      for (const part of open === true ? [] : (CHARTS[chart] ?? [])) {
        if (part.off.some((each) => at(values, each) === false)) continue;
        const own = part.values === '' ? values : at(values, part.values);
        found.set(numberAt(own, part.port) ?? part.usual, `${part.what} of release ${name}`);
      }
    }
    return found;
  });
}
