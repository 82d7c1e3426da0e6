import { admits, GATEWAY } from '../../network/gateway-listeners.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { askersOf, gatewaysOff, ISSUERS, takesName } from '../../security/acme.ts';

export const acmeGatewayAdmits = defineRule({
  id: 'acme-gateway-admits',
  severity: 'error',
  kinds: [...ISSUERS],
  asks: 'A challenge that goes through a Gateway hangs on a listener for plain HTTP on port 80, which takes routes of the namespace that asks, and cert-manager looks at Gateways.',
  source: 'https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http-01-gateway-api-solver',
  *check(manifest, world) {
    for (const [index, solver] of itemsAt(manifest.object, 'spec.acme.solvers').entries()) {
      if (itemsAt(solver, 'http01.gatewayHTTPRoute.parentRefs').length > 0 && gatewaysOff(world)) {
        yield {
          path: `spec.acme.solvers[${index}].http01.gatewayHTTPRoute`,
          message: 'the solver makes routes of the Gateway API, and the values of cert-manager do not switch Gateways on',
          why: 'cert-manager refuses each challenge ("gateway api is not enabled"): no certificate of this issuer is ever made or renewed.',
          fix: 'Set config.enableGatewayAPI: true (with apiVersion and kind ControllerConfiguration) in the values of cert-manager.',
        };
      }
      const asking = askersOf(manifest, world).filter(({ names, labels }) => names.some((name) => takesName(solver, name, labels)));
      for (const [place, parent] of itemsAt(solver, 'http01.gatewayHTTPRoute.parentRefs').entries()) {
        // Without a namespace the Gateway is looked for beside each Certificate.
        const namespace = textAt(parent, 'namespace');
        const gateway = namespace === undefined ? undefined : world.find(GATEWAY, namespace, textAt(parent, 'name') ?? '');
        const all = itemsAt(gateway?.object, 'spec.listeners');
        if (namespace === undefined || gateway === undefined || all.length === 0) continue;
        const path = `spec.acme.solvers[${index}].http01.gatewayHTTPRoute.parentRefs[${place}]`;
        const section = textAt(parent, 'sectionName');
        const listeners = all.filter((each) => section === undefined || textAt(each, 'name') === section);
        const called = `Gateway ${gateway.object.metadata.name}`;
        const plain = listeners.filter((each) => textAt(each, 'protocol') === 'HTTP' && textAt(each, 'port') === '80');
        if (plain.length === 0) {
          yield issue(
            path,
            listeners.length === 0
              ? `${called} has no listener "${section ?? ''}", it has ${all.map((each) => textAt(each, 'name') ?? '').join(', ')}`
              : `${called} has no listener for plain HTTP on port 80${section === undefined ? '' : ` called "${section}"`}`,
            'Name a listener with protocol HTTP and port 80, or add one.',
          );
          continue;
        }
        const refused = asking.find(
          ({ manifest: each }) => !plain.some((listener) => admits(world, listener, namespace, each.object.metadata.namespace ?? '')),
        );
        if (refused === undefined) continue;
        const { kind, metadata } = refused.manifest.object;
        const names = plain.map((each) => textAt(each, 'name') ?? '').join(', ');
        yield issue(
          path,
          `listener ${names} of ${called} takes no routes of namespace "${metadata.namespace ?? ''}", in which ${kind} ${metadata.name} asks`,
          'Open the listener to the namespace with allowedRoutes.namespaces.',
        );
      }
    }
  },
});

function issue(path: string, message: string, fix: string): Issue {
  return {
    path,
    message,
    why: 'The route of the challenge is not taken: the authority finds 404 at /.well-known/acme-challenge/, and the certificate is never issued or never renewed.',
    fix,
  };
}
