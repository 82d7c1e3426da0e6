import { at, itemsAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { askersOf, ISSUERS, takesName, zonesOf, type Asker } from '../../security/acme.ts';
import { labelsText } from '../../selector.ts';

const CLASS = 'acme.cert-manager.io/http01-ingress-class';
const WHY = 'The order stays without a challenge ("no configured challenge solvers can be used"): the certificate is never issued.';

export const acmeSolverChosen = defineRule({
  id: 'acme-solver-chosen',
  severity: 'error',
  kinds: [...ISSUERS],
  asks: 'Each name for which an issuer of ACME is asked has a solver that takes it, and its Ingress does not name another class than the solver.',
  source: 'https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types',
  *check(manifest, world) {
    const acme = at(manifest.object, 'spec.acme');
    if (acme === undefined || acme === null) return;
    const solvers = itemsAt(acme, 'solvers');
    if (solvers.length === 0) {
      // An authority that knows the account may ask for no proof.
      if (at(acme, 'externalAccountBinding') !== undefined) return;
      yield {
        path: 'spec.acme',
        message: 'it has no solvers',
        why: WHY,
        fix: 'Add spec.acme.solvers with http01 or dns01.',
      };
      return;
    }
    const zones = solvers.flatMap(zonesOf);
    if (zones.some((zone) => /[$<{]/.test(zone))) return;
    for (const asker of askersOf(manifest, world)) {
      yield* twice(asker, solvers);
      const { kind, metadata } = asker.manifest.object;
      // A name with a star that no solver by DNS takes is told by `acme-solver-works`.
      const asked = asker.names.filter((each) => kind !== 'Certificate' || !each.startsWith('*.'));
      const name = asked.find((each) => !solvers.some((solver) => takesName(solver, each, asker.labels)));
      if (name === undefined) continue;
      const starred = zones.find((zone) => zone.startsWith('*.') && name.endsWith(zone.slice(1)));
      const labels = solvers.map((solver) => textsAt(solver, 'selector.matchLabels')).find((each) => Object.keys(each).length > 0);
      yield {
        path: 'spec.acme.solvers',
        message: `no solver takes ${name} of ${kind} ${metadata.name}${starred !== undefined ? `: dnsZones has ${starred}, and a zone has no star` : labels === undefined ? '' : `: they ask for ${labelsText(labels)}`}`,
        why: WHY,
        fix:
          starred !== undefined
            ? `Write ${starred.slice(2)}.`
            : labels === undefined
              ? 'Add the zone of the name to a selector, or a solver without a selector.'
              : `Give the ${kind} the label, or leave the selector out.`,
      };
    }
  },
});

/** An Ingress that names a class for its challenges, which the solver names in its newer field. */
function* twice({ manifest }: Asker, solvers: readonly unknown[]): Iterable<Issue> {
  const named = textsAt(manifest.object, 'metadata.annotations')[CLASS];
  const index = solvers.findIndex((solver) => at(solver, 'http01.ingress.ingressClassName') !== undefined);
  if (named === undefined || index === -1) return;
  yield {
    path: `spec.acme.solvers[${index}].http01.ingress.ingressClassName`,
    message: `Ingress ${manifest.object.metadata.name} has the annotation http01-ingress-class ${named}, and the solver has ingressClassName`,
    why: 'The annotation fills the older field beside it, and cert-manager takes one of the two ("cannot be set at the same time"): no challenge is presented.',
    fix: 'Remove the annotation, or write class in the solver.',
  };
}
