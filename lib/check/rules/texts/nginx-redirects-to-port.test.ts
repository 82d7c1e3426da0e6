import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { nginxRedirectsToPort } from './nginx-redirects-to-port.ts';

const config = (lines: string, listen = '8080') =>
  kube('v1/ConfigMap', { name: 'nginx' }, { data: { 'default.conf': `server {\n  listen ${listen};\n  ${lines}\n}\n` } });
const pod = deployment({
  container: { volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
  pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
});
const door = (port: number) => service({ selector: { app: 'web' }, ports: [{ name: 'http', port, targetPort: 'http' }] });
const SITE = 'location / {\n    try_files $uri $uri/ =404;\n  }';

ruleCases(nginxRedirectsToPort, {
  accepts: {
    'the usual port': [config(SITE, '80'), pod, service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 80 }] })],
    'the same port outside': [config(SITE), pod, door(8080)],
    'redirects without a host': [config(`absolute_redirect off;\n  ${SITE}`), pod, door(80)],
    'redirects without a port': [config(`location / {\n port_in_redirect off;\n }\n port_in_redirect off;\n  ${SITE}`), pod, door(80)],
    'a program of one page': [config('location / {\n    try_files $uri $uri/ /index.html;\n  }'), pod, door(80)],
    'a whole address': [config('location /old {\n    return 301 https://www.example.com/new;\n  }'), pod, door(80)],
    'pods without a Service': [config(SITE), pod],
  },
  refuses: {
    'folders of a site': {
      given: [config(SITE), pod, door(80)],
      says: 'line 4: a folder without its slash (try_files … $uri/) redirects to port 8080, on which nginx listens, and Service web has 80',
    },
    'a path': {
      given: [config('location = /old {\n    return 301 /new/;\n  }'), pod, door(80)],
      says: 'line 4: return 301 /new/ redirects to port 8080, on which nginx listens, and Service web has 80',
    },
    'a rewrite': {
      given: [config('rewrite ^/old/(.*)$ /new/$1 permanent;'), pod, door(80)],
      says: 'line 3: rewrite ^/old/(.*)$ redirects to port 8080, on which nginx listens, and Service web has 80',
    },
  },
});
