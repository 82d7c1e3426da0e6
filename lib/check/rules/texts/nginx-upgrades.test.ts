import { kube, ruleCases } from '../../testing.ts';
import { nginxUpgrades } from './nginx-upgrades.ts';

const config = (location: string, lines: string, more = '') =>
  kube(
    'v1/ConfigMap',
    {},
    {
      data: {
        'default.conf': `server {\n  listen 80;\n  ${more}\n  location ${location} {\n    proxy_pass http://was:8080;\n    ${lines}\n  }\n}`,
      },
    },
  );
const upgrade = 'proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";';

ruleCases(nginxUpgrades, {
  accepts: {
    'all three lines': [config('/ws', `proxy_http_version 1.1;\n    ${upgrade}`)],
    'lines of the server': [config('/socket.io/', '', `proxy_http_version 1.1;\n    ${upgrade}`)],
    'another path': [config('/news', ''), config('/api/users', '')],
    'lines of a file': [config('/ws', 'include /etc/nginx/websocket.conf;')],
  },
  refuses: {
    'a path of WebSockets without the header': {
      given: [config('/ws', 'proxy_http_version 1.1;')],
      says: 'line 5: location /ws passes on to http://was:8080 without the header Upgrade',
    },
    'a pattern of such paths': {
      given: [config('~ ^/(api|websocket)/', '')],
      says: 'line 5: location ^/(api|websocket)/ passes on to http://was:8080 without the header Upgrade',
    },
    'the header in HTTP/1.0': {
      given: [config('/api', upgrade)],
      says: 'line 5: location /api hands on Upgrade, and speaks HTTP/1.0 to http://was:8080',
    },
  },
});
