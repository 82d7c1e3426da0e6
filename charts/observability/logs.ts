import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { type AlloyConfig, Expression } from '../../lib/telemetry/alloy.ts';
import { discoverPods, localFileMatch, lokiProcessCri, lokiSourceFile, lokiWrite, relabel } from '../../lib/telemetry/components.ts';
import { NAMESPACES } from '../namespaces.ts';

/** Pods whose logs are kept: by namespace, of all or of some values of the label `app`. */
export type LogSources = Readonly<Record<string, 'all' | readonly string[]>>;

/** Log sources (seed 002, Loki and Alloy). */
export const LOG_SOURCES: LogSources = {
  [NAMESPACES.blog.name]: ['web', 'was', 'mysql'],
  [NAMESPACES.argocd.name]: 'all',
  [NAMESPACES.monitoring.name]: 'all',
};

const NAMESPACE = '__meta_kubernetes_namespace';
const APP = '__meta_kubernetes_pod_label_app';

/** Reads the pods' log files of one node and sends their lines to Loki, as streams of one container each. */
export function collectLogs(config: AlloyConfig, loki: ServiceEndpoint): void {
  const store = lokiWrite(config, 'loki', { url: `http://${fqdn(loki)}:${loki.port.number}/loki/api/v1/push` });
  // The file's name holds the pod's and the container's, which are labels already: with it each restart were a new stream.
  const lines = lokiProcessCri(config, 'lines', { dropLabels: ['filename'], to: store });
  const pods = discoverPods(config, 'node', { node: Expression.env('HOSTNAME'), namespaces: Object.keys(LOG_SOURCES) });
  const containers = relabel(config, 'containers', {
    targets: pods,
    rules: [
      { from: [NAMESPACE, APP], separator: '/', regex: pattern(LOG_SOURCES), action: 'keep' },
      { from: [NAMESPACE], to: 'namespace' },
      { from: ['__meta_kubernetes_pod_name'], to: 'pod' },
      { from: ['__meta_kubernetes_pod_container_name'], to: 'container' },
      { from: [APP, '__meta_kubernetes_pod_label_app_kubernetes_io_name'], separator: ';', regex: ';*([^;]+).*', to: 'app' },
      {
        from: ['__meta_kubernetes_pod_uid', '__meta_kubernetes_pod_container_name'],
        separator: '/',
        to: '__path__',
        replacement: '/var/log/pods/*$1/*.log',
      },
    ],
  });
  lokiSourceFile(config, 'containers', { targets: localFileMatch(config, 'containers', { targets: containers }), to: lines });
}

/** `blog-system/(web|was)|argocd/.*`: names of Kubernetes have no character that a regular expression reads otherwise, apart from the dot. */
export function pattern(sources: LogSources): string {
  const escaped = (name: string): string => name.replaceAll('.', '\\.');
  return Object.entries(sources)
    .map(([namespace, apps]) => `${escaped(namespace)}/${apps === 'all' ? '.*' : `(${apps.map(escaped).join('|')})`}`)
    .join('|');
}
