import { alertRules } from '../../observability/alert-rules.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

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
      const rules = besideIn(world, manifest).filter((rule) => rule.kind === 'alert');
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

function besideIn(world: World, { object }: WorldObject): ReturnType<typeof alertRules> {
  return alertRules(world).filter(
    ({ manifest }) => manifest.object.kind === 'ConfigMap' && manifest.object.metadata.namespace === object.metadata.namespace,
  );
}
