import { podPort, servicePorts } from '../../services.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs, readersOf } from '../../texts/nginx-configs.ts';
import { listensOf } from '../../texts/nginx-servers.ts';
import { directivesNamed, inherited, type Directive } from '../../texts/nginx.ts';

export const nginxRedirectsToPort = defineRule({
  id: 'nginx-redirects-to-port',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'Redirects that nginx makes itself do not name the port of its container, where people come by another.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#port_in_redirect; https://nginx.org/en/docs/http/ngx_http_core_module.html#absolute_redirect',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const configs = nginxConfigs(manifest, world);
    if (configs.length === 0) return;
    const doors = readersOf(world, namespace, name).flatMap(({ pod }) =>
      world
        .servicesOf(pod)
        .flatMap((service) =>
          servicePorts(service.object).map((port) => ({ service: service.object.metadata.name, port: port.port, own: podPort(port, pod) })),
        ),
    );
    for (const { path, config } of configs) {
      for (const { directive: server, around } of directivesNamed(config.directives, 'server')) {
        const inside = [...around, server];
        const off = ['absolute_redirect', 'port_in_redirect'].some(
          (each) => inherited(config.directives, inside, each)[0]?.args[0] === 'off',
        );
        const found = off || server.block === undefined ? undefined : redirect(server);
        const listen = listensOf(server).find(({ port, tls }) => port !== (tls ? 443 : 80));
        const door = doors.find(({ own, port }) => own === listen?.port && port !== own);
        if (found === undefined || listen === undefined || door === undefined || doors.some(({ port }) => port === listen.port)) continue;
        yield {
          path,
          message: `line ${found.line}: ${found.what} redirects to port ${listen.port}, on which nginx listens, and Service ${door.service} has ${door.port}`,
          why: `nginx writes the whole address into Location, with its own port: the browser goes to http://…:${listen.port}/, where nobody answers.`,
          fix: 'Add absolute_redirect off; to the server (or port_in_redirect off;).',
        };
      }
    }
  },
});

/** A redirect that nginx completes with its host and port: of a folder to its slash, or to a path. */
function redirect(server: Directive): { readonly line: number; readonly what: string } | undefined {
  const all = server.block ?? [];
  for (const { directive } of directivesNamed(all, 'return')) {
    const [code = '', to = ''] = directive.args;
    if (/^30[12378]$/.test(code) && to.startsWith('/')) return { line: directive.line, what: `return ${code} ${to}` };
  }
  for (const { directive } of directivesNamed(all, 'rewrite')) {
    const [pattern = '', to = '', flag = ''] = directive.args;
    if (/^(permanent|redirect)$/.test(flag) && to.startsWith('/')) return { line: directive.line, what: `rewrite ${pattern}` };
  }
  for (const { directive } of directivesNamed(all, 'try_files')) {
    // A program of one page has no folders that people call; pages of a site are folders.
    if (directive.args.includes('$uri/') && /^=4\d\d$|404/.test(directive.args.at(-1) ?? ''))
      return { line: directive.line, what: 'a folder without its slash (try_files … $uri/)' };
  }
  return undefined;
}
