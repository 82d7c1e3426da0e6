import { defineRule } from '../../rule.ts';
import { nginxConfigs, readersOf } from '../../texts/nginx-configs.ts';

export const nginxBlocksNested = defineRule({
  id: 'nginx-blocks-nested',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The main file of nginx has its servers within http, and a file of conf.d stands within http already.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#server; https://github.com/nginx/docker-nginx/blob/master/stable/alpine/Dockerfile',
  *check(manifest, world) {
    const { name, namespace = '' } = manifest.object.metadata;
    for (const { key, path, config } of nginxConfigs(manifest, world)) {
      const names = config.directives.map((each) => each.name);
      for (const { mountPath, subPath } of readersOf(world, namespace, name)) {
        const file = subPath === key ? mountPath : subPath === undefined ? `${mountPath.replace(/\/$/, '')}/${key}` : '';
        const main = file === '/etc/nginx/nginx.conf';
        const wrong = main
          ? names.find((each) => each === 'server' || each === 'upstream' || each === 'location')
          : /^\/etc\/nginx\/conf\.d\/[^/]+\.conf$/.test(file)
            ? names.find((each) => each === 'http' || each === 'events')
            : undefined;
        if (wrong === undefined && !(main && names.length > 0 && !names.includes('events'))) continue;
        yield {
          path,
          message:
            wrong === undefined
              ? `it is the main file (${file}), and has no block "events"`
              : main
                ? `it is the main file (${file}), and "${wrong}" stands outside of http`
                : `${file} is taken in within http, and has a block "${wrong}" of its own`,
          why: `nginx exits with [emerg]: ${wrong === undefined ? 'no "events" section in configuration' : `"${wrong}" directive is not allowed here`}. The pods restart for ever.`,
          fix:
            wrong === undefined
              ? 'Add events {}.'
              : main
                ? 'Put it into http { … } beside events {}, or mount the file as /etc/nginx/conf.d/default.conf.'
                : `Take the block ${wrong} away, and leave what is in it.`,
        };
        break;
      }
    }
  },
});
