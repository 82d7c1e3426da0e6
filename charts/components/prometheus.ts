import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/prometheus-25.30.2.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { alertFile, recordingFile } from '../../lib/metrics/rules.ts';
import { type ScrapeJob, scrapeConfig } from '../../lib/metrics/scrape-job.ts';
import { Duration } from '../../lib/values/duration.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { ALERT_RULES } from '../observability/alerts.ts';
import { SCRAPE_INTERVAL } from '../observability/jobs.ts';
import { RECORDING_RULES } from '../observability/recording-rules.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';

/** seed 002, Prometheus. */
const RESOURCES = Resources.of({ requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1000m', memory: '2Gi' } });
/** Chosen: reads the configuration anew when it changes; a new pod instead would start without history. */
const RELOADER = Resources.of({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '50m', memory: '64Mi' } });
/** How long metrics are kept (seed 002, monitoring; L-04). */
export const METRICS_RETENTION = Duration.days(15);
/** Where the LAN finds Prometheus on every node (seed 002, Services). */
const NODE_PORT = 30090;
const namespace = NAMESPACES.monitoring.name;

/** Cilium's operator and proxies run in the nodes' network, and the chart annotates both for scraping. */
const CILIUM_METRICS = { operator: 9963, envoy: 9964 } as const;

/** Prometheus' pods, and its Service: what others scrape for, push to and ask. */
export function prometheusPods(scope: Construct): ProvidedWorkload<'http'> {
  const pods = new ProvidedWorkload<'http'>(scope, 'PrometheusPods', {
    name: 'prometheus',
    namespace,
    service: 'prometheus',
    podLabels: {
      'app.kubernetes.io/name': 'prometheus',
      'app.kubernetes.io/instance': 'prometheus',
      'app.kubernetes.io/component': 'server',
    },
    ports: { http: { port: Port.http(9090) } },
    pods: { image: `quay.io/prometheus/prometheus:${chart.appVersion}`, requests: { cpu: '510m', memory: '1056Mi' } }, // with the reloader
  });
  return pods
    .acceptsFrom('outside', 'http') // the LAN, by the node port
    .connectsToApiServer() // which pods there are, and the kubelets, which it asks through there
    .connectsToNodes(CILIUM_METRICS.operator)
    .connectsToNodes(CILIUM_METRICS.envoy);
}

export interface PrometheusProps {
  readonly pods: ProvidedWorkload<'http'>;
  readonly jobs: readonly ScrapeJob[];
  readonly alertmanager: ServiceEndpoint;
}

/**
 * Prometheus alone: no Pushgateway, no node-exporter (L-16), and Alertmanager and kube-state-metrics as components of
 * their own. No volume claim, because the cluster has one volume in use (seed 002, storage): a new pod starts empty.
 */
export function installPrometheus(
  scope: Construct,
  cluster: Cluster,
  { pods, jobs, alertmanager }: PrometheusProps,
): HelmComponent<object> {
  pods.connectsTo(alertmanager);
  return new HelmComponent(scope, 'Prometheus', {
    release: 'prometheus',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsStores,
    line: lineOf(cluster, 'prometheus'),
    kinds: {
      cluster: CLUSTER_RBAC,
      namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }],
    },
    values: {
      alertmanager: { enabled: false },
      'kube-state-metrics': { enabled: false },
      'prometheus-node-exporter': { enabled: false },
      'prometheus-pushgateway': { enabled: false },
      configmapReload: { prometheus: { resources: RELOADER.toJson(), containerSecurityContext: CONTAINER_SECURITY } },
      server: {
        fullnameOverride: 'prometheus', // the Service's name, which is prometheus-server by default
        replicaCount: 1,
        retention: `${METRICS_RETENTION.seconds / 86_400}d`,
        // Before the node's disk suffers: the oldest blocks go, and past the limit the kubelet stops the pod (L-14).
        retentionSize: '10GB',
        emptyDir: { sizeLimit: '14Gi' },
        persistentVolume: { enabled: false },
        resources: RESOURCES.toJson(),
        global: { scrape_interval: SCRAPE_INTERVAL.text, scrape_timeout: '10s', evaluation_interval: SCRAPE_INTERVAL.text },
        extraFlags: ['web.enable-lifecycle', 'web.enable-remote-write-receiver'], // Alloy pushes the metrics of the machines
        enableServiceLinks: false,
        service: { type: 'NodePort', servicePort: 9090, nodePort: NODE_PORT },
        alertmanagers: [{ static_configs: [{ targets: [`${fqdn(alertmanager)}:${alertmanager.port.number}`] }] }],
        securityContext: {
          runAsUser: 65534,
          runAsNonRoot: true,
          runAsGroup: 65534,
          fsGroup: 65534,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containerSecurityContext: CONTAINER_SECURITY,
      },
      serverFiles: {
        'recording_rules.yml': { ...recordingFile(cluster.name, RECORDING_RULES) },
        'alerting_rules.yml': { ...alertFile(cluster.name, ALERT_RULES) },
        'prometheus.yml': {
          rule_files: ['/etc/config/recording_rules.yml', '/etc/config/alerting_rules.yml'],
          scrape_configs: jobs.map(scrapeConfig), // takes the place of the chart's own jobs, whose names and intervals differ
        },
      },
    },
  });
}

const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
