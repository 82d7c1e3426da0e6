import { prometheusFile, rulesFile } from '../../observability/testing.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { alertsReachAlertmanager } from './alerts-reach-alertmanager.ts';

const rules = rulesFile({ alert: 'A', expr: 'up == 0' });
const alerting = { alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] };

const sending = (more: object) =>
  prometheusFile([{ job_name: 'a' }], {
    rule_files: ['/etc/prometheus/rules/*.yml'],
    alerting: { alertmanagers: [{ ...more, static_configs: [{ targets: ['alertmanager:9093'] }] }] },
  });
const alertmanager = (...args: readonly string[]) =>
  deployment({ namespace: 'monitoring', container: { image: 'prom/alertmanager:v0.27.0', args } });

ruleCases(alertsReachAlertmanager, {
  accepts: {
    'a path at which Alertmanager answers': [
      rules,
      sending({ path_prefix: '/alertmanager' }),
      alertmanager('--web.external-url=http://example.org/alertmanager/'),
    ],
    'rules that are loaded and sent': [
      rules,
      prometheusFile([{ job_name: 'a' }], { rule_files: ['/etc/prometheus/rules/*.yml'], alerting }),
    ],
    'a Prometheus without rules': [prometheusFile([{ job_name: 'a' }])],
    'rules that only record': [
      rulesFile({ record: 'a:b:c', expr: 'a' }),
      prometheusFile([{ job_name: 'a' }], { rule_files: ['/rules/*.yml'] }),
    ],
  },
  refuses: {
    'a path at which it does not answer': {
      given: [rules, sending({ path_prefix: '/alertmanager' }), alertmanager()],
      says: 'alerts are sent to /alertmanager, and Alertmanager answers at /',
    },
    'a path that is left out': {
      given: [rules, sending({}), alertmanager('--web.route-prefix=/alerts')],
      says: 'alerts are sent to /, and Alertmanager answers at /alerts',
      fix: 'Set path_prefix: /alerts.',
    },
    'the form of former versions': {
      given: [rules, sending({ api_version: 'v1' }), alertmanager()],
      says: 'alerts are sent by api_version v1, and prom/alertmanager:v0.27.0 has v2 only',
    },
    'rules that are not loaded': {
      given: [rules, prometheusFile([{ job_name: 'a' }], { alerting })],
      says: 'it loads no rule_files, and ConfigMap alert-rules has 1 alerts in the same namespace',
    },
    'alerts that go nowhere': {
      given: [rules, prometheusFile([{ job_name: 'a' }], { rule_files: ['/rules/*.yml'] })],
      says: 'it evaluates 1 alerts and names no Alertmanager under alerting',
    },
  },
});
