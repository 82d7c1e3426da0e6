import type { KubeObject } from '../../manifest/manifest.ts';
import { at, itemsAt, numberAt, textAt } from '../read.ts';

/** A place where an object sends requests to a Service. */
export interface Backend {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  /** A number or a name; `undefined` for a usual one. */
  readonly port: number | string | undefined;
}

/** Services that an Ingress, a route of the Gateway API or of Traefik, a webhook or an API names. */
export function* backendsOf(object: KubeObject): Iterable<Backend> {
  const own = object.metadata.namespace ?? '';
  if (object.kind === 'Ingress') {
    yield* ingress(at(object, 'spec.defaultBackend'), 'spec.defaultBackend', own);
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      for (const [place, each] of itemsAt(rule, 'http.paths').entries()) {
        yield* ingress(at(each, 'backend'), `spec.rules[${index}].http.paths[${place}].backend`, own);
      }
    }
  } else if (object.kind === 'IngressRoute') {
    for (const [index, route] of itemsAt(object, 'spec.routes').entries()) {
      for (const [place, each] of itemsAt(route, 'services').entries()) {
        const name = textAt(each, 'name');
        // Traefik's own services have an `@`, other kinds a `kind`.
        if (name === undefined || name.includes('@') || (textAt(each, 'kind') ?? 'Service') !== 'Service') continue;
        yield {
          path: `spec.routes[${index}].services[${place}]`,
          name,
          namespace: textAt(each, 'namespace') ?? own,
          port: portOf(at(each, 'port')),
        };
      }
    }
  } else if (object.kind === 'APIService') {
    yield* webhook(at(object, 'spec.service'), 'spec.service');
  } else if (object.kind.endsWith('WebhookConfiguration')) {
    for (const [index, each] of itemsAt(object, 'webhooks').entries())
      yield* webhook(at(each, 'clientConfig.service'), `webhooks[${index}].clientConfig.service`);
  } else {
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      for (const [place, each] of itemsAt(rule, 'backendRefs').entries()) {
        const name = textAt(each, 'name');
        if (name === undefined || (textAt(each, 'kind') ?? 'Service') !== 'Service' || (textAt(each, 'group') ?? '') !== '') continue;
        yield {
          path: `spec.rules[${index}].backendRefs[${place}]`,
          name,
          namespace: textAt(each, 'namespace') ?? own,
          port: numberAt(each, 'port'),
        };
      }
    }
  }
}

function* ingress(backend: unknown, path: string, namespace: string): Iterable<Backend> {
  const name = textAt(backend, 'service.name');
  // The AWS controller takes actions under the name of a Service.
  if (name === undefined || at(backend, 'service.port.name') === 'use-annotation') return;
  yield {
    path: `${path}.service`,
    name,
    namespace,
    port: numberAt(backend, 'service.port.number') ?? textAt(backend, 'service.port.name'),
  };
}

function* webhook(service: unknown, path: string): Iterable<Backend> {
  const name = textAt(service, 'name');
  if (name !== undefined) yield { path, name, namespace: textAt(service, 'namespace') ?? '', port: numberAt(service, 'port') ?? 443 };
}

function portOf(port: unknown): number | string | undefined {
  if (typeof port === 'number') return port;
  return typeof port === 'string' ? (/^\d+$/.test(port) ? Number(port) : port) : undefined;
}
