import { configFile, logDashboard } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { queryRangeKept } from './query-range-kept.ts';

const rule = (expr: string) =>
  kube(
    'monitoring.coreos.com/v1/PrometheusRule',
    { name: 'slo', namespace: 'monitoring' },
    { spec: { groups: [{ name: 'slo', rules: [{ alert: 'Objective', expr }] }] } },
  );
const prometheus = (retention?: string) =>
  kube('monitoring.coreos.com/v1/Prometheus', { name: 'main', namespace: 'monitoring' }, { spec: { retention } });
const month = 'avg_over_time(up{job="api"}[30d]) < 0.99';

const loki = (limits: object, deletes = true) =>
  configFile('loki', 'loki.yaml', {
    schema_config: { configs: [] },
    limits_config: limits,
    compactor: { retention_enabled: deletes, working_directory: '/loki' },
  });
const errors = logDashboard('sum(count_over_time({app="web"} |= "[90d]" [30d]))');

ruleCases(queryRangeKept, {
  accepts: {
    'a range within what is kept': [prometheus('45d'), rule(month)],
    'a short range': [prometheus('2d'), rule('rate(http_requests_total[5m]) > 1')],
    'a ruler of Thanos': [
      prometheus('2d'),
      kube('monitoring.coreos.com/v1/ThanosRuler', { name: 'r', namespace: 'monitoring' }),
      rule(month),
    ],
    'no Prometheus in the tree': [rule(month)],
    'logs that are kept for so long, and for ever': [
      loki({ retention_period: '24h', retention_stream: [{ selector: '{app="web"}', period: '31d' }] }),
      errors,
    ],
    'a Loki that deletes nothing': [loki({ retention_period: '7d' }, false), errors],
  },
  refuses: {
    'more than one question may span': {
      given: [loki({ max_query_length: '24h' }, false), errors],
      says: 'panel "Logs 1" of dashboard "Blog" looks back 30 d, and one question to Loki may span 1 d (max_query_length)',
    },
    'a month of logs that are kept for a week': {
      given: [loki({ retention_period: '168h' }), errors],
      says: 'panel "Logs 1" of dashboard "Blog" looks back 30 d, and Loki keeps 7 d',
    },
    'a month of a fortnight': {
      given: [prometheus('15d'), rule(month)],
      says: 'alert Objective looks back 30 d, and Prometheus main keeps 15 d',
    },
    'a subquery': {
      given: [prometheus('7d'), rule('max_over_time(rate(http_requests_total[5m])[14d:1h]) > 1')],
      says: 'alert Objective looks back 14 d, and Prometheus main keeps 7 d',
    },
  },
});
