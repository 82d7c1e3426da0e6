import { kube, ruleCases } from '../../testing.ts';
import { nginxTypesKnown } from './nginx-types-known.ts';

const file = (http: string) => kube('v1/ConfigMap', {}, { data: { 'nginx.conf': `events {}\nhttp {\n${http}\n}\n` } });
const SITE = '  server {\n    listen 80;\n    root /srv;\n  }';

ruleCases(nginxTypesKnown, {
  accepts: {
    'the table of the image': [file(`  include /etc/nginx/mime.types;\n${SITE}`)],
    'a table of its own': [file(`  types {\n    text/html html;\n  }\n${SITE}`)],
    'a proxy': [file('  server {\n    listen 80;\n    location / {\n      proxy_pass http://was;\n    }\n  }')],
    'a server alone, which the main file of the image takes in': [kube('v1/ConfigMap', {}, { data: { 'default.conf': `${SITE}\n` } })],
  },
  refuses: {
    'a main file without types': { given: [file(SITE)], says: 'line 2: http has no include mime.types, and serves files (line 5)' },
  },
});
