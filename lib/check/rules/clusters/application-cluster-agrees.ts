import { everywhere, LOCAL } from '../../clusters/where.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const APPLICATION = 'argoproj.io/v1alpha1/Application';

export const applicationClusterAgrees = defineRule({
  id: 'application-cluster-agrees',
  severity: 'warning',
  kinds: [APPLICATION],
  asks: 'An Application that is named after a cluster installs into that cluster.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications; seed 004, M29',
  *check({ object }, world) {
    const { name } = object.metadata;
    const named = destinations(world).find((cluster) => name.startsWith(`${cluster}-`) || name.endsWith(`-${cluster}`));
    const [own, server] = [textAt(object, 'spec.destination.name'), textAt(object, 'spec.destination.server')];
    const elsewhere = own === undefined ? server !== undefined && LOCAL.test(server) : own !== named;
    // What is installed beside Argo CD may well be about another cluster: its name, its tree.
    if (named === undefined || !elsewhere || textAt(object, 'spec.source.chart') === undefined) return;
    yield {
      path: 'spec.destination',
      message: `${name} installs into ${own ?? 'the cluster of Argo CD itself'}, other Applications named after ${named} into ${named}`,
      why: 'The wrong cluster gets it, with the values of the other: two agents, two policies, or none where one is needed.',
      fix: `Set destination.name: ${named}, or name the Application after its cluster.`,
    };
  },
});

/** Clusters that at least one Application is named after and installs into, the longest first. */
function destinations(world: World): readonly string[] {
  return world.everywhere.once('clusters that applications are named after', () => {
    const found = everywhere(world, APPLICATION).flatMap(({ manifest: { object } }) => {
      const cluster = textAt(object, 'spec.destination.name') ?? '';
      const { name } = object.metadata;
      return cluster !== '' && cluster !== 'in-cluster' && (name.startsWith(`${cluster}-`) || name.endsWith(`-${cluster}`))
        ? [cluster]
        : [];
    });
    return [...new Set(found)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  });
}
