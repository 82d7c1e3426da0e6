import { bypassesSidecar } from '../../mesh/sidecar.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs, readersOf } from '../../texts/nginx-configs.ts';
import { listensOf } from '../../texts/nginx-servers.ts';
import { directivesNamed, inherited } from '../../texts/nginx.ts';
import { Cidr } from '../../../values/cidr.ts';

/** Where the sidecar connects from, in its usual mode. @see https://istio.io/latest/docs/ops/deployment/application-requirements/ */
const SIDECAR = '127.0.0.6';

export const nginxSeesClients = defineRule({
  id: 'nginx-sees-clients',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'nginx behind a sidecar decides by the address of a client only where it takes that from a header which the sidecar hands on.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_realip_module.html; https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const configs = nginxConfigs(manifest, world);
    if (configs.length === 0) return;
    const ports = configs.flatMap(({ config }) =>
      [...directivesNamed(config.directives, 'server')].flatMap(({ directive }) => listensOf(directive).map(({ port }) => port)),
    );
    const pods = readersOf(world, namespace, name).map(({ pod }) => pod);
    const behind = pods.find(
      (pod) =>
        pod.injection === 'yes' &&
        pod.annotations['sidecar.istio.io/interceptionMode'] !== 'TPROXY' &&
        !ports.some((port) => bypassesSidecar(pod, port)),
    );
    if (behind === undefined) return;
    const owner = `${behind.owner.object.kind} ${behind.owner.object.metadata.name}`;
    for (const { path, config } of configs) {
      const trusted = [...directivesNamed(config.directives, 'set_real_ip_from')];
      const header = [...directivesNamed(config.directives, 'real_ip_header')].length > 0;
      if (header && trusted.some(({ directive }) => covers(directive.args[0] ?? ''))) continue;
      const [first] = trusted;
      if (header && first !== undefined) {
        yield {
          path,
          severity: 'warning',
          message: `line ${first.directive.line}: set_real_ip_from is ${trusted.map(({ directive }) => directive.args[0]).join(', ')}, and the sidecar of ${owner} connects from ${SIDECAR}`,
          why: 'nginx trusts the header from these addresses only, and none of its connections comes from them: every client has the address of the sidecar.',
          fix: `Add set_real_ip_from ${SIDECAR}/32;.`,
        };
      }
      for (const { directive } of ['limit_req_zone', 'limit_conn_zone'].flatMap((each) => [...directivesNamed(config.directives, each)])) {
        if (!/^\$(binary_)?remote_addr$/.test(directive.args[0] ?? '')) continue;
        yield {
          path,
          severity: 'warning',
          message: `line ${directive.line}: ${directive.name} counts by ${directive.args[0] ?? ''}, which is ${SIDECAR} for every request, from the sidecar of ${owner}`,
          why: 'All clients are counted as one: a few of them use up the limit, and everybody else gets 503.',
          fix: `Add set_real_ip_from ${SIDECAR}/32; real_ip_header X-Forwarded-For; real_ip_recursive on;.`,
        };
      }
      for (const { directive, around } of directivesNamed(config.directives, 'deny')) {
        if (directive.args[0] !== 'all') continue;
        const allowed = inherited(config.directives, around, 'allow').map(({ args }) => args[0] ?? '');
        // What is for the machine alone is told by `nginx-status-served`.
        if (allowed.every((each) => /^(127\.|::1|localhost)/.test(each)) || allowed.some(covers)) continue;
        const place = around.findLast((each) => each.name === 'location')?.args.join(' ');
        yield {
          path,
          message: `line ${directive.line}: ${place === undefined ? 'the server' : `location ${place}`} lets in ${allowed.join(', ')}, and every request comes from ${SIDECAR}, the sidecar of ${owner}`,
          why: 'nginx sees the connection of the sidecar, not that of the client: everybody gets 403, those who are allowed, too.',
          fix: `Say who may come in an AuthorizationPolicy (remoteIpBlocks), or add set_real_ip_from ${SIDECAR}/32; real_ip_header X-Forwarded-For; real_ip_recursive on;.`,
        };
      }
    }
  },
});

function covers(range: string): boolean {
  if (range === SIDECAR || range === 'all') return true;
  try {
    return Cidr.parse(range).contains(SIDECAR);
  } catch {
    return false;
  }
}
