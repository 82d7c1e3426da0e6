import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { grafanaSidecarSees } from './grafana-sidecar-sees.ts';

const map = (namespace: string, label: string) =>
  kube('v1/ConfigMap', { name: 'extra', namespace, labels: { [label]: '1' } }, { data: {} });
const stack = (grafana: object = {}) => chartApplication('kube-prometheus-stack', 'monitoring', { grafana });
const board = (labels: Record<string, string>) =>
  kube(
    'v1/ConfigMap',
    { name: 'board', namespace: 'monitoring', labels },
    { data: { 'a.json': '{ "title": "Blog", "schemaVersion": 39, "panels": [] }' } },
  );
const terraform = (text: string) => documentObject('TextFile', 'main.tf', { text });
const installs = terraform('resource "helm_release" "stack" {\n  chart     = "kube-prometheus-stack"\n  namespace = "monitoring"\n}\n');

ruleCases(grafanaSidecarSees, {
  accepts: {
    'the namespace of Grafana': [stack(), map('monitoring', 'grafana_datasource')],
    'dashboards, which the stack looks for everywhere': [stack(), map('blog', 'grafana_dashboard')],
    'a sidecar that looks everywhere': [
      stack({ sidecar: { datasources: { searchNamespace: 'ALL' } } }),
      map('istio-system', 'grafana_datasource'),
    ],
    'a sidecar that looks there, too': [
      stack({ sidecar: { datasources: { searchNamespace: ['istio-system'] } } }),
      map('istio-system', 'grafana_datasource'),
    ],
    'dashboards with the label': [stack(), board({ grafana_dashboard: '1' })],
    'dashboards that a pod mounts': [
      stack(),
      board({}),
      deployment({ namespace: 'monitoring', pod: { volumes: [{ name: 'a', configMap: { name: 'board' } }] } }),
    ],
    'dashboards that the values name': [stack({ dashboardsConfigMaps: { default: 'board' } }), board({})],
    'any value, for a plain Grafana': [
      chartApplication('grafana', 'monitoring', { sidecar: { dashboards: { enabled: true } } }),
      board({ grafana_dashboard: 'yes' }),
    ],
    'no Grafana': [map('istio-system', 'grafana_datasource')],
    'a Loki that Grafana declares itself': [
      stack({ additionalDataSources: [{ name: 'Loki', type: 'loki' }] }),
      chartApplication('loki-stack', 'logging', {}),
    ],
  },
  refuses: {
    'a data source elsewhere': {
      given: [stack(), map('istio-system', 'grafana_datasource')],
      says: 'ConfigMap istio-system/extra carries grafana_datasource, and Grafana looks for it in monitoring only',
      fix: 'Move it to "monitoring", or set sidecar.datasources.searchNamespace: ALL.',
    },
    'dashboards without the label': {
      given: [stack(), board({})],
      says: 'the ConfigMap holds dashboards, and carries no label grafana_dashboard, by which Grafana finds them',
      fix: 'Label it grafana_dashboard: "1".',
    },
    'a value that the stack does not look for': {
      given: [stack(), board({ grafana_dashboard: 'true' })],
      says: 'the label grafana_dashboard is "true", and Grafana looks for "1"',
    },
    'dashboards for a plain Grafana': {
      given: [chartApplication('grafana', 'monitoring', { sidecar: { dashboards: { enabled: true } } }), map('blog', 'grafana_dashboard')],
      says: 'ConfigMap blog/extra carries grafana_dashboard, and Grafana looks for it in monitoring only',
    },
    'a Grafana that Terraform installs': {
      given: [installs, map('istio-system', 'grafana_datasource')],
      says: 'ConfigMap istio-system/extra carries grafana_datasource, and Grafana looks for it in monitoring only',
    },
    'a ConfigMap that Terraform makes': {
      given: [
        installs,
        terraform(
          'resource "kubernetes_config_map" "loki" {\n  metadata {\n    name      = "loki-datasource"\n    namespace = "istio-system"\n    labels = {\n      grafana_datasource = "1"\n    }\n  }\n}\n',
        ),
      ],
      says: 'ConfigMap istio-system/loki-datasource carries grafana_datasource, and Grafana looks for it in monitoring only',
    },
    'the data source of loki-stack': {
      given: [stack(), chartApplication('loki-stack', 'logging', {})],
      says: 'loki-stack publishes its data source in "logging", and Grafana looks in monitoring only; no Loki data source is declared',
    },
  },
});
