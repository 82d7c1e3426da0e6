import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited, type Directive } from '../../texts/nginx.ts';
import type { World } from '../../world.ts';

export const nginxResolves = defineRule({
  id: 'nginx-resolves',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Where nginx builds the address of its upstream from variables, it knows a resolver, and asks it for the whole name; and paths are joined without a slash lost or doubled.',
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
        const fault = scheme === '' ? undefined : joined(location, rest.slice(authority.length), target);
        if (fault !== undefined) yield { path, severity: 'warning', ...fault, message: `line ${directive.line}: ${fault.message}` };
        if (!authority.includes('$') || included) continue;
        const [server] = inherited(root, around, 'resolver');
        const value = [...directivesNamed(root, 'set')].find(({ directive: set }) => set.args[0] === /\$\w+/.exec(authority)?.[0])
          ?.directive.args[1];
        const host = (value ?? '').replace(/^https?:\/\//, '').split(/[:/]/)[0] ?? '';
        if (value === undefined || upstreams.has(host) || /^[\d.]+$/.test(host) || host.includes('$')) continue;
        if (server !== undefined) {
          if (!isShort(host, manifest.object.metadata.namespace ?? '', world) || /^(127\.|\[?::1)/.test(server.args[0] ?? '')) continue;
          yield {
            path,
            message: `line ${directive.line}: proxy_pass ${target} asks the resolver for ${host}, a short name`,
            why: 'The resolver of nginx knows no search domains (it does not read /etc/resolv.conf): "host not found", and every request gets 502.',
            fix: `Write ${host.split('.')[0] ?? host}.${host.split('.')[1] ?? manifest.object.metadata.namespace ?? 'NAMESPACE'}.svc.cluster.local.`,
          };
          continue;
        }
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

/** A name that a pod finds by its search domains only. */
function isShort(host: string, namespace: string, world: World): boolean {
  return (
    !host.includes('.') ||
    host.endsWith('.svc') ||
    (host.split('.').length === 2 && world.serviceAt(host, namespace)?.service !== undefined)
  );
}

/** What the path of a location and the one of its upstream make together: nginx puts the second in the place of the first. */
function joined(location: Directive | undefined, uri: string, target: string): { message: string; why: string; fix: string } | undefined {
  if (location === undefined || (location.args.length !== 1 && location.args[0] !== '^~')) return undefined;
  const prefix = location.args.at(-1) ?? '';
  if (!prefix.startsWith('/') || uri === '' || /[$?]|\.\w+$/.test(uri)) return undefined;
  if (location.block?.some(({ name }) => name === 'rewrite') === true) return undefined;
  if (!prefix.endsWith('/') && uri.endsWith('/')) {
    return {
      message: `location ${prefix} with proxy_pass ${target} makes "//" of ${prefix}/`,
      why: `${prefix}/x is asked for as ${uri}/x, which many programs answer with 404 or a redirect; ${prefix}x lands here, too.`,
      fix: `Write location ${prefix}/.`,
    };
  }
  if (!prefix.endsWith('/') || uri.endsWith('/')) return undefined;
  return {
    message: `location ${prefix} with proxy_pass ${target} makes ${uri}x of ${prefix}x`,
    why: 'The slash that ends the path of the location is taken away with it: the program gets a path that it does not have, and answers 404.',
    fix:
      uri === prefix.slice(0, -1)
        ? `Write proxy_pass ${target.slice(0, -uri.length)}; which leaves the path as it is.`
        : `Write proxy_pass ${target}/.`,
  };
}
