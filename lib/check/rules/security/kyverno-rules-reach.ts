import { fields, fieldsAt, itemsAt, text, textAt, textsAt, type Fields } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { AUTOGEN, autogenFaults, generateFaults } from '../../security/kyverno-controllers.ts';
import type { World } from '../../world.ts';

export const kyvernoRulesReach = defineRule({
  id: 'kyverno-rules-reach',
  severity: 'warning',
  kinds: ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'],
  asks: 'Rules of Kyverno choose namespaces by labels that some have, are made for workloads that exist, and write what Kyverno may write.',
  source:
    'https://kyverno.io/docs/policy-types/cluster-policy/match-exclude/; https://kyverno.io/docs/policy-types/cluster-policy/generate/#permissions',
  *check({ object }, world) {
    yield* autogenFaults(textsAt(object, 'metadata.annotations')[AUTOGEN]);
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      const path = `spec.rules[${index}]`;
      for (const part of ['match', 'exclude'] as const) {
        const filters = ['any', 'all'].flatMap((list) =>
          itemsAt(rule, `${part}.${list}`).map((filter, place) => ({ where: `${part}.${list}[${place}]`, filter: fields(filter) })),
        );
        for (const { where, filter } of [...filters, { where: part, filter: fieldsAt(rule, part) }]) {
          yield* labelled(fieldsAt(filter, 'resources'), `${path}.${where}.resources.namespaceSelector`, part, world);
        }
      }
      yield* generateFaults(fieldsAt(rule, 'generate'), `${path}.generate`, world);
    }
  },
});

function* labelled(resources: Fields, path: string, part: 'match' | 'exclude', world: World): Iterable<Issue> {
  const known = labelsOfNamespaces(world);
  const wanted = [
    ...Object.entries(textsAt(resources, 'namespaceSelector.matchLabels')).map(([key, value]) => ({ key, values: [value] })),
    ...itemsAt(resources, 'namespaceSelector.matchExpressions').flatMap((each) =>
      textAt(each, 'operator') === 'In'
        ? [{ key: textAt(each, 'key') ?? '', values: itemsAt(each, 'values').flatMap((one) => text(one) ?? []) }]
        : [],
    ),
  ];
  for (const { key, values } of wanted) {
    const there = known.get(key);
    // Names are asked for elsewhere; a tree without namespaces tells nothing.
    if (known.size === 0 || key === 'kubernetes.io/metadata.name' || values.some((one) => /[*?${]/.test(one) || there?.has(one))) continue;
    const near = there === undefined ? nearName(key, [...known.keys()]) : nearName(values[0] ?? '', there);
    yield {
      path,
      // One namespace alone may not be all that the policies are for.
      severity: near === undefined && world.ofKind('v1/Namespace').length < 2 ? 'info' : 'warning',
      message: `no namespace of the tree has ${key}: ${values.join(' or ')}`,
      why:
        part === 'match'
          ? 'The rule is asked of nothing: what it forbids is done.'
          : 'Nothing is spared: what was to be left out is refused.',
      fix: near === undefined ? 'Give the label to the namespaces that are meant.' : `Did you mean "${near}"?`,
    };
  }
}

function labelsOfNamespaces(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('labels of namespaces by key', () => {
    const map = new Map<string, Set<string>>();
    const names = [
      ...world.ofKind('v1/Namespace').map(({ object }) => object.metadata.name),
      ...world.installers().map((each) => each.namespace ?? ''),
    ];
    for (const name of new Set(names)) {
      for (const [key, value] of Object.entries(world.namespaceLabels(name) ?? {})) map.set(key, (map.get(key) ?? new Set()).add(value));
    }
    return map;
  });
}
