import { takesPlainHttp } from '../../delivery/argocd-server.ts';
import { isGuide } from '../../guides.ts';
import { at, itemsAt, numberAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const argocdPlainHttp = defineRule({
  id: 'argocd-plain-http',
  severity: 'error',
  kinds: ['gateway.networking.k8s.io/v1/HTTPRoute', 'networking.istio.io/v1/VirtualService', 'networking.k8s.io/v1/Ingress'],
  asks: "Where a route sends plain HTTP to Argo CD's server, the server is told not to redirect to HTTPS (server.insecure).",
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/ingress/; seed 004, section 8.4',
  *check({ object, file }, world) {
    // A page tells beside it how the server is to be set.
    if (isGuide(file)) return;
    const namespace = object.metadata.namespace ?? '';
    for (const { host, port, path } of backends(object)) {
      const target = serviceHost(host, namespace);
      if (target === undefined || !/(^|-)argocd-server$|^argo-cd-argocd-server$/.test(target.name) || !isPort(port, object)) continue;
      if (takesPlainHttp(world, target.namespace) !== false || speaksTls(object, world)) continue;
      yield {
        path,
        message: `${host} gets plain HTTP on port ${port}, and Argo CD answers that with a redirect to HTTPS`,
        why: 'The browser is sent back to where it came from, until it gives up: ERR_TOO_MANY_REDIRECTS.',
        fix: 'Set configs.params["server.insecure"]: true in the values of Argo CD.',
      };
    }
  },
});

/** The server looks at what comes in, whatever the port; some controllers encrypt what goes to one that is called https. */
function isPort(port: string, object: unknown): boolean {
  if (port === '80' || port === 'http') return true;
  return (
    (port === '443' || port === 'https') &&
    (itemsAt(object, 'spec.gateways').length > 0 || textAt(object, 'spec.ingressClassName') === 'nginx')
  );
}

interface Backend {
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

function* backends(object: unknown): Iterable<Backend> {
  const kind = textAt(object, 'kind');
  for (const [index, rule] of itemsAt(object, kind === 'VirtualService' ? 'spec.http' : 'spec.rules').entries()) {
    if (kind === 'HTTPRoute') {
      for (const [place, each] of itemsAt(rule, 'backendRefs').entries()) {
        const host = `${textAt(each, 'name') ?? ''}${at(each, 'namespace') === undefined ? '' : `.${textAt(each, 'namespace') ?? ''}`}`;
        yield { host, port: textAt(each, 'port') ?? '', path: `spec.rules[${index}].backendRefs[${place}]` };
      }
    } else if (kind === 'VirtualService') {
      for (const [place, each] of itemsAt(rule, 'route').entries()) {
        const port = numberAt(each, 'destination.port.number');
        yield {
          host: textAt(each, 'destination.host') ?? '',
          port: String(port ?? ''),
          path: `spec.http[${index}].route[${place}].destination`,
        };
      }
    } else {
      for (const [place, each] of itemsAt(rule, 'http.paths').entries()) {
        const service = at(each, 'backend.service');
        const port = textAt(service, 'port.number') ?? textAt(service, 'port.name') ?? '';
        yield { host: textAt(service, 'name') ?? '', port, path: `spec.rules[${index}].http.paths[${place}].backend.service` };
      }
    }
  }
}

/** An Ingress that encrypts to its backend, or passes on what comes encrypted; a DestinationRule that does. */
function speaksTls(object: unknown, world: World): boolean {
  const annotations = JSON.stringify(textsAt(object, 'metadata.annotations'));
  return (
    /backend-protocol":"(HTTPS|GRPCS)|ssl-passthrough":"true/i.test(annotations) ||
    world
      .ofKind('networking.istio.io/v1/DestinationRule')
      .some(
        (each) =>
          (textAt(each.object, 'spec.host') ?? '').includes('argocd-server') && at(each.object, 'spec.trafficPolicy.tls') !== undefined,
      )
  );
}
