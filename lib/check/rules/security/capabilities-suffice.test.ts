import { deployment, rollout, ruleCases } from '../../testing.ts';
import { capabilitiesSuffice } from './capabilities-suffice.ts';

const runs = (image: string, securityContext: object, rest: object = {}) => deployment({ container: { image, securityContext, ...rest } });
const caps = (...add: readonly string[]) => ({ capabilities: { drop: ['ALL'], add } });

ruleCases(capabilitiesSuffice, {
  accepts: {
    'all that nginx needs': [runs('nginx:1.27', caps('CHOWN', 'SETGID', 'SETUID', 'NET_BIND_SERVICE'))],
    'an image that starts as a user': [runs('nginxinc/nginx-unprivileged:1.27', caps())],
    'a user of its own': [runs('postgres:16', { ...caps(), runAsUser: 999 })],
    'nothing dropped': [runs('nginx:1.27', {})],
    'a command of its own': [runs('redis:7.4', caps(), { command: ['redis-cli'] })],
    'an exporter for nginx': [runs('nginx/nginx-prometheus-exporter:1.3.0', caps())],
  },
  refuses: {
    'nginx in an image of its own': {
      given: [rollout({ container: { name: 'nginx', image: 'ghcr.io/acme/web:v84', securityContext: caps('NET_BIND_SERVICE') } })],
      says: 'container "nginx" drops ALL and adds only NET_BIND_SERVICE; nginx, started as root, also needs CHOWN, SETGID, SETUID',
    },
    'a database': {
      given: [runs('mysql:8.0', caps())],
      says: 'container "app" drops ALL and adds none; MySQL, started as root, also needs SETGID, SETUID',
    },
    'one of them dropped by name': {
      given: [runs('docker.io/library/nginx:1.27@sha256:0', { capabilities: { drop: ['CAP_CHOWN', 'NET_RAW'] } })],
      says: 'container "app" drops CHOWN, NET_RAW and adds none; nginx, started as root, also needs CHOWN',
    },
  },
});
