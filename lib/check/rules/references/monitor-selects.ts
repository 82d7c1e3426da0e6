import { isOfArgoCd } from '../../hosts/argocd-services.ts';
import { chartsFill } from '../../hosts/chart-services.ts';
import { isThere, isUnseen, mayHide } from '../../hosts/hidden.ts';
import { type Monitored, monitoredPods, monitoredServices } from '../../observability/monitored.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { selectsOperated } from '../../operators.ts';
import { fieldsAt, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { isEmptySelector, labelsText } from '../../selector.ts';
import type { World } from '../../world.ts';

const WHY = 'Prometheus gets no target: every series, alert and panel built on it stays empty, and nothing looks broken.';

export const monitorSelects = defineRule({
  id: 'monitor-selects',
  severity: 'error',
  kinds: ['monitoring.coreos.com/v1/ServiceMonitor', 'monitoring.coreos.com/v1/PodMonitor'],
  asks: 'A ServiceMonitor selects a Service and a PodMonitor pods, and the ports that they name are theirs.',
  source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors; seed 002, D-12',
  *check(manifest, world) {
    const { object } = manifest;
    const [what, list, monitored] =
      object.kind === 'ServiceMonitor'
        ? ['Service', 'endpoints', monitoredServices(world)]
        : ['pod', 'podMetricsEndpoints', monitoredPods(world)];
    const selector = fieldsAt(object, 'spec.selector');
    if (isEmptySelector(selector)) return;
    const found = (namespacesOf(manifest) ?? [undefined]).flatMap((each) => monitored.selected(selector, each));
    if (found.length === 0) {
      yield* nothing(manifest, what, monitored, world);
      return;
    }
    for (const [index, endpoint] of itemsAt(object, `spec.${list}`).entries()) {
      const port = textAt(endpoint, 'port');
      const names = [...new Set(found.flatMap(({ ports }) => ports))];
      if (port === undefined || names.includes(port)) continue;
      const near = nearName(port, names);
      const message = `no ${what} that it selects names a port "${port}"; named: ${names.join(', ') || 'none'}`;
      const fix = near === undefined ? 'Write the name of a port, not its number.' : `Did you mean "${near}"?`;
      yield { path: `spec.${list}[${index}].port`, message, why: WHY, fix };
    }
  },
});

/** Namespaces that are searched; `undefined` for all. */
function namespacesOf({ object }: WorldObject): readonly string[] | undefined {
  const selector = fieldsAt(object, 'spec.namespaceSelector');
  if (selector['any'] === true) return undefined;
  const named = itemsAt(selector, 'matchNames').flatMap((each) => text(each) ?? []);
  return named.length === 0 ? [object.metadata.namespace ?? ''] : named;
}

function* nothing(manifest: WorldObject, what: string, monitored: Monitored, world: World): Iterable<Issue> {
  const selector = fieldsAt(manifest.object, 'spec.selector');
  const labels = textsAt(selector, 'matchLabels');
  const stated = namespacesOf(manifest);
  const namespaces = stated ?? [];
  const named = namespaces.map((each) => `"${each}"`).join(', ');
  const place = stated?.some((each) => isThere(world, each)) === false ? monitored.placeOf(selector) : undefined;
  if (place !== undefined) {
    const message = `it looks in ${named}, which nothing here makes, and ${labelsText(labels)} is in "${place}"`;
    yield { path: 'spec.namespaceSelector', severity: 'warning', message, why: WHY, fix: `Did you mean "${place}"?` };
    return;
  }
  const lost = stated?.every((each) => !isThere(world, each)) === true ? stated[0] : undefined;
  const meant =
    lost === undefined
      ? undefined
      : ([...madeNamespaces(world).keys()].find((each) => each.startsWith(`${lost}-`)) ?? nearName(lost, madeNamespaces(world).keys()));
  if (meant !== undefined && lost !== manifest.object.metadata.namespace) {
    const message = `it looks in ${named}, which nothing here makes`;
    yield { path: 'spec.namespaceSelector', severity: 'warning', message, why: WHY, fix: `Did you mean "${meant}"?` };
    return;
  }
  if (stated === undefined && world.everywhere.unreadNamespaces().size > 0) return;
  const own = manifest.object.metadata.namespace;
  if (namespaces.some((each) => mayHide(world, each, labels) || (each !== own && isUnseen(world, each)))) return;
  if (namespaces.some((each) => isOfArgoCd(world, each, labels))) return;
  if (namespaces.some((each) => selectsOperated(world, each, labels, itemsAt(selector, 'matchExpressions')))) return;
  const [key, value] = Object.entries(labels)[0] ?? ['', ''];
  const near = nearName(
    value,
    (stated ?? [undefined]).flatMap((each) => monitored.valuesOf(key, each)),
  );
  // In the whole cluster there is more than this tree shows.
  if (stated === undefined && near === undefined && world.facts.whole !== true) return;
  const copy = `Copy the labels of the ${what === 'pod' ? 'pods' : what}, or name their namespace in namespaceSelector.`;
  yield {
    path: 'spec.selector',
    severity: namespaces.some((each) => isOpaque(world, each) || chartsFill(world, each)) ? 'warning' : 'error',
    message: `no ${what} ${stated === undefined ? 'here' : `in ${named}`} carries ${labelsText(labels) || 'its expressions'}`,
    why: WHY,
    fix: near === undefined ? copy : `Did you mean ${key}=${near}?`,
  };
}
