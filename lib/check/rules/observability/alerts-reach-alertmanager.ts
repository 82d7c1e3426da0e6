import { alertRules, type AlertRule } from '../../observability/alert-rules.ts';
import { partPath, SHAPE_KINDS, shapesIn, type Shape } from '../../observability/shapes.ts';
import { isFrom, programOf, versionOf, wordsOf } from '../../programs/of-images.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const alertsReachAlertmanager = defineRule({
  id: 'alerts-reach-alertmanager',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A Prometheus loads the rules that are mounted into it, and sends its alerts to an Alertmanager, in a form and at a path that it takes.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config',
  *check(manifest, world) {
    if (manifest.object.kind !== 'ConfigMap') return;
    for (const shape of shapesIn(world, manifest, 'prometheus')) {
      yield* spoken(shape, manifest.object.metadata.namespace ?? '', world);
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

/** The form and the path in which alerts are sent, beside the one Alertmanager of the namespace. */
function* spoken(shape: Shape, namespace: string, world: World): Iterable<Issue> {
  const servers = world.once('alertmanagers by namespace', () =>
    groupedBy(
      world
        .podTemplates()
        .flatMap(({ namespace: place, containers }) => containers.map((container) => ({ place, container })))
        .filter(({ container }) => programOf(container) === 'alertmanager'),
      ({ place }) => place,
    ),
  );
  const [first, ...more] = servers.get(namespace) ?? [];
  const container = first?.container;
  if (container === undefined || more.length > 0) return;
  const words = wordsOf(container).map(({ value }) => value);
  const flag = (name: string): string | undefined => words.find((each) => each.startsWith(`--web.${name}=`))?.replace(/^[^=]*=/, '');
  const served = (flag('route-prefix') ?? flag('external-url')?.replace(/^\w+:\/\/[^/]+/, '') ?? '').replace(/^\/|\/$/g, '');
  for (const each of itemsAt(shape.content, 'alerting.alertmanagers')) {
    const why = 'Alertmanager answers 404 to every alert: they fire, and nobody is told.';
    if (textAt(each, 'api_version') === 'v1' && isFrom(versionOf(container), 0, 27))
      yield {
        path: partPath(shape),
        severity: 'error',
        message: `alerts are sent by api_version v1, and ${container.image ?? ''} has v2 only`,
        why,
        fix: 'Leave api_version out.',
      };
    const asked = (textAt(each, 'path_prefix') ?? '').replace(/^\/|\/$/g, '');
    if (asked !== served && !/[{$]/.test(asked + served) && itemsAt(each, 'static_configs').length > 0)
      yield {
        path: partPath(shape),
        severity: 'error',
        message: `alerts are sent to /${asked}, and Alertmanager answers at /${served}`,
        why,
        fix: served === '' ? 'Leave path_prefix out, or start Alertmanager with --web.route-prefix.' : `Set path_prefix: /${served}.`,
      };
  }
}

/** Alerts in the ConfigMaps of a namespace. */
function alertsIn(world: World, namespace: string | undefined): readonly AlertRule[] {
  const byNamespace = world.once('alerts in ConfigMaps', () => {
    const alerts = alertRules(world).filter(({ kind, manifest }) => kind === 'alert' && manifest.object.kind === 'ConfigMap');
    return groupedBy(alerts, ({ manifest }) => manifest.object.metadata.namespace);
  });
  return byNamespace.get(namespace) ?? [];
}
