import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited } from '../../texts/nginx.ts';

export const nginxResolves = defineRule({
  id: 'nginx-resolves',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Where nginx builds the address of its upstream from variables, it knows a resolver; and paths are joined without doubled slashes.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass; https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver',
  *check(manifest, world) {
    for (const { path, key, config } of nginxConfigs(manifest, world)) {
      const root = config.directives;
      const upstreams = new Set([...directivesNamed(root, 'upstream')].map(({ directive }) => directive.args[0] ?? ''));
      // Another file, such as the image's own nginx.conf, may have the resolver.
      const included = key !== 'nginx.conf' && !root.some(({ name }) => name === 'http' || name === 'server');
      for (const { directive, around } of directivesNamed(root, 'proxy_pass')) {
        const [target = ''] = directive.args;
        const [, scheme = '', rest = ''] = /^(?:(https?):\/\/)?(.*)$/.exec(target) ?? [];
        const authority = rest.split('/')[0] ?? '';
        const location = around.findLast((each) => each.name === 'location');
        const [prefix = ''] = location?.args ?? [];
        if (
          location?.args.length === 1 &&
          prefix !== '/' &&
          prefix.startsWith('/') &&
          !prefix.endsWith('/') &&
          scheme !== '' &&
          rest === `${authority}/`
        ) {
          const message = `line ${directive.line}: location ${prefix} with proxy_pass ${target} makes "//" of ${prefix}/`;
          yield {
            path,
            severity: 'warning',
            message,
            why: `${prefix}/x is asked for as //x, which many programs answer with 404 or a redirect; ${prefix}x lands here, too.`,
            fix: `Write location ${prefix}/.`,
          };
        }
        if (!authority.includes('$') || included || inherited(root, around, 'resolver').length > 0) continue;
        const value = [...directivesNamed(root, 'set')].find(({ directive: set }) => set.args[0] === /\$\w+/.exec(authority)?.[0])
          ?.directive.args[1];
        const host = (value ?? '').replace(/^https?:\/\//, '').split(/[:/]/)[0] ?? '';
        if (value === undefined || upstreams.has(host) || /^[\d.]+$/.test(host) || host.includes('$')) continue;
        yield {
          path,
          message: `line ${directive.line}: proxy_pass ${target} is ${value}, and no resolver is set`,
          why: 'Addresses with variables are looked up when a request comes: nginx logs "no resolver defined" and answers 502.',
          fix: 'Add resolver kube-dns.kube-system.svc.cluster.local valid=10s; or write the address without a variable.',
        };
      }
    }
  },
});
