import { timedRoutes } from '../../mesh/timed-routes.ts';
import { defineRule } from '../../rule.ts';
import { secondsOf } from '../../seconds.ts';
import { readersOf } from '../../texts/nginx-configs.ts';
import { proxiedServices } from '../../texts/nginx-proxied.ts';
import { inherited } from '../../texts/nginx.ts';

/** How long nginx waits for an answer unless it is told. @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout */
const USUAL = '60s';

export const timeoutsNest = defineRule({
  id: 'timeouts-nest',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'Of the timeouts on one way, the gateway, nginx and the route behind it, none ends before the one further in.',
  source:
    'https://istio.io/latest/docs/concepts/traffic-management/#timeouts; https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const said = new Set<string>();
    for (const { path, config, directive, around, where, service } of proxiedServices(manifest, world)) {
      const pods = readersOf(world, namespace, name).map(({ pod }) => pod);
      const stated = inherited(config.directives, around, 'proxy_read_timeout')[0]?.args[0];
      const waits = secondsOf(stated ?? USUAL) ?? Number.POSITIVE_INFINITY;
      const target = `${service.object.metadata.namespace ?? ''}/${service.object.metadata.name}`;
      const [inner] = pods.some(({ injection }) => injection === 'yes') ? (timedRoutes(world).inside.get(target) ?? []) : [];
      const given = secondsOf(inner?.timeout) ?? 0;
      if (inner !== undefined && waits < given) {
        yield {
          path,
          message: `line ${directive.line}: ${where} waits ${stated ?? `${USUAL}, the default,`} for ${service.object.metadata.name}, and VirtualService ${inner.virtualService} gives it ${inner.timeout}`,
          why: 'nginx answers 504 while the request still runs behind it: the timeout and the retries of the route are never reached.',
          fix: `Set proxy_read_timeout ${given + 5}s; there, or shorten the timeout of the route.`,
        };
      }
      const location = around.findLast((each) => each.name === 'location')?.args.at(-1) ?? '/';
      const fronts = new Set(pods.flatMap((pod) => world.servicesOf(pod)));
      for (const front of fronts) {
        const outer = timedRoutes(world)
          .outside.get(`${front.object.metadata.namespace ?? ''}/${front.object.metadata.name}`)
          ?.find(({ prefix }) => location.startsWith(prefix));
        const most = secondsOf(outer?.timeout) ?? 0;
        const longer =
          stated !== undefined && waits > most
            ? `${where} waits ${stated}`
            : given > most
              ? `VirtualService ${inner?.virtualService ?? ''} gives ${inner?.timeout ?? ''}`
              : '';
        const key = `${outer?.virtualService ?? ''} ${target}`;
        if (outer === undefined || most === 0 || longer === '' || said.has(key)) continue;
        said.add(key);
        yield {
          path,
          message: `line ${directive.line}: VirtualService ${outer.virtualService} gives up after ${outer.timeout}, and behind it ${longer} for ${service.object.metadata.name}`,
          why: 'The gateway answers 504 first: a request that needs the longer time never gets it, and its work goes on for nobody.',
          fix: 'Give the outer route the longest timeout, or give these paths a route of their own.',
        };
      }
    }
  },
});
