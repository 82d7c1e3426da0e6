import { chartApplication, configFile, rulesFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertRouted } from './alert-routed.ts';

const rules = rulesFile(
  { alert: 'MySQLDown', expr: 'mysql_up == 0', labels: { severity: 'critical' } },
  { alert: 'SlowQueries', expr: 'a > 1', labels: { severity: 'warning' } },
);
const file = (route: object, inhibit: readonly object[] = []) =>
  configFile('alertmanager', 'alertmanager.yml', {
    route: { receiver: 'team', routes: [route] },
    receivers: [{ name: 'team' }],
    inhibit_rules: inhibit,
  });

ruleCases(alertRouted, {
  accepts: {
    'labels that alerts carry': [
      rules,
      file({ matchers: ['severity="critical"'] }, [{ source_matchers: ['alertname="MySQLDown"'], target_match: { severity: 'warning' } }]),
    ],
    'other labels': [rules, file({ matchers: ['team="blog"', 'severity!="crit"'] })],
    'alerts of a chart': [
      rules,
      chartApplication('kube-prometheus-stack', 'monitoring', {}),
      file({ matchers: ['alertname="KubePodCrashLooping"'] }),
    ],
    'no rules at all': [file({ match: { severity: 'page' } })],
  },
  refuses: {
    'a pattern that is compared as a text': {
      given: [file({ matchers: ['alertname = "Watchdog|InfoInhibitor"'] })],
      says: 'a route matches alertname="Watchdog|InfoInhibitor", which compares the whole text with its |',
      fix: 'Write alertname =~ "Watchdog|InfoInhibitor".',
    },
    'a pattern of the older form': {
      given: [rules, file({}, [{ source_match: { namespace: 'a|b' }, target_matchers: ['severity=~"warning|critical"'] }])],
      says: 'an inhibition matches namespace="a|b", which compares the whole text with its |',
    },
    'a severity of another school': {
      given: [rules, file({ match: { severity: 'page' } })],
      says: 'a route matches severity="page", which no alert carries; there are critical, warning',
    },
    'a slip': {
      given: [rules, file({ matchers: ['severity="crtical"'] })],
      says: 'a route matches severity="crtical", which no alert carries; there are critical, warning',
      fix: 'Did you mean "critical"?',
    },
    'an inhibition by an alert that was renamed': {
      given: [rules, file({}, [{ source_matchers: ['alertname="MysqlDown"'], target_matchers: ['alertname="SlowQueries"'] }])],
      says: 'an inhibition matches alertname="MysqlDown", which no alert carries; there are MySQLDown, SlowQueries',
      fix: 'Did you mean "MySQLDown"?',
    },
  },
});
