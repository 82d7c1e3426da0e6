import { deployment, kube, ruleCases } from '../../testing.ts';
import { renewalArrives } from './renewal-arrives.ts';

const certificate = kube('cert-manager.io/v1/Certificate', { name: 'web', namespace: 'app' }, { spec: { secretName: 'web-tls' } });
const mounted = (mount: object, more: object = {}) =>
  deployment({
    namespace: 'app',
    container: { volumeMounts: [{ name: 'tls', mountPath: '/etc/web/tls.crt', ...mount }] },
    pod: { volumes: [{ name: 'tls', secret: { secretName: 'web-tls' } }] },
    ...more,
  });
const variable = (key: string) =>
  deployment({ namespace: 'app', container: { env: [{ name: 'TLS', valueFrom: { secretKeyRef: { name: 'web-tls', key } } }] } });

ruleCases(renewalArrives, {
  accepts: {
    'a folder': [certificate, mounted({ mountPath: '/etc/web' })],
    'a Secret of another origin': [mounted({ subPath: 'tls.crt' })],
    'a controller that restarts': [certificate, mounted({ subPath: 'tls.crt' }, { annotations: { 'reloader.stakater.com/auto': 'true' } })],
    'the CA in a variable': [certificate, variable('ca.crt')],
  },
  refuses: {
    'a file of it': {
      given: [certificate, mounted({ subPath: 'tls.crt' })],
      says: 'Certificate web is mounted at /etc/web/tls.crt by subPath, where a renewed one never arrives',
    },
    'a variable': {
      given: [certificate, variable('tls.crt')],
      says: 'the variable TLS of "app" holds Certificate web as it was when the pod began',
    },
  },
});
