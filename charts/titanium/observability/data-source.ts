import { KubeConfigMap } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { dump } from 'js-yaml';
import type { ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { MONITORING } from '../namespaces.ts';

/** By which label and value Grafana's sidecar finds sources (seed 003, metrics). */
export const DATA_SOURCE_LABEL = { label: 'grafana_datasource', labelValue: '1' } as const;
/** What dashboards call the source that the stack brings. */
export const PROMETHEUS_UID = 'prometheus';
/** Most lines of one answer (seed 003, metrics). */
const MAX_LINES = 1000;

/** Loki as a source of Grafana (seed 003, metrics): its sidecar reads the ConfigMap, no pod mounts it. */
export function lokiDataSource(scope: Construct, loki: ServiceEndpoint): void {
  const file = {
    apiVersion: 1,
    datasources: [
      {
        name: 'Loki',
        type: 'loki',
        uid: 'loki',
        access: 'proxy',
        url: `http://${loki.service}:${loki.port.number}`, // Grafana runs in its namespace
        editable: false,
        jsonData: { maxLines: MAX_LINES },
      },
    ],
  };
  new KubeConfigMap(scope, 'LokiDataSource', {
    metadata: {
      name: 'grafana-datasource-loki',
      namespace: MONITORING,
      labels: { [DATA_SOURCE_LABEL.label]: DATA_SOURCE_LABEL.labelValue },
    },
    data: { 'loki-datasource.yaml': dump(file, { lineWidth: -1 }) },
  });
}
