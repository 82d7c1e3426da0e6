import { alertRules, type AlertRule } from '../../observability/alert-rules.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const alertsReachAlertmanager = defineRule({
  id: 'alerts-reach-alertmanager',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A Prometheus loads the rules that are mounted into it, and sends its alerts to an Alertmanager.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config',
  *check(manifest, world) {
    if (manifest.object.kind !== 'ConfigMap') return;
    for (const shape of shapesIn(world, manifest, 'prometheus')) {
      const files = itemsAt(shape.content, 'rule_files').flatMap((each) => text(each) ?? []);
      const rules = alertsIn(world, manifest.object.metadata.namespace);
      const [first] = rules;
      if (first === undefined) continue;
      if (files.length === 0) {
        yield {
          path: partPath(shape),
          message: `it loads no rule_files, and ${first.manifest.object.kind} ${first.manifest.object.metadata.name} has ${rules.length} alerts in the same namespace`,
          why: 'No rule is evaluated: no alert ever fires.',
          fix: 'Name the mounted files under rule_files.',
        };
      } else if (itemsAt(shape.content, 'alerting.alertmanagers').length === 0) {
        yield {
          path: partPath(shape),
          message: `it evaluates ${rules.length} alerts and names no Alertmanager under alerting`,
          why: 'Alerts fire on a page that nobody looks at, and nobody is told.',
          fix: 'Add alerting.alertmanagers with the Alertmanager as a target.',
        };
      }
    }
  },
});

/** Alerts in the ConfigMaps of a namespace. */
function alertsIn(world: World, namespace: string | undefined): readonly AlertRule[] {
  const byNamespace = world.once('alerts in ConfigMaps', () => {
    const alerts = alertRules(world).filter(({ kind, manifest }) => kind === 'alert' && manifest.object.kind === 'ConfigMap');
    return groupedBy(alerts, ({ manifest }) => manifest.object.metadata.namespace);
  });
  return byNamespace.get(namespace) ?? [];
}
