import { at, fields, itemsAt, textAt, type Fields } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { CHART_NEEDS } from '../../security/chart-privileges.ts';
import { podPatterns } from '../../security/kyverno.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { releasesOf } from '../../hosts/releases.ts';
import type { World } from '../../world.ts';

export const policySparesPlatform = defineRule({
  id: 'policy-spares-platform',
  severity: 'warning',
  kinds: ['kyverno.io/v1/ClusterPolicy'],
  asks: 'An enforced policy leaves out the namespaces of charts whose images come from elsewhere, and whose pods need of their node what it forbids.',
  source: 'https://kyverno.io/docs/installation/customization/#resource-filters; seed 004, M25',
  *check(manifest, world) {
    const { object } = manifest;
    yield* needs(manifest, world);
    for (const { name, path, patterns, rule } of podPatterns(object)) {
      const images = patterns.map((each) => JSON.stringify(each)).join(' ');
      const registry = /"image":"(?!!)([\w.-]+\.[\w.-]+(?::\d+)?\/[^"]*)"/.exec(images)?.[1];
      const excepts =
        rule['exclude'] !== undefined || /namespaces|namespaceSelector|selector/.test(JSON.stringify(at(rule, 'match') ?? ''));
      if (registry === undefined || excepts || registry.includes('|')) continue;
      const filled = [...new Set(releasesOf(world).map(({ namespace }) => namespace))]
        .filter((each) => !/^(kube-.*|kyverno)$/.test(each))
        .sort();
      if (filled.length === 0) continue;
      yield {
        path: `${path}.match`,
        message: `the rule "${name}" asks for images of ${registry} in every namespace, also in ${filled.slice(0, 5).join(', ')}, which charts fill`,
        why: 'What runs goes on running, and is refused at its next restart: DNS, certificates and storage go one after the other.',
        fix: 'Except the namespaces of the platform: exclude.any with resources.namespaces.',
      };
    }
  },
});

/** What a rule forbids, and words by which a chart's need of it is known. */
const FORBIDDEN: readonly (readonly [forbids: RegExp, needs: RegExp, what: string])[] = [
  [/"=?\(?host(?:Network|PID|IPC)\)?":"?false/, /network of the node|network and the folders/, 'the network of the node'],
  [
    /"X\(hostPath\)"|\bhostPath\b[^}]*length|"=?\(?hostPath\)?":"?null/,
    /hostPath|folders? of the node|volumes of all pods/,
    'folders of the node (hostPath)',
  ],
  [/"=?\(?privileged\)?":"?false/, /is privileged/, 'privileged containers'],
];

/** Agents of charts, which reach into their node. */
function* needs({ object }: WorldObject, world: World): Iterable<Issue> {
  for (const { name, path, said, rule } of enforcedOnPods(object)) {
    if (rule['exclude'] !== undefined || /"(?:namespaces|namespaceSelector|selector|names?)"/.test(JSON.stringify(at(rule, 'match') ?? '')))
      continue;
    const policy = textAt(object, 'metadata.name') ?? '';
    const broken = FORBIDDEN.flatMap(([forbids, needed, what]) => {
      if (!forbids.test(said)) return [];
      const found = needy(world).find(
        ({ chart, namespace }) => needed.test(CHART_NEEDS[chart]?.what ?? '') && !isExcepted(policy, namespace, world),
      );
      return found === undefined ? [] : [{ what, found }];
    });
    const [first] = broken;
    if (first === undefined) continue;
    yield {
      path: `${path}.match`,
      message: `the rule "${name}" forbids ${first.what} in every namespace, also in ${first.found.namespace}: ${CHART_NEEDS[first.found.chart]?.what ?? ''}`,
      why: 'Its pods run until their next restart, and are refused then: nodes go without logs, metrics or guards one after the other.',
      fix: `Except namespace ${first.found.namespace}: exclude.any with resources.namespaces, or a PolicyException.`,
    };
  }
}

/** Releases whose pods reach into their node. */
function needy(world: World): readonly Release[] {
  return world.once('releases that need their node', () =>
    releasesOf(world).filter(({ chart, values, namespace }) => {
      const need = CHART_NEEDS[chart];
      if (need === undefined || SPARED.test(namespace)) return false;
      const off = need.unlessOff !== undefined && at(values, need.unlessOff) === false;
      return !off && (need.onlyOn === undefined || at(values, need.onlyOn) === true);
    }),
  );
}

/** Namespaces that Kyverno looks at only when it is told to. */
const SPARED = /^(?:kube-.*|kyverno)$/;

/** Enforced rules about pods, whichever way they say what is forbidden. */
function enforcedOnPods(policy: unknown): readonly { name: string; path: string; said: string; rule: Fields }[] {
  const whole = textAt(policy, 'spec.validationFailureAction') ?? 'Audit';
  return itemsAt(policy, 'spec.rules').flatMap((each, index) => {
    const rule = fields(each);
    const isPods = /"kinds":\[[^\]]*"(?:v1\/)?Pod"/.test(JSON.stringify(rule['match'] ?? ''));
    const isPlain = rule['preconditions'] === undefined && rule['celPreconditions'] === undefined;
    if (!isPods || !isPlain || !/^enforce$/i.test(textAt(rule, 'validate.failureAction') ?? whole)) return [];
    return [{ name: textAt(rule, 'name') ?? '', path: `spec.rules[${index}]`, said: JSON.stringify(rule['validate'] ?? ''), rule }];
  });
}

/** An exception of the tree names the policy and the namespace. */
function isExcepted(policy: string, namespace: string, world: World): boolean {
  const all = world.once('exceptions from policies', () =>
    ['v1', 'v2', 'v2beta1', 'v2alpha1']
      .flatMap((version) => world.ofKind(`kyverno.io/${version}/PolicyException`))
      .map(({ object }) => ({
        policies: new Set(itemsAt(object, 'spec.exceptions').map((each) => textAt(each, 'policyName') ?? '')),
        match: JSON.stringify(at(object, 'spec.match') ?? ''),
      })),
  );
  return all.some(({ policies, match }) => policies.has(policy) && (match.includes(`"${namespace}"`) || !match.includes('namespaces')));
}
