import { kube, ruleCases } from '../../testing.ts';
import { nginxRedirectsEnd } from './nginx-redirects-end.ts';

const config = (server: string, beside = '') =>
  kube('v1/ConfigMap', {}, { data: { 'default.conf': `${beside}server {\n  listen 80;\n  ${server}\n}\n` } });
const SITE = 'location / {\n    try_files $uri =404;\n  }';
const AWAY = 'return 301 https://$host$request_uri;';
const TLS = 'server {\n  listen 443 ssl;\n}\n';

ruleCases(nginxRedirectsEnd, {
  accepts: {
    'a server without a redirect': [config(SITE)],
    'a server that ends TLS beside it': [config(`if ($scheme = http) {\n ${AWAY}\n }\n ${SITE}`, TLS)],
    'the header of what ends TLS': [config(`if ($http_x_forwarded_proto = http) {\n ${AWAY}\n }\n ${SITE}`)],
    'a server that does nothing else': [config(AWAY)],
    'another host': [config(`if ($scheme = http) {\n return 301 https://www.example.com$request_uri;\n }\n ${SITE}`)],
    'one location': [config(`location /old {\n ${AWAY}\n }\n ${SITE}`)],
    'files that may end TLS': [config(`include /etc/nginx/conf.d/*.conf;\n if ($scheme = http) {\n ${AWAY}\n }`)],
  },
  refuses: {
    'the scheme that nginx sees': {
      given: [config(`if ($scheme = http) {\n    ${AWAY}\n  }\n  ${SITE}`)],
      says: 'line 4: if ($scheme = http) sends to https, and no server of nginx ends TLS: it never sees anything but http',
    },
    'the other way round, by a rewrite': {
      given: [config(`if ($scheme != "https") {\n    rewrite ^ https://$host$uri permanent;\n  }\n  ${SITE}`)],
      says: 'line 4: if ($scheme != https) sends to https, and no server of nginx ends TLS: it never sees anything but http',
    },
    'a return above what is served': {
      given: [config(`${AWAY}\n  ${SITE}`)],
      says: 'line 3: a return above all locations sends to https, and no server of nginx ends TLS: it never sees anything but http',
    },
  },
});
