import { kube, ruleCases } from '../../testing.ts';
import { nginxParses } from './nginx-parses.ts';

const config = (data: Record<string, string>) => kube('v1/ConfigMap', {}, { data });

ruleCases(nginxParses, {
  accepts: {
    'a whole configuration': [config({ 'default.conf': 'server {\n  listen 80;\n  location / { return 200 "a;b{"; }\n}\n' })],
    'other files named conf': [config({ 'fluent.conf': '<source>\n  @type tail\n</source>', 'redis.conf': 'save ""\n' })],
    'a template of Go': [config({ 'nginx.conf': 'server {\n  listen {{ .Port }};\n' })],
    'a log format over several lines': [
      config({ 'nginx.conf': "http {\n  log_format main '$a'\n    ' set $b';\n  server { listen 80; }\n}" }),
    ],
  },
  refuses: {
    'a semicolon that is missing': {
      given: [
        config({
          'default.conf': 'server {\n  listen 80;\n  location / {\n    proxy_pass http://a\n    proxy_set_header Host b;\n  }\n}\n',
        }),
      ],
      says: 'line 4: the directive "proxy_pass" has no ";" at its end',
    },
    'a bracket that is missing': {
      given: [config({ 'default.conf': 'server {\n  listen 80;\n  location / {\n    return 200;\n}\n' })],
      says: 'line 1: the block "server" is never closed',
    },
  },
});
