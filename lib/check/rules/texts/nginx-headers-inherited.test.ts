import { kube, ruleCases } from '../../testing.ts';
import { nginxHeadersInherited } from './nginx-headers-inherited.ts';

const config = (server: string, location: string) =>
  kube('v1/ConfigMap', {}, { data: { 'default.conf': `server {\n  listen 80;\n  ${server}\n  location / {\n    ${location}\n  }\n}\n` } });
const GUARDS = 'add_header X-Frame-Options DENY; add_header X-Content-Type-Options nosniff always;';

ruleCases(nginxHeadersInherited, {
  accepts: {
    'headers of the server alone': [config(GUARDS, 'try_files $uri =404;')],
    'headers that are repeated': [config(GUARDS, `${GUARDS.replace('X-Frame', 'x-frame')} add_header Cache-Control no-store;`)],
    'headers of the location alone': [config('', GUARDS)],
    'a header outside that guards nothing': [config('add_header X-Served-By blog;', 'add_header Cache-Control no-store;')],
    'headers that are joined by order': [config(`add_header_inherit merge; ${GUARDS}`, 'add_header Cache-Control no-store;')],
    'headers for a program that the location does not call': [
      config('proxy_set_header Host $host;', 'proxy_set_header X-Request-Id $request_id; return 204;'),
    ],
    'headers for programs in the location only': [
      config('', 'proxy_pass http://was:8080; proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr;'),
    ],
  },
  refuses: {
    'a location with a header of its own': {
      given: [config(GUARDS, 'add_header Cache-Control no-store;')],
      says: 'line 4: location / has add_header of its own, and so loses X-Frame-Options, X-Content-Type-Options of the block around it',
    },
    'two locations': {
      given: [config(GUARDS, 'add_header Cache-Control no-store; }\n  location = /x {\n    add_header Cache-Control no-cache;')],
      says: 'line 4: location / (and 1 more) has add_header of its own, and so loses X-Frame-Options, X-Content-Type-Options of the block around it',
    },
    'a condition in the location': {
      given: [config('', `${GUARDS} if ($request_method = OPTIONS) {\n      add_header Allow GET;\n    }`)],
      says: 'line 5: if ($request_method = OPTIONS) has add_header of its own, and so loses X-Frame-Options, X-Content-Type-Options of the block around it',
    },
    'headers for a program': {
      given: [
        config(
          'proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;',
          'proxy_pass http://was:8080; proxy_set_header Host was;',
        ),
      ],
      says: 'line 4: location / has proxy_set_header of its own, and so loses X-Forwarded-For of the block around it',
    },
  },
});
