import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited } from '../../texts/nginx.ts';

export const nginxRootOnce = defineRule({
  id: 'nginx-root-once',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'A location of nginx names the folder of its files once, and connections to an upstream that are to be kept are not closed by a header.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#root; https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      for (const { directive, around } of directivesNamed(config.directives, 'root')) {
        const location = around.at(-1);
        const plain = location?.name === 'location' && (location.args.length === 1 || location.args[0] === '^~');
        const prefix = plain ? (location.args.at(-1) ?? '').replace(/\/$/, '') : '';
        const root = (directive.args[0] ?? '').replace(/\/$/, '');
        if (!/^\/[\w.-]/.test(prefix) || !root.endsWith(prefix) || root.includes('$')) continue;
        yield {
          path,
          message: `line ${directive.line}: location ${prefix}/ with root ${root} looks for files in ${root}${prefix}/`,
          why: 'root is put before the whole path of a request, that of the location included: every file answers 404.',
          fix: `Write alias ${root}/; or root ${root.slice(0, -prefix.length) || '/'};.`,
        };
      }
      const kept = new Map(
        [...directivesNamed(config.directives, 'upstream')].flatMap(({ directive }) =>
          directive.block?.some(({ name }) => name === 'keepalive') === true ? [[directive.args[0] ?? '', directive] as const] : [],
        ),
      );
      for (const { directive, around } of kept.size === 0 ? [] : directivesNamed(config.directives, 'proxy_pass')) {
        const upstream = kept.get(/^https?:\/\/([\w.-]+)/.exec(directive.args[0] ?? '')?.[1] ?? '');
        if (upstream === undefined) continue;
        const headers = inherited(config.directives, around, 'proxy_set_header');
        if (headers.some(({ args }) => args[0]?.toLowerCase() === 'connection')) continue;
        yield {
          path,
          severity: 'info',
          message: `line ${directive.line}: upstream ${upstream.args[0] ?? ''} keeps connections, and proxy_set_header Connection "" is missing`,
          why: 'nginx before 1.29.7 asks the program to close each connection: a new one is made for every request, and under load ports run out.',
          fix: 'Add proxy_http_version 1.1; and proxy_set_header Connection "";.',
        };
      }
    }
  },
});
