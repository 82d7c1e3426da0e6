import type { PodTemplate } from '../../pods.ts';
import { at, itemsAt, text } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { nginxConfigs, readersOf } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited } from '../../texts/nginx.ts';
import { urlsIn } from '../../urls.ts';
import type { World } from '../../world.ts';

export const nginxProxiesMesh = defineRule({
  id: 'nginx-proxies-mesh',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'nginx speaks to Services of the mesh in HTTP/1.1 and calls them by their own name (Host).',
  source:
    'https://istio.io/latest/docs/ops/common-problems/network-issues/#envoy-wont-connect-to-my-http10-service; https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const readers = readersOf(world, namespace, name).map(({ pod }) => pod);
    for (const { path, config } of nginxConfigs(manifest, world)) {
      const upstreams = new Map(
        [...directivesNamed(config.directives, 'upstream')].map(({ directive }) => [directive.args[0] ?? '', directive] as const),
      );
      for (const { directive, around } of directivesNamed(config.directives, 'proxy_pass')) {
        const [url] = urlsIn(directive.args[0] ?? '');
        const inner = upstreams
          .get(url?.host ?? '')
          ?.block?.find((each) => each.name === 'server')
          ?.args[0]?.split(':')[0];
        const host = url === undefined ? undefined : serviceHost(inner ?? url.host, namespace);
        const service = host === undefined ? undefined : world.find('v1/Service', host.namespace, host.name);
        if (service === undefined || url === undefined) continue;
        const where = around.findLast((each) => each.name === 'location')?.args.join(' ') ?? 'the server';
        const target = service.object.metadata.name;
        if (
          meshed([...readers, ...world.podsOfService(service)]) &&
          inherited(config.directives, around, 'proxy_http_version').length === 0
        ) {
          const message = `line ${directive.line}: location ${where} speaks HTTP/1.0 to ${target}, which is in the mesh`;
          yield {
            path,
            message,
            why: 'Envoy answers HTTP/1.0 with 426 Upgrade Required: every request on this location fails.',
            fix: 'Add proxy_http_version 1.1; (nginx before 1.29.7 speaks 1.0 unless told).',
          };
        }
        const sent = inherited(config.directives, around, 'proxy_set_header').find(({ args }) => args[0]?.toLowerCase() === 'host')
          ?.args[1];
        const rule = routesBy(world).get(`${service.object.metadata.namespace ?? ''}/${target}`);
        // Unless told, nginx sends what stands in proxy_pass: the name of the upstream block, which no Service has.
        const own = sent === undefined || /^\$proxy_host$/.test(sent) ? named(url.host, inner, target) : undefined;
        const other = own ?? (/^\$(host|http_host|server_name)$/.test(sent ?? '') ? sent : undefined);
        if (other === undefined || rule === undefined || !meshed(readers)) continue;
        yield {
          path,
          message: `line ${directive.line}: location ${where} sends Host ${other}${own === undefined ? '' : ', the name of its upstream block,'} to ${target} and so passes by ${rule.object.kind} ${rule.object.metadata.name}`,
          why: 'The sidecar picks the route by the Host header: another name matches no Service, so weights, retries, timeouts and mutual TLS of the mesh do not apply.',
          fix: `Write proxy_set_header Host ${inner ?? url.host}; and pass the public name on in X-Forwarded-Host.`,
        };
      }
    }
  },
});

/** The name of an upstream block, where it is none of the Service behind it. */
function named(host: string, inner: string | undefined, service: string): string | undefined {
  return inner === undefined || host === inner || host === service ? undefined : host;
}

function meshed(pods: readonly PodTemplate[]): boolean {
  return pods.some(({ injection }) => injection === 'yes');
}

/** Routes and rules of the mesh by the Service that they are for; those of gateways alone do not count. */
function routesBy(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('mesh routes by service', () => {
    const found = new Map<string, WorldObject>();
    const put = (manifest: WorldObject, written: unknown): void => {
      const host = serviceHost(text(written) ?? '', manifest.object.metadata.namespace ?? '');
      if (host !== undefined) found.set(`${host.namespace}/${host.name}`, manifest);
    };
    for (const manifest of world.ofKind('networking.istio.io/v1/DestinationRule')) put(manifest, at(manifest.object, 'spec.host'));
    for (const manifest of world.ofKind('networking.istio.io/v1/VirtualService')) {
      const gateways = itemsAt(manifest.object, 'spec.gateways');
      if (gateways.length === 0 || gateways.includes('mesh'))
        for (const host of itemsAt(manifest.object, 'spec.hosts')) put(manifest, host);
    }
    return found;
  });
}
