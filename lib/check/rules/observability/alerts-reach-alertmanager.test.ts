import { prometheusFile, rulesFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertsReachAlertmanager } from './alerts-reach-alertmanager.ts';

const rules = rulesFile({ alert: 'A', expr: 'up == 0' });
const alerting = { alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] };

ruleCases(alertsReachAlertmanager, {
  accepts: {
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
