import { AGENT_KINDS, agents, type Agent } from '../../clusters/agents.ts';
import { areApart, calledWhere, toldBy } from '../../clusters/where.ts';
import { defineRule } from '../../rule.ts';

export const clusterLabelOwn = defineRule({
  id: 'cluster-label-own',
  severity: 'error',
  kinds: AGENT_KINDS,
  asks: 'Agents of several clusters that write to one store each say whose metrics and logs they are.',
  source:
    'https://thanos.io/tip/thanos/storage.md/; https://prometheus.io/docs/prometheus/latest/configuration/configuration/; seed 004, L12',
  *check(manifest, world) {
    const all = agents(world);
    for (const own of toldBy(all, manifest)) {
      const others = all.filter((each) => each.kind === own.kind && areApart(each, own) && writesTogether(each, own));
      if (own.label === undefined) {
        const told = others.find(({ label }) => label !== undefined);
        if (told === undefined) continue;
        yield {
          path: own.path.replace(/\.external_?[lL]abels$/, ''),
          severity: 'warning',
          message: `the ${own.kind} go to ${own.to.join(', ')} without a label cluster; ${calledWhere(told)} sends cluster=${told.label ?? ''} there`,
          why: 'In the store nobody can tell where they come from, and series of two clusters with the same names run into one.',
          fix: `Add the external label cluster: ${own.cluster ?? ''}.`,
        };
        continue;
      }
      const twin = others.find((each) => each.label === own.label && isLater(own, each, all));
      if (twin === undefined) continue;
      yield {
        path: `${own.path}${own.path.endsWith(']') && own.path.startsWith('data') ? '' : '.cluster'}`,
        message: `cluster=${own.label} is the label of the ${own.kind} of ${calledWhere(twin)}, too, and both go to ${own.to.join(', ')}`,
        why: 'In the store two clusters are one: series overwrite each other, and alerts name the wrong cluster.',
        fix: 'Give each cluster the label of its own name.',
      };
    }
  },
});

function writesTogether(a: Agent, b: Agent): boolean {
  return a.to.some((host) => b.to.includes(host));
}

/** Of two alike the one is spoken of whose label is not its own name, else the later one. */
function isLater(own: Agent, other: Agent, all: readonly Agent[]): boolean {
  if (own.label === own.cluster) return false;
  return other.label === other.cluster || all.indexOf(other) < all.indexOf(own);
}
