import { at, fields, items } from '../read.ts';
import { on, type Given, type WrongSetting } from './setting.ts';

/** A part that its chart leaves off, and settings that nobody writes unless they want the part; `=true` for one that must be on. */
type Switch = readonly [part: string, ...settings: readonly string[]];

function INGRESS(part: string): Switch {
  return [`${part}.enabled`, `${part}.hosts`, `${part}.hostname`];
}

const GRAFANA: readonly Switch[] = [
  ['persistence.enabled', 'persistence.size', 'persistence.existingClaim'],
  ['ingress.enabled', 'ingress.hosts'],
  ['autoscaling.enabled', 'autoscaling.maxReplicas'],
  ['imageRenderer.enabled', 'imageRenderer.env', 'imageRenderer.replicas'],
];

/** By chart, from its own values.yaml: what is off unless somebody switches it on. */
const SWITCHES: Readonly<Record<string, readonly Switch[]>> = {
  'argo-cd': [
    INGRESS('server.ingress'),
    ['server.certificate.enabled', 'server.certificate.domain', 'server.certificate.issuer.name'],
    ['server.autoscaling.enabled', 'server.autoscaling.maxReplicas'],
    ['server.httproute.enabled', 'server.httproute.parentRefs'],
    ['controller.metrics.enabled', 'controller.metrics.serviceMonitor.enabled=true'],
    ['server.metrics.enabled', 'server.metrics.serviceMonitor.enabled=true'],
    ['repoServer.metrics.enabled', 'repoServer.metrics.serviceMonitor.enabled=true'],
  ],
  'cert-manager': [['prometheus.servicemonitor.enabled', 'prometheus.servicemonitor.labels', 'prometheus.servicemonitor.interval']],
  cilium: [
    ['encryption.enabled', 'encryption.type', 'encryption.nodeEncryption=true'],
    ['clustermesh.useAPIServer', 'clustermesh.apiserver.service', 'clustermesh.apiserver.replicas'],
    ['clustermesh.config.enabled', 'clustermesh.config.clusters'],
    ['ingressController.enabled', 'ingressController.loadbalancerMode', 'ingressController.default=true'],
    ['gatewayAPI.enabled', 'gatewayAPI.hostNetwork.enabled=true', 'gatewayAPI.enableAlpn=true'],
    ['l2announcements.enabled', 'l2announcements.leaseDuration', 'l2announcements.leaseRenewDeadline'],
    ['bandwidthManager.enabled', 'bandwidthManager.bbr=true'],
    ['hubble.ui.enabled', 'hubble.ui.ingress.enabled=true', 'hubble.ui.replicas'],
    ['prometheus.enabled', 'prometheus.serviceMonitor.enabled=true'],
  ],
  falco: [
    ['falcosidekick.enabled', 'falcosidekick.config', 'falcosidekick.webui.enabled=true'],
    ['metrics.enabled', 'metrics.interval'],
  ],
  grafana: GRAFANA,
  'ingress-nginx': [
    ['controller.metrics.enabled', 'controller.metrics.serviceMonitor.enabled=true'],
    ['controller.autoscaling.enabled', 'controller.autoscaling.maxReplicas'],
  ],
  'kube-prometheus-stack': [
    ...GRAFANA.map(([part, ...settings]): Switch => [`grafana.${part}`, ...settings.map((each) => `grafana.${each}`)]),
    INGRESS('prometheus.ingress'),
    INGRESS('alertmanager.ingress'),
    ['thanosRuler.enabled', 'thanosRuler.thanosRulerSpec'],
  ],
  loki: [
    ['minio.enabled', 'minio.persistence', 'minio.rootUser'],
    ['ingress.enabled', 'ingress.hosts'],
  ],
  minio: [
    INGRESS('ingress'),
    INGRESS('consoleIngress'),
    ['tls.enabled', 'tls.certSecret'],
    ['oidc.enabled', 'oidc.configUrl'],
    ['metrics.serviceMonitor.enabled', 'metrics.serviceMonitor.additionalLabels'],
  ],
  'opentelemetry-collector': [
    ['ingress.enabled', 'ingress.hosts'],
    ['autoscaling.enabled', 'autoscaling.maxReplicas'],
    ['serviceMonitor.enabled', 'serviceMonitor.extraLabels', 'serviceMonitor.metricsEndpoints'],
  ],
  tempo: [
    ['persistence.enabled', 'persistence.size', 'persistence.storageClassName'],
    ['tempo.metricsGenerator.enabled', 'tempo.metricsGenerator.remoteWriteUrl'],
  ],
  vault: [
    ['server.auditStorage.enabled', 'server.auditStorage.size', 'server.auditStorage.storageClass'],
    ['server.ha.enabled', 'server.ha.replicas', 'server.ha.raft.enabled=true', 'server.ha.raft.config', 'server.ha.config'],
    ['server.ingress.enabled', 'server.ingress.hosts'],
    ['serverTelemetry.serviceMonitor.enabled', 'serverTelemetry.serviceMonitor.selectors'],
    ['ui.enabled', 'ui.serviceType'],
  ],
  velero: [
    ['deployNodeAgent', 'nodeAgent.resources', 'nodeAgent.podVolumePath', 'nodeAgent.tolerations'],
    ['metrics.serviceMonitor.enabled', 'metrics.serviceMonitor.additionalLabels'],
  ],
};

/** Parts that the values set up and do not switch on. Whoever writes `enabled: false` beside the settings has decided so. */
export function* switches({ chart, values }: Given): Iterable<WrongSetting> {
  for (const [part, ...settings] of SWITCHES[chart] ?? []) {
    if (at(values, part) !== undefined) continue;
    const set = settings.find((each) => isSet(values, each));
    const above = part.replace(/\.?[^.]+$/, '');
    // What stands above may be off as a whole, or handed over as something else than a map.
    if (set === undefined || isOffAbove(values, above)) continue;
    yield {
      path: set.replace(/=true$/, ''),
      severity: 'warning',
      message: `${set.replace(/=true$/, '')} is set, and ${part}, which is off by default, is left out`,
      why: 'The chart reads nothing below a part that is off: the setting looks done and has no effect.',
      fix: `Set ${part}: true, or remove the settings of the part.`,
    };
  }
}

function isSet(values: unknown, setting: string): boolean {
  if (setting.endsWith('=true')) return on(values, setting.slice(0, -5));
  const value = at(values, setting);
  if (typeof value === 'object' && value !== null) return items(value).length > 0 || Object.keys(fields(value)).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}

function isOffAbove(values: unknown, above: string): boolean {
  const names = above === '' ? [] : above.split('.');
  return names.some((_, index) => at(values, `${names.slice(0, index + 1).join('.')}.enabled`) === false);
}
