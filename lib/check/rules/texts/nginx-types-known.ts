import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';

export const nginxTypesKnown = defineRule({
  id: 'nginx-types-known',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'A main file of nginx that serves pages takes in the table of types (mime.types).',
  source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#types',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      const http = config.directives.find(({ name, block }) => name === 'http' && block !== undefined);
      if (http === undefined || config.problem !== undefined) continue;
      const knows =
        [...directivesNamed(http.block ?? [], 'types')].length > 0 ||
        [...directivesNamed(http.block ?? [], 'include')].some(({ directive }) => (directive.args[0] ?? '').includes('mime'));
      const [files] = ['try_files', 'alias', 'index', 'root'].flatMap((name) => [...directivesNamed(http.block ?? [], name)]);
      if (knows || files === undefined) continue;
      yield {
        path,
        message: `line ${http.line}: http has no include mime.types, and serves files (line ${files.directive.line})`,
        why: 'nginx sends every file as text/plain: browsers refuse style sheets and scripts ("MIME type mismatch"), or offer pages as a download.',
        fix: 'Add include /etc/nginx/mime.types; to the block http.',
      };
    }
  },
});
