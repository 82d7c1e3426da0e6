import { releasesOf } from '../../hosts/releases.ts';
import { workloadName } from '../../pods.ts';
import { at, itemsAt, text } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const POLICY = 'kyverno.io/v1/ClusterPolicy';

export const kyvernoStandsApart = defineRule({
  id: 'kyverno-stands-apart',
  severity: 'error',
  kinds: [POLICY],
  asks: 'Kyverno has a namespace of its own: what stands beside it, and in kube-system, is asked by no policy.',
  source:
    'https://kyverno.io/docs/installation/customization/#resource-filters; https://kyverno.io/docs/installation/customization/#namespace-selectors',
  *check(manifest, world) {
    yield* unasked(manifest, world);
    const found = beside(world);
    // Said of one policy, as it holds for all of them.
    if (found === undefined || world.ofKind(POLICY)[0] !== manifest) return;
    const { namespace, names } = found;
    yield {
      path: 'spec.rules',
      message: `Kyverno stands in "${namespace}" itself, and asks nothing of ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''} there`,
      why: 'The webhooks of the chart leave out its own namespace (config.excludeKyvernoNamespace): what the policies forbid is done beside it, and no report says so.',
      fix: 'Install Kyverno into a namespace of its own, kyverno.',
    };
  },
});

/** Rules about namespaces that the webhooks of the chart leave out. */
function* unasked({ object }: WorldObject, world: World): Iterable<Issue> {
  const release = releasesOf(world).find(({ chart }) => chart === 'kyverno');
  if (
    release === undefined ||
    release.open === true ||
    /resourceFilters|namespaceSelector|excludeKyverno/.test(JSON.stringify(release.values ?? ''))
  )
    return;
  const left = ['kube-system', release.namespace];
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    const filters = [
      ...itemsAt(rule, 'match.any'),
      ...itemsAt(rule, 'match.all'),
      ...(at(rule, 'match.resources') === undefined ? [] : [at(rule, 'match')]),
    ];
    const named = filters.map((each) => itemsAt(each, 'resources.namespaces').flatMap((one) => text(one) ?? []));
    if (filters.length === 0 || !named.every((each) => each.length > 0 && each.every((one) => left.includes(one)))) continue;
    yield {
      path: `spec.rules[${index}].match`,
      severity: 'warning',
      message: `the rule "${text(at(rule, 'name')) ?? ''}" is about ${[...new Set(named.flat())].join(' and ')}, which Kyverno leaves out`,
      why: 'The webhooks of the chart pass over these namespaces, and so do its resourceFilters: the rule is asked of nothing.',
      fix: 'Take the namespace out of config.webhooks and config.resourceFilters, or name the namespaces that are meant.',
    };
  }
}

/** Workloads in the namespace of Kyverno that are none of its own. */
function beside(world: World): { readonly namespace: string; readonly names: readonly string[] } | undefined {
  return world.once('workloads beside kyverno', () => {
    const release = releasesOf(world).find(({ chart }) => chart === 'kyverno');
    if (release === undefined || release.open === true || release.namespace === 'kyverno') return undefined;
    if (at(release.values, 'config.excludeKyvernoNamespace') === false) return undefined;
    const names = world
      .podTemplates()
      .filter(
        (pod) => pod.namespace === release.namespace && !world.isProvided(pod.owner) && !pod.owner.object.metadata.name.includes('kyverno'),
      )
      .map((pod) => workloadName(pod));
    return names.length === 0 ? undefined : { namespace: release.namespace, names };
  });
}
