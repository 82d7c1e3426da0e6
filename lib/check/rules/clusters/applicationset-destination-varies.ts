import { LOCAL } from '../../clusters/where.ts';
import { registered } from '../../clusters/registered.ts';
import { at, fields, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';

export const applicationsetDestinationVaries = defineRule({
  id: 'applicationset-destination-varies',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What an ApplicationSet makes for each of several clusters goes to that cluster.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Cluster/',
  *check({ object }, world) {
    // Of several generators each may be for something else.
    const [generator] = itemsAt(object, 'spec.generators').length === 1 ? [...clusterGenerators(object)] : [];
    const destination = at(object, 'spec.template.spec.destination');
    const [name, server] = [textAt(destination, 'name'), textAt(destination, 'server')];
    const written = name ?? server ?? '';
    // For the cluster of Argo CD itself people make one Application a cluster on purpose.
    if (generator === undefined || written === '' || written.includes('{{') || name === 'in-cluster' || LOCAL.test(written)) return;
    const chosen = registered(world).filter((each) => matchesSelector(fields(generator)['selector'] ?? {}, each.labels));
    if (at(object, 'spec.templatePatch') !== undefined || (chosen.length > 0 && chosen.length < 2)) return;
    yield {
      path: `spec.template.spec.destination.${name === undefined ? 'server' : 'name'}`,
      message: `an Application is made for each cluster${chosen.length > 0 ? ` (${chosen.map((each) => each.name ?? '?').join(', ')})` : ''}, and all of them install into ${written}`,
      why: 'They take the same objects from each other, sync after sync, and the other clusters get nothing.',
      fix:
        name === undefined
          ? "Write server: '{{.server}}' ({{server}} without goTemplate)."
          : "Write name: '{{.name}}' ({{name}} without goTemplate).",
    };
  },
});

/** Generators over clusters, also within a matrix. */
function* clusterGenerators(object: unknown, path = 'spec.generators', depth = 2): Iterable<unknown> {
  for (const each of itemsAt(object, path)) {
    if (at(each, 'clusters') !== undefined && at(each, 'clusters') !== null) yield at(each, 'clusters');
    for (const nested of depth > 0 ? ['matrix', 'merge'] : []) yield* clusterGenerators(each, `${nested}.generators`, depth - 1);
  }
}
