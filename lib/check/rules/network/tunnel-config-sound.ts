import { at, fields, items, join, textAt, textsAt } from '../../read.ts';
import { gatewayPods } from '../../mesh/gateway-pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { yamlIn } from '../../text-yaml.ts';
import { routedHosts } from '../../texts/site-addresses.ts';
import type { World } from '../../world.ts';

export const tunnelConfigSound = defineRule({
  id: 'tunnel-config-sound',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The rules of a Cloudflare tunnel end with one for all other hosts, none stands behind it, and what they send to a gateway has a route there.',
  source:
    'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/do-more-with-tunnels/local-management/configuration-file/',
  *check({ object }, world) {
    for (const [key, written] of Object.entries(textsAt(object, 'data'))) {
      if (!/^ingress:/m.test(written) || !/^(?:tunnel|credentials-file|originRequest|warp-routing):/m.test(written)) continue;
      const rules = items(fields(yamlIn(written))['ingress']);
      const path = join('data', key);
      const open = rules.findIndex((each) => at(each, 'hostname') === undefined && at(each, 'path') === undefined);
      for (const rule of rules) yield* unrouted(rule, path, object.metadata.namespace ?? '', world);
      const nameless = rules.find((each) => at(each, 'service') === undefined);
      if (nameless !== undefined) {
        yield {
          path,
          message: `the rule for ${textAt(nameless, 'hostname') ?? 'all hosts'} has no service`,
          why: 'cloudflared refuses its settings and does not start: the whole site is gone.',
          fix: 'Add service, such as http://web.blog.svc.cluster.local:80.',
        };
      } else if (rules.length > 0 && open === -1) {
        yield {
          path,
          message: `the last of its rules is for ${textAt(rules.at(-1), 'hostname') ?? textAt(rules.at(-1), 'path') ?? ''}, and none is for all other hosts`,
          why: 'cloudflared refuses its settings ("The last ingress rule must match all URLs") and does not start: the whole site is gone.',
          fix: 'End the list with {service: "http_status:404"}.',
        };
      } else if (open !== -1 && open < rules.length - 1) {
        yield {
          path,
          message: `the rule for all hosts is number ${open + 1} of ${rules.length}`,
          why: 'cloudflared refuses a rule that no request would ever reach, and does not start.',
          fix: 'Put it at the end.',
        };
      }
    }
  },
});

/** A host that the tunnel hands to a gateway of the mesh, which has routes for others of the zone and none for it. */
function* unrouted(rule: unknown, path: string, namespace: string, world: World): Iterable<Issue> {
  const host = textAt(rule, 'hostname') ?? '';
  const [, target = ''] = /^https?:\/\/([\w.-]+)/.exec(textAt(rule, 'service') ?? '') ?? [];
  const service = serviceHost(target, namespace);
  const isGateway =
    service !== undefined &&
    gatewayPods(world).some(({ namespace: place, labels }) => place === service.namespace && labels['app'] === service.name);
  if (!isGateway || !/^(?:[\w-]+\.)+[a-z]{2,}$/.test(host)) return;
  const zone = host.split('.').slice(-2).join('.');
  const routed = [...routedHosts(world)].filter((each) => each.endsWith(zone) || each === '*');
  if (
    routed.length === 0 ||
    routed.some((each) => each === host || each === '*' || (each.startsWith('*.') && host.endsWith(each.slice(1))))
  )
    return;
  yield {
    path,
    message: `the tunnel sends ${host} to gateway ${target}, which has routes for ${routed.sort().slice(0, 5).join(', ')}`,
    why: 'The gateway answers 404 for a host without a route: the site is down under this name.',
    fix: 'Add the host to a VirtualService, or write one that has a route.',
  };
}
