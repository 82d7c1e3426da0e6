import { addsNoNamespace, alertmanagersIn, type RouteMatcher } from '../../observability/alertmanagers.ts';
import { type Expression } from '../../observability/expression.ts';
import { matches } from '../../observability/pod-limits.ts';
import { queries, type Query } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const alertNamespaceKept = defineRule({
  id: 'alert-namespace-kept',
  severity: 'warning',
  kinds: ['monitoring.coreos.com/v1alpha1/AlertmanagerConfig'],
  asks: 'Alerts for which an AlertmanagerConfig has a route carry the namespace of that object, which the operator asks for.',
  source: 'https://prometheus-operator.dev/docs/developer/alerting/#using-alertmanagerconfig-resources',
  *check(manifest, world) {
    const own = manifest.object.metadata.namespace ?? '';
    if (own === '' || addsNoNamespace(world)) return;
    for (const { part, routes } of alertmanagersIn(world, manifest)) {
      const root = part ? routes.find((each) => each.root) : undefined;
      const named = root?.matchers.filter(({ operator }) => !operator.startsWith('!')) ?? [];
      if (root === undefined || named.length === 0 || root.matchers.some(({ label }) => label === 'namespace')) continue;
      const lost = candidates(world, named).flatMap(({ rule, tree }) => {
        if (rule === undefined || tree === undefined || !root.matchers.every((each) => carries(rule.labels, each))) return [];
        const found = rule.labels['namespace'] ?? namespaceOf(tree);
        return found === KEPT || found === own ? [] : [{ name: rule.name, found }];
      });
      const [first] = lost;
      if (first === undefined) continue;
      const more = lost.length > 1 ? `, and ${lost.length - 1} more like it` : '';
      yield {
        path: root.path,
        message: `the route is for ${first.name}, ${HOW[first.found] ?? `which is about namespace "${first.found}"`}${more}, and the operator adds namespace="${own}" to the route`,
        why: 'The alert fires and does not pass the route: whoever it was to tell, or the hook that was to act, hears nothing.',
        fix: 'Set alertmanagerConfigMatcherStrategy.type: None (or OnNamespaceExceptForAlertmanagerNamespace) for the Alertmanager, or route it in its own configuration.',
      };
    }
  },
});

/** The label comes from the series, and may be that of the object. */
const KEPT = '';
const DROPPED = ' none';
const REPLACED = ' other';
const HOW: Readonly<Record<string, string>> = {
  [DROPPED]: 'which has no label namespace: its query sums it away',
  [REPLACED]: 'which takes its namespace from what it is about (label_replace)',
};

/** Alerts that carry a label for which a route asks. */
function candidates(world: World, matchers: readonly RouteMatcher[]): readonly Query[] {
  const byLabel = world.once('alert queries by their labels', () => {
    const found = new Map<string, Query[]>();
    for (const each of queries(world))
      if (each.kind === 'alert') for (const label of Object.keys(each.rule?.labels ?? {})) addTo(found, label, each);
    return found;
  });
  return matchers.flatMap(({ label }) => byLabel.get(label) ?? []).filter((each, index, all) => all.indexOf(each) === index);
}

function carries(labels: Readonly<Record<string, string>>, matcher: RouteMatcher): boolean {
  const value = labels[matcher.label];
  return value !== undefined && matches({ ...matcher, operator: matcher.operator as '=' }, value);
}

/** What the answer of a query has for a namespace. */
function namespaceOf(tree: Expression): string {
  switch (tree.type) {
    case 'selection':
      return tree.matchers.find(({ label, operator, value }) => label === 'namespace' && operator === '=' && value !== '')?.value ?? KEPT;
    case 'aggregation': {
      if (/^(?:topk|bottomk|limitk|limit_ratio)$/.test(tree.operator)) return namespaceOf(tree.body);
      const isDropped =
        tree.by === undefined ? tree.without === undefined || tree.without.includes('namespace') : !tree.by.includes('namespace');
      return isDropped ? DROPPED : namespaceOf(tree.body);
    }
    case 'call': {
      const [first, target] = tree.args;
      if (/^label_(?:replace|join)$/.test(tree.name) && target?.type === 'text' && target.value === 'namespace') return REPLACED;
      const body = tree.args.find((each) => each.type !== 'number' && each.type !== 'text');
      return first === undefined || body === undefined || tree.name.startsWith('absent') ? KEPT : namespaceOf(body);
    }
    case 'operation': {
      const [left, right] = [namespaceOf(tree.left), namespaceOf(tree.right)];
      if (tree.operator === 'or') return left === right ? left : KEPT;
      if (tree.on !== undefined || tree.ignoring !== undefined) return left === DROPPED && right === DROPPED ? DROPPED : KEPT;
      return tree.left.type === 'number' ? right : left;
    }
    case 'subquery':
    case 'shifted':
    case 'negative':
      return namespaceOf(tree.body);
    default:
      return KEPT;
  }
}
