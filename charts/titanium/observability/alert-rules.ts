import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr as Expr } from '../../../imports/monitoring.coreos.com.ts';
import { alertFile, checkRules } from '../../../lib/metrics/rules.ts';
import { MONITORING } from '../namespaces.ts';
import { ALERT_GROUPS } from './alerts.ts';
import { CATALOGUE } from './catalogue.ts';
import { monitorLabels, SCRAPE_INTERVAL } from './jobs.ts';

/** The alerts as the operator hands them to Prometheus. @throws InputError for one that no scraped target can raise (L6, L7). */
export function alertRules(scope: Construct): void {
  checkRules(
    CATALOGUE,
    ALERT_GROUPS.flatMap(({ alerts }) => alerts),
  );
  new PrometheusRule(scope, 'Alerts', {
    metadata: { name: 'titanium-alerts', namespace: MONITORING, labels: monitorLabels() },
    spec: {
      groups: ALERT_GROUPS.flatMap(({ name, alerts }) => [...alertFile(name, alerts).groups]).map(({ name, rules }) => ({
        name,
        interval: SCRAPE_INTERVAL.text,
        rules: rules.map((rule) => ({ ...rule, expr: Expr.fromString(rule.expr) })),
      })),
    },
  });
}
