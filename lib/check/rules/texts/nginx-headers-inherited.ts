import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited, type Directive } from '../../texts/nginx.ts';

/** Headers whose loss hurts, by the directive that sets them: what guards browsers, and what programs behind a proxy read. */
const GUARDED: Readonly<Record<string, RegExp>> = {
  add_header:
    /^(x-frame-options|x-content-type-options|strict-transport-security|content-security-policy(-report-only)?|referrer-policy|permissions-policy|cross-origin-[\w-]+|access-control-[\w-]+)$/i,
  proxy_set_header: /^(host|x-forwarded-[\w-]+|x-real-ip|forwarded|upgrade|connection|authorization)$/i,
};

export const nginxHeadersInherited = defineRule({
  id: 'nginx-headers-inherited',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'A location of nginx that sets headers of its own repeats those of the server around it.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header; https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      // Newer versions join them where they are told to.
      if ([...directivesNamed(config.directives, 'add_header_inherit')].length > 0) continue;
      for (const [name, guarded] of Object.entries(GUARDED)) {
        const all = [...directivesNamed(config.directives, name)];
        const blocks = new Set(all.flatMap(({ around }) => around.at(-1) ?? []));
        const losing = [...blocks].flatMap((block) => {
          const around = all.find((each) => each.around.at(-1) === block)?.around.slice(0, -1) ?? [];
          const own = headersIn(block.block ?? [], name);
          const lost = inherited(config.directives, around, name).flatMap(({ args }) => args[0] ?? []);
          const missing = lost.filter((each) => guarded.test(each) && !own.some((other) => other.toLowerCase() === each.toLowerCase()));
          return missing.length === 0 || (name === 'proxy_set_header' && !proxies(block)) ? [] : [{ block, missing }];
        });
        const [first] = losing;
        if (first === undefined) continue;
        const more = losing.length === 1 ? '' : ` (and ${losing.length - 1} more)`;
        yield {
          path,
          message: `line ${first.block.line}: ${[first.block.name, ...first.block.args].join(' ')}${more} has ${name} of its own, and so loses ${[...new Set(first.missing)].join(', ')} of the block around it`,
          why: 'nginx takes these directives from outside only where a block has none of them: there the headers are not sent, and nobody is told.',
          fix: `Repeat them in the block, or include them from one file in both.`,
        };
      }
    }
  },
});

function headersIn(block: readonly Directive[], name: string): readonly string[] {
  return block.flatMap((each) => (each.name === name ? (each.args[0] ?? []) : []));
}

function proxies(block: Directive): boolean {
  return [...directivesNamed(block.block ?? [], 'proxy_pass')].length > 0;
}
