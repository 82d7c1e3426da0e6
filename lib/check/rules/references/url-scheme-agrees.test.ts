import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { urlSchemeAgrees } from './url-scheme-agrees.ts';

const probe = (scheme?: string) => ({ httpGet: { path: '/', port: 'http', ...(scheme === undefined ? {} : { scheme }) } });
const api = (container: Readonly<Record<string, unknown>> = {}) =>
  deployment({ name: 'api', namespace: 'shop', labels: { app: 'api' }, container });
const door = (port: object = {}) =>
  service({ name: 'api', namespace: 'shop', selector: { app: 'api' }, ports: [{ name: 'http', port: 8080, targetPort: 'http', ...port }] });
const nginx = (pass: string, before = '') =>
  kube(
    'v1/ConfigMap',
    { name: 'edge', namespace: 'shop' },
    { data: { 'default.conf': `${before}server {\n  listen 80;\n  location / {\n    proxy_pass ${pass};\n  }\n}\n` } },
  );
const calls = (value: string) => deployment({ name: 'web', namespace: 'shop', container: { env: [{ name: 'API_URL', value }] } });
const encrypted = door({ name: 'https', port: 8443 });
const minio = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'minio', namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://charts.min.io', chart: 'minio', helm: { valuesObject } }, destination: { namespace: 'minio' } } },
  );

ruleCases(urlSchemeAgrees, {
  accepts: {
    'a chart that is called as it speaks': [minio({ tls: { enabled: true } }), calls('https://minio.minio.svc:9000')],
    'plain calls': [api({ readinessProbe: probe() }), door(), nginx('http://api:8080'), calls('http://api:8080')],
    'encrypted calls': [api({ readinessProbe: probe('HTTPS') }), encrypted, nginx('https://api:8443')],
    'a port that says nothing': [api(), door({ name: 'api' }), nginx('https://api:8080')],
    'a port whose name and probe say two things': [api({ readinessProbe: probe() }), encrypted, calls('http://api:8443')],
    'a program that answers in both ways': [
      api({ readinessProbe: probe(), args: ['--tls-cert-file=/tls/tls.crt'] }),
      door(),
      calls('https://api:8080'),
    ],
    'a usual port for TLS': [api({ readinessProbe: probe() }), door({ name: 'api', port: 8443 }), calls('https://api:8443')],
    'a Service without pods in the tree': [door(), calls('https://api:8080')],
    'a port that is not there, of which another rule speaks': [api({ readinessProbe: probe() }), door(), calls('https://api')],
    'a sidecar that makes TLS of it': [
      api({ readinessProbe: probe('HTTPS') }),
      encrypted,
      calls('http://api:8443'),
      kube(
        'networking.istio.io/v1/DestinationRule',
        { name: 'api', namespace: 'shop' },
        { spec: { host: 'api', trafficPolicy: { tls: { mode: 'SIMPLE' } } } },
      ),
    ],
    'an upstream that is called as it speaks': [
      api({ readinessProbe: probe() }),
      door(),
      nginx('http://backend', 'upstream backend { server api:8080; }\n'),
    ],
    'another scheme': [api({ readinessProbe: probe() }), door(), calls('redis://api:8080')],
  },
  refuses: {
    'a program that calls others by HTTPS': {
      given: [api({ args: ['--download=https://example.com/agent.jar'], readinessProbe: probe() }), door(), nginx('https://api:8080')],
      says: 'https://api:8080 is called by https, and port 8080 of Service shop/api is probed by HTTP',
    },
    'TLS to a chart that speaks plain HTTP': {
      given: [minio({}), calls('https://minio.minio.svc:9000')],
      says: 'https://minio.minio.svc:9000 is called by https, and port 9000 of Service minio/minio of release minio speaks plain HTTP (tls.enabled is not set)',
    },
    'TLS to a plain port': {
      given: [api({ readinessProbe: probe() }), door(), nginx('https://api:8080')],
      says: 'https://api:8080 is called by https, and port 8080 of Service shop/api is probed by HTTP',
      fix: 'Write http://, or name the port that speaks TLS.',
    },
    'plain HTTP to a port with TLS': {
      given: [api({ readinessProbe: probe('HTTPS') }), encrypted, nginx('http://api:8443')],
      says: 'http://api:8443 is called by http, and port 8443 of Service shop/api is probed by HTTPS',
    },
    'a port that is only called so': {
      given: [api(), door(), calls('https://api.shop.svc.cluster.local:8080/v1')],
      says: 'https://api.shop.svc.cluster.local:8080 is called by https, and port 8080 of Service shop/api is called http',
    },
    'an upstream': {
      given: [api({ readinessProbe: probe() }), door(), nginx('https://backend', 'upstream backend { server api:8080; }\n')],
      says: 'line 5: https://backend is called by https, and port 8080 of Service shop/api is probed by HTTP',
    },
  },
});
