import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { inhibitionActs } from './inhibition-acts.ts';

const rules = (...alerts: readonly (readonly [alert: string, severity?: string])[]) =>
  configFile('rules', 'rules.yml', {
    groups: [
      {
        name: 'shop',
        rules: alerts.map(([alert, severity]) => ({ alert, expr: 'up == 0', ...(severity === undefined ? {} : { labels: { severity } }) })),
      },
    ],
  });
const inhibits = (equal: readonly string[]) =>
  configFile('alertmanager', 'alertmanager.yml', {
    route: { receiver: 'team' },
    receivers: [{ name: 'team', webhook_configs: [{ url: 'http://hook:80' }] }],
    inhibit_rules: [{ source_matchers: ['severity = critical'], target_matchers: ['severity = warning'], equal }],
  });
const apart = rules(['DiskFull', 'critical'], ['DiskFilling', 'warning']);

ruleCases(inhibitionActs, {
  accepts: {
    'one name in two severities': [rules(['DiskFull', 'critical'], ['DiskFull', 'warning']), inhibits(['alertname', 'instance'])],
    'labels that both carry': [apart, inhibits(['namespace', 'instance'])],
    'a severity that the series has': [rules(['DiskFull', 'critical'], ['DiskFilling']), inhibits(['alertname'])],
    'a severity that no alert has': [rules(['DiskFull', 'critical'], ['DiskFilling', 'info']), inhibits(['alertname'])],
    'no rules in the tree': [inhibits(['alertname'])],
  },
  refuses: {
    'two names': {
      given: [apart, inhibits(['alertname', 'instance'])],
      says: 'equal names alertname, and no alert is both severity="critical" (such as DiskFull) and severity="warning" (such as DiskFilling)',
      fix: 'Leave alertname out of equal, and name labels that both carry, such as namespace, job or instance.',
    },
  },
});
