import { chartObjects } from '../../hosts/chart-objects.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { ISSUERS, takesName } from '../../security/acme.ts';
import { documentKind } from '../../document.ts';
import { certificatesOf } from '../../security/issued.ts';
import type { World } from '../../world.ts';

const CLASS = 'networking.k8s.io/v1/IngressClass';
/** Programs that answer Ingresses of the class of their name. */
const CONTROLLERS = /^(nginx|traefik|haproxy|kong|contour)/;

export const acmeSolverWorks = defineRule({
  id: 'acme-solver-works',
  severity: 'error',
  kinds: [...ISSUERS],
  asks: 'An issuer of ACME can solve what its certificates ask: names with a star by DNS, and challenges by HTTP through an Ingress that somebody serves.',
  source: 'https://cert-manager.io/docs/configuration/acme/http01/; https://letsencrypt.org/docs/challenge-types/',
  *check(manifest, world) {
    const solvers = itemsAt(manifest.object, 'spec.acme.solvers');
    if (solvers.length === 0) return;
    for (const certificate of certificatesOf(manifest, world)) {
      const names = itemsAt(certificate.object, 'spec.dnsNames').flatMap((each) => text(each) ?? []);
      for (const name of names.filter((each) => each.startsWith('*.'))) {
        if (
          solvers.some(
            (solver) => at(solver, 'dns01') !== undefined && takesName(solver, name, textsAt(certificate.object, 'metadata.labels')),
          )
        )
          continue;
        yield {
          path: 'spec.acme.solvers',
          message: `Certificate ${certificate.object.metadata.name} asks for ${name}, and no solver for it is one by DNS (dns01)`,
          why: 'Names with a star are proven by DNS only: the order stays pending, the certificate is never issued or never renewed.',
          fix: 'Add a solver dns01 (with selector.dnsZones), or name each host.',
        };
        break;
      }
    }
    for (const [index, solver] of solvers.entries()) yield* unanswered(solver, `spec.acme.solvers[${index}].http01.ingress`, world);
  },
});

/** A challenge by HTTP through an Ingress for which the tree, whose doors are gateways, has no controller. */
function* unanswered(solver: unknown, path: string, world: World): Iterable<Issue> {
  const name = textAt(solver, 'http01.ingress.ingressClassName') ?? textAt(solver, 'http01.ingress.class');
  const gateways = world.ofKind('networking.istio.io/v1/Gateway').length + world.ofKind('gateway.networking.k8s.io/v1/Gateway').length;
  if (name === undefined || !CONTROLLERS.test(name) || gateways === 0 || isServed(name, world)) return;
  yield {
    path,
    severity: 'warning',
    message: `challenges go through an Ingress of class ${name}, and nothing in the tree serves it: the hosts come in by gateways`,
    why: 'The page of the challenge is never found: certificates are not issued, and those that there are end after 90 days.',
    fix: 'Use http01.gatewayHTTPRoute or dns01.',
  };
}

function isServed(name: string, world: World): boolean {
  const word = CONTROLLERS.exec(name)?.[1] ?? name;
  return (
    // Beside classes that are known, one that is not is told by `class-exists`.
    world.ofKind(CLASS).length > 0 ||
    chartObjects(world, CLASS).length > 0 ||
    releasesOf(world).some(({ chart }) => chart.includes(word)) ||
    world
      .podTemplates()
      .some(({ containers }) => containers.some(({ image = '' }) => image.includes('ingress') || /(^|\/)traefik:/.test(image))) ||
    world.ofKind('networking.k8s.io/v1/Ingress').some(({ object }) => textAt(object, 'spec.ingressClassName') === name) ||
    (['Script', 'TextFile', 'Aside'] as const).some((kind) =>
      world
        .ofKind(documentKind(kind))
        .some(({ object }) => new RegExp(`ingress.?${word}|${word}.?ingress|k3s`, 'i').test(textAt(object, 'text') ?? '')),
    )
  );
}
