import { defineRule } from '../../rule.ts';
import { nginxConfigs, type FoundConfig } from '../../texts/nginx-configs.ts';
import { includesServers } from '../../texts/nginx-servers.ts';
import { directivesNamed, type Directive } from '../../texts/nginx.ts';

/** The same host over HTTPS. */
const TO_HTTPS = /^https:\/\/\$(host|http_host|server_name)\b/;

export const nginxRedirectsEnd = defineRule({
  id: 'nginx-redirects-end',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'nginx that gets its requests in plain, because TLS ends before it, does not send them to HTTPS by what it sees itself.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#var_scheme; https://www.nginx.com/resources/wiki/start/topics/tutorials/config_pitfalls/',
  *check(manifest, world) {
    const configs = nginxConfigs(manifest, world);
    // A server that ends TLS itself gets what it sent away; one in a file of the image may.
    if (configs.length === 0 || configs.some((each) => endsTls(each) || includesServers(each))) return;
    for (const { path, config } of configs) {
      for (const { directive } of directivesNamed(config.directives, 'server')) {
        const found = redirectOf(directive);
        if (found === undefined) continue;
        yield {
          path,
          message: `line ${found.line}: ${found.what} sends to https, and no server of nginx ends TLS: it never sees anything but http`,
          why: 'Whatever ends TLS before it (a gateway, a tunnel, a CDN) comes in plain again and is sent to HTTPS again: the browser gives up with "too many redirects"; probes and exporters get the redirect, too.',
          fix: 'Leave the redirect to the gateway or CDN, or decide by the header that it sets: if ($http_x_forwarded_proto = http).',
        };
      }
    }
  },
});

/** A redirect of all that a server gets, by the scheme that it sees or without a condition above what it serves. */
function redirectOf(server: Directive): { readonly line: number; readonly what: string } | undefined {
  const block = server.block ?? [];
  const served = block.some(
    (each) => each.name === 'location' && each.block?.some(({ name }) => /^(proxy_pass|try_files|root|alias|fastcgi_pass)$/.test(name)),
  );
  for (const each of block) {
    const word = each.args.join(' ');
    if (each.name === 'if' && /^\(\s*"?\$scheme"?\s*(=\s*"?http"?|!=\s*"?https"?)\s*\)$/.test(word)) {
      const inner = each.block?.find(isToHttps);
      if (inner !== undefined) return { line: inner.line, what: `if ${word.replace(' )', ')')}` };
    }
    if (isToHttps(each) && served) return { line: each.line, what: 'a return above all locations' };
  }
  return undefined;
}

function isToHttps({ name, args }: Directive): boolean {
  return (
    (name === 'return' && /^30[1278]$/.test(args[0] ?? '') && TO_HTTPS.test(args[1] ?? '')) ||
    (name === 'rewrite' && TO_HTTPS.test(args[1] ?? ''))
  );
}

function endsTls({ config }: FoundConfig): boolean {
  return [...directivesNamed(config.directives, 'listen')].some(
    ({ directive: { args } }) => args.includes('ssl') || /(^|:)443$/.test(args[0] ?? ''),
  );
}
