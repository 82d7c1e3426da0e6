import { drop, edit, mutationsOf, set } from './mutation.ts';

const FILES = 'spec.source.helm.valuesObject.serverFiles';
const ALERTS = `${FILES}["alerting_rules.yml"].groups[0].rules`;
const RECORDED = `${FILES}["recording_rules.yml"].groups[0].rules`;
const JOBS = `${FILES}["prometheus.yml"].scrape_configs`;
const SOURCES = 'spec.source.helm.valuesObject.datasources["datasources.yaml"].datasources';

/** Metrics, alerts, dashboards, logs. */
export const observability = [
  ...mutationsOf('today', {
    'Application/prometheus': {
      'a query that does not parse': [edit(`${ALERTS}[1].expr`, '> 0.8', '> > 0.8'), 'query-parses'],
      'a metric off by a letter': [edit(`${RECORDED}[1].expr`, 'MemAvailable', 'MemAvaliable'), 'metric-name-known'],
      'a recorded metric that nobody records': [
        edit(`${ALERTS}[1].expr`, 'node_cpu:ratio', 'node_cpu:percent'),
        'metric-name-known',
        'recorded-metric-exists',
      ],
      'a recording rule of another name': [
        set(`${RECORDED}[0].record`, 'instance:cpu:ratio'),
        'metric-name-known',
        'recorded-metric-exists',
      ],
      'per cent where a ratio is measured': [edit(`${ALERTS}[1].expr`, '> 0.8', '> 80'), 'alert-can-fire', 'threshold-fits-unit'],
      'a threshold below everything': [edit(`${ALERTS}[1].expr`, '> 0.8', '>= 0'), 'alert-can-fire', 'threshold-fits-unit'],
      'a window shorter than two scrapes': [edit(`${RECORDED}[0].expr`, '[5m]', '[15s]'), 'range-covers-scrapes'],
      'a counter that is not rated': [set(`${ALERTS}[4].expr`, 'sum(istio_requests_total) > 1000'), 'counter-read-as-rate'],
      'a rate of a gauge': [set(`${ALERTS}[3].expr`, 'rate(node_memory_MemAvailable_bytes[5m]) < 0'), 'counter-read-as-rate'],
      'a phase that pods do not have': [edit(`${RECORDED}[6].expr`, 'Pending|Failed', 'Pendng|Failed'), 'label-value-possible'],
      'a label that the metric does not have': [
        edit(`${ALERTS}[2].expr`, '{deployment="mysql"}', '{deploy="mysql"}'),
        'series-labels-match',
      ],
      'a program that does not exist': [
        edit(`${ALERTS}[2].expr`, '{deployment="mysql"}', '{deployment="mysqld"}'),
        'label-value-possible',
        'series-labels-match',
      ],
      'a label that the sum lost': [
        edit(`${RECORDED}[0].expr`, 'avg by (instance)', 'avg by (node)'),
        'alert-labels-kept',
        'series-labels-match',
      ],
      'a job that nobody scrapes': [set(`${ALERTS}[0].expr`, 'up{job="mysqld"} == 0'), 'query-job-exists', 'series-labels-match'],
      'a job less': [drop(`${JOBS}[4]`), 'metric-name-known', 'query-job-exists'],
      'a timeout above its interval': [set('spec.source.helm.valuesObject.server.global.scrape_timeout', '30s'), 'scrape-config-valid'],
      'a rule file that is not read': [
        drop(`${FILES}["prometheus.yml"].rule_files[0]`),
        'scrape-config-valid',
        'metric-name-known',
        'recorded-metric-exists',
      ],
      'more kept than the volume holds': [set('spec.source.helm.valuesObject.server.retentionSize', '50GB'), 'retention-enforced'],
      'a duration that is none': [set(`${ALERTS}[1].for`, '10 minutes'), 'alert-rule-sound', 'query-parses', 'scrape-config-valid'],
    },
    'Application/loki': {
      'a retention that nobody enforces': [
        set('spec.source.helm.valuesObject.loki.compactor.retention_enabled', false),
        'retention-enforced',
      ],
      'a compactor without its store': [
        drop('spec.source.helm.valuesObject.loki.compactor.delete_request_store'),
        'retention-enforced',
        'helm-values-work',
      ],
    },
    'Application/grafana': {
      'a uid that no data source has': [set(`${SOURCES}[1].jsonData.derivedFields[0].datasourceUid`, 'Tempo'), 'datasource-uid-exists'],
      'two data sources by default': [set(`${SOURCES}[1].isDefault`, true), 'datasource-default-once'],
      'a data source of another uid': [set(`${SOURCES}[0].uid`, 'prom'), 'datasource-uid-exists'],
      'dashboards that nobody made': [
        set('spec.source.helm.valuesObject.dashboardsConfigMaps.slipway', 'dashboards'),
        'secret-reference-exists',
      ],
      'a Secret that nobody makes': [
        set('spec.source.helm.valuesObject.admin.existingSecret', 'grafana-secret'),
        'config-exists',
        'secret-reference-exists',
      ],
    },
    'Application/prometheus-adapter': {
      'a rule for another metric': [
        edit('spec.source.helm.valuesObject.rules.custom[0].name.as', 'per_second', 'per_minute'),
        'adapter-serves-metric',
      ],
    },
    'Rollout/was': {
      'scraped by a port that nobody listens on': [
        set('spec.template.metadata.annotations["prometheus.io/port"]', '8081'),
        'scrape-annotations-work',
      ],
    },
    'Application/falco-talon': {
      'an action that nobody defined': [
        edit('spec.source.helm.valuesObject.config.rulesOverride', '- action: Collect the logs\n', '- action: Collect the log\n'),
        'talon-rules-work',
      ],
      'a rule that Falco does not have': [
        edit('spec.source.helm.valuesObject.config.rulesOverride', '- Java Process Spawning Shell', '- Java Process Spawns Shell'),
        'talon-rules-work',
      ],
    },
    'Application/falco': {
      'a macro that nobody defined': [
        edit('spec.source.helm.valuesObject.customRules["rules-of-this-cluster.yaml"]', 'package_mgmt_procs', 'package_managers'),
        'falco-rules-valid',
      ],
      'a priority that does not exist': [
        edit('spec.source.helm.valuesObject.customRules["rules-of-this-cluster.yaml"]', 'priority: CRITICAL', 'priority: SEVERE'),
        'falco-rules-valid',
      ],
    },
  }),
  ...mutationsOf('planned', {
    'ConfigMap/alertmanager-config': {
      'a receiver off by a letter': [
        edit('data["alertmanager.yml"]', '- receiver: critical', '- receiver: critcal'),
        'alertmanager-receiver-exists',
        'alert-routed',
        'alertmanager-notifies',
      ],
      'the default receiver gone': [
        edit('data["alertmanager.yml"]', 'route:\n  receiver: warning', 'route:\n  receiver: default'),
        'alertmanager-receiver-exists',
        'alertmanager-notifies',
      ],
      'a receiver without target': [
        edit('data["alertmanager.yml"]', '- name: critical\n    slack_configs:', '- name: critical\n    other_configs:'),
        'alertmanager-receiver-exists',
        'alertmanager-notifies',
      ],
      'another severity': [
        edit('data["alertmanager.yml"]', 'severity="critical"', 'severity="critcal"'),
        'alert-routed',
        'alertmanager-receiver-exists',
      ],
      'an inhibition by an alert that does not exist': [
        edit('data["alertmanager.yml"]', 'alertname="MySQLDown"', 'alertname="MysqlDown"'),
        'alert-routed',
        'alertmanager-notifies',
        'query-job-exists',
      ],
    },
  }),
];
