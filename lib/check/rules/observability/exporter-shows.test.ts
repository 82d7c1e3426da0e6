import { alertOn, chartApplication, dashboardOf } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { exporterShows } from './exporter-shows.ts';

const exporter = (image: string, args: readonly string[]) =>
  deployment({
    name: 'exporter',
    namespace: 'monitoring',
    labels: { app: 'exporter' },
    container: { name: 'exporter', image, args },
    pod: { serviceAccountName: 'exporter' },
  });
const state = (...args: readonly string[]) => exporter('registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0', args);
const mysql = (...args: readonly string[]) => exporter('prom/mysqld-exporter:v0.16.0', args);
const stack = (values: object = {}) => chartApplication('kube-prometheus-stack', 'monitoring', { 'kube-state-metrics': values });

const failed = alertOn('kube_job_status_failed{namespace="blog"} > 0');
const labelled = alertOn('sum by (label_app) (kube_pod_labels{label_app="was"}) > 0');

ruleCases(exporterShows, {
  accepts: {
    'everything that is shown by itself': [state(), failed],
    'kinds that are named': [state('--resources=jobs,pods'), failed],
    'labels that are allowed, by name and altogether': [state('--metric-labels-allowlist=pods=[app,app.kubernetes.io/name]'), labelled],
    'all labels of all kinds': [stack({ metricLabelsAllowlist: ['*=[*]'] }), labelled],
    'labels of the metric itself': [state(), alertOn('kube_pod_labels{namespace="blog"} > 0')],
    'storage classes and ingresses': [
      state('--resources=storageclasses,ingresses,networkpolicies'),
      alertOn('kube_storageclass_info and kube_ingress_info and kube_networkpolicy_created > 0'),
    ],
    'two of them, of which one may show it': [state('--resources=pods'), stack(), failed],
    'collectors that are on, and one that is asked for': [
      mysql('--collect.info_schema.tables'),
      alertOn('mysql_global_status_threads_connected + mysql_info_schema_table_size > 1'),
    ],
    'custom resources that are described': [
      state('--custom-resource-state-config-file=/etc/state.yaml'),
      alertOn('kube_customresource_status_condition == 1'),
    ],
  },
  refuses: {
    'a custom resource that nobody described': {
      given: [state(), alertOn('kube_customresource_status_condition{customresource_kind="Rollout"} == 1')],
      says: 'alert Broken asks for kube_customresource_status_condition, which Deployment exporter does not show: it knows custom resources only from --custom-resource-state-config',
    },
    'a kind that its account may not see': {
      given: [
        state(),
        failed,
        kube(
          'rbac.authorization.k8s.io/v1/ClusterRole',
          { name: 'state' },
          { rules: [{ apiGroups: ['', 'apps'], resources: ['*'], verbs: ['list', 'watch'] }] },
        ),
        kube(
          'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
          { name: 'state' },
          {
            roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'state' },
            subjects: [{ kind: 'ServiceAccount', name: 'exporter', namespace: 'monitoring' }],
          },
        ),
      ],
      says: 'alert Broken asks for kube_job_status_failed, which Deployment exporter does not show: its account exporter may not list and watch jobs',
    },
    'a kind that is left out': {
      given: [state('--resources=pods,deployments'), failed],
      says: 'alert Broken asks for kube_job_status_failed, which Deployment exporter does not show: --resources leaves out jobs',
    },
    'labels that nobody allowed': {
      given: [state(), labelled],
      says: 'alert Broken asks for kube_pod_labels, which Deployment exporter does not show: it shows no labels of pods without --metric-labels-allowlist',
    },
    'a label that is taken over and was not allowed, in a chart': {
      given: [
        stack({ metricLabelsAllowlist: ['pods=[team]'] }),
        alertOn('kube_pod_status_ready * on (namespace, pod) group_left (label_app) kube_pod_labels > 0'),
      ],
      says: 'alert Broken asks for kube_pod_labels, which release kube-prometheus-stack does not show: --metric-labels-allowlist leaves out label_app',
    },
    'a metric that is denied': {
      given: [state('--metric-denylist=kube_.*_status_failed'), failed],
      says: 'alert Broken asks for kube_job_status_failed, which Deployment exporter does not show: --metric-denylist has kube_.*_status_failed',
    },
    'a collector that is switched off': {
      given: [mysql('--no-collect.global_status'), dashboardOf(['rate(mysql_global_status_slow_queries[5m])'])],
      says: 'panel "Panel 1" of dashboard "Blog" asks for mysql_global_status_slow_queries, which Deployment exporter does not show: --no-collect.global_status switches its collector off',
    },
    'a collector that nobody asked for': {
      given: [mysql(), alertOn('mysql_info_schema_table_size > 1e9')],
      says: 'alert Broken asks for mysql_info_schema_table_size, which Deployment exporter does not show: its collector is off without --collect.info_schema.tables',
    },
  },
});
