import type { WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import { urlsIn } from '../urls.ts';
import type { World } from '../world.ts';
import { nginxConfigs } from './nginx-configs.ts';
import { directivesNamed, type Directive, type NginxConfig } from './nginx.ts';

/** A `proxy_pass` of nginx to a Service of the tree. */
export interface ProxyPass {
  /** `data["default.conf"]` */
  readonly path: string;
  readonly config: NginxConfig;
  readonly directive: Directive;
  /** Blocks around it, outermost first. */
  readonly around: readonly Directive[];
  /** As a message names it: `location /api`, or `the server`. */
  readonly where: string;
  readonly service: WorldObject;
}

/** Where the configurations of a ConfigMap hand requests on, upstream blocks followed to their first server. */
export function* proxiedServices(manifest: WorldObject, world: World): Generator<ProxyPass> {
  const { namespace = '' } = manifest.object.metadata;
  for (const { path, config } of nginxConfigs(manifest, world)) {
    const upstreams = new Map(
      [...directivesNamed(config.directives, 'upstream')].map(({ directive }) => [directive.args[0] ?? '', directive] as const),
    );
    for (const { directive, around } of directivesNamed(config.directives, 'proxy_pass')) {
      const [url] = urlsIn(directive.args[0] ?? '');
      if (url === undefined) continue;
      const inner = upstreams
        .get(url.host)
        ?.block?.find(({ name }) => name === 'server')
        ?.args[0]?.split(':')[0];
      const host = serviceHost(inner ?? url.host, namespace);
      const service = host === undefined ? undefined : world.find('v1/Service', host.namespace, host.name);
      const location = around.findLast(({ name }) => name === 'location')?.args.join(' ');
      if (service !== undefined)
        yield { path, config, directive, around, where: location === undefined ? 'the server' : `location ${location}`, service };
    }
  }
}
