import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { nginxSeesClients } from './nginx-sees-clients.ts';

const namespace = 'blog';
const config = (lines: string, outside = '') =>
  kube('v1/ConfigMap', { namespace, name: 'nginx' }, { data: { 'default.conf': `${outside}server {\n  listen 80;\n  ${lines}\n}\n` } });
const pod = (podAnnotations: Record<string, string> = {}) =>
  deployment({
    namespace,
    podAnnotations,
    container: { volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  });
const LAN = 'location /admin {\n    allow 192.168.1.0/24;\n    deny all;\n  }';
const REAL = 'set_real_ip_from 127.0.0.0/8;\n  real_ip_header X-Forwarded-For;\n  ';
const says = 'line 5: location /admin lets in 192.168.1.0/24, and every request comes from 127.0.0.6, the sidecar of Deployment web';

ruleCases(nginxSeesClients, {
  accepts: {
    'a pod outside the mesh': [pod(), config(LAN)],
    'the address from a header of the sidecar': [meshed(namespace), pod(), config(`${REAL}${LAN}`)],
    'a port that passes by the sidecar': [meshed(namespace), pod({ 'traffic.sidecar.istio.io/excludeInboundPorts': '80' }), config(LAN)],
    'a sidecar that keeps addresses': [meshed(namespace), pod({ 'sidecar.istio.io/interceptionMode': 'TPROXY' }), config(LAN)],
    'nobody at all': [meshed(namespace), pod(), config('location /admin {\n    deny all;\n  }')],
    'this machine alone': [meshed(namespace), pod(), config('location /status {\n    allow 127.0.0.1;\n    deny all;\n  }')],
    'a limit by another value': [meshed(namespace), pod(), config('', 'limit_req_zone $http_x_forwarded_for zone=one:1m rate=5r/s;\n')],
  },
  refuses: {
    'clients of a network': { given: [meshed(namespace), pod(), config(LAN)], says },
    'a header that is trusted from elsewhere': {
      given: [meshed(namespace), pod(), config(`set_real_ip_from 10.0.0.0/8; real_ip_header X-Forwarded-For;\n`)],
      says: 'line 3: set_real_ip_from is 10.0.0.0/8, and the sidecar of Deployment web connects from 127.0.0.6',
      fix: 'Add set_real_ip_from 127.0.0.6/32;.',
    },
    'a limit for each client': {
      given: [meshed(namespace), pod(), config('', 'limit_req_zone $binary_remote_addr zone=one:1m rate=5r/s;\n')],
      says: 'line 1: limit_req_zone counts by $binary_remote_addr, which is 127.0.0.6 for every request, from the sidecar of Deployment web',
    },
  },
});
