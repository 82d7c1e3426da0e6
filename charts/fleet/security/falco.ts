import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/falco-9.1.0.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { labels } from './peers.ts';

const FALCO = 'falco';

/** Chosen: half of the chart's own, for nodes with two cores. */
const RESOURCES = sized('50m/256Mi', '500m/768Mi');

/**
 * The image and the chart each have the plugin for containers loaded, and Falco ends when it is loaded twice. Where falcoctl
 * is off nothing else lies over the image's folder; later charts do the same.
 * @see https://github.com/falcosecurity/charts/issues/1057
 */
const HIDE_IMAGE_CONFIG = {
  volumes: [{ name: 'no-image-config', emptyDir: {} }],
  volumeMounts: [{ name: 'no-image-config', mountPath: '/etc/falco/config.d' }],
};

/** Sees what happens inside containers and says it on its output, which Promtail carries to Loki (seed 004, 11.4). */
export function installFalco(scope: Construct, target: Cluster): void {
  const off = { enabled: false };
  component(scope, target, {
    name: 'falco',
    chart,
    namespace: FALCO,
    wave: WAVE.policyEngine,
    values: {
      controller: { kind: 'daemonset' },
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
      driver: { enabled: true, kind: 'modern_ebpf' }, // works on arm64, without headers of the kernel
      resources: RESOURCES,
      // Every node runs containerd.
      collectors: { containerEngine: { engines: { docker: off, podman: off, lxc: off, libvirt_lxc: off, bpm: off } } },
      // Rules and plugin are those of the image: a pod that restarts needs nothing from outside (seed 004, 15.2).
      falcoctl: { artifact: { install: off, follow: off } },
      mounts: HIDE_IMAGE_CONFIG,
      falco: { json_output: true, stdout_output: { enabled: true } },
    },
  });
}

/** What the chart runs: it calls nobody. */
export function falcoPods(scope: Construct): void {
  new ProvidedWorkload(scope, 'Falco', {
    name: FALCO,
    namespace: FALCO,
    podLabels: labels(FALCO, FALCO),
    ports: {},
    pods: { image: `falcosecurity/falco:${chart.appVersion}`, requests: RESOURCES.requests, everyNode: true },
  });
}
