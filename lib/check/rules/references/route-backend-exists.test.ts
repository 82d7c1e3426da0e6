import { kube, ruleCases, service } from '../../testing.ts';
import { routeBackendExists } from './route-backend-exists.ts';

const namespace = 'blog';
const web = service({ namespace, name: 'web-service' });
const ingress = (name: string, port: object) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { namespace },
    { spec: { rules: [{ host: 'a.b', http: { paths: [{ path: '/', backend: { service: { name, port } } }] } }] } },
  );
const route = (backend: object) =>
  kube('gateway.networking.k8s.io/v1/HTTPRoute', { namespace }, { spec: { rules: [{ backendRefs: [backend] }] } });
const webhook = (where: object) =>
  kube('admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', {}, { webhooks: [{ clientConfig: { service: where } }] });
const stack = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'falco' },
  { spec: { source: { chart: 'falco', helm: { values: 'driver: {kind: ebpf}' } }, destination: { namespace: 'falco' } } },
);

ruleCases(routeBackendExists, {
  accepts: {
    'a Service and its port by number or name': [web, ingress('web-service', { number: 80 }), ingress('web-service', { name: 'http' })],
    'a route to the Service': [web, route({ name: 'web-service', port: 80 })],
    'a backend that is no Service': [web, route({ name: 'bucket', kind: 'Bucket', group: 'x.io' })],
    'a webhook at the usual port': [service({ namespace, name: 'hook', ports: [{ port: 443 }] }), webhook({ name: 'hook', namespace })],
    'a Service of a chart': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'grafana' },
        { spec: { source: { chart: 'grafana' }, destination: { namespace: 'monitoring' } } },
      ),
      kube(
        'networking.k8s.io/v1/Ingress',
        { namespace: 'monitoring' },
        { spec: { defaultBackend: { service: { name: 'grafana', port: { number: 80 } } } } },
      ),
    ],
  },
  refuses: {
    'a Service with a slip': {
      given: [web, ingress('web-servce', { number: 80 })],
      says: 'there is no Service blog/web-servce',
      fix: 'Did you mean "web-service"?',
    },
    'a port of the pods': {
      given: [web, route({ name: 'web-service', port: 8080 })],
      says: 'Service blog/web-service has no port 8080, it has http 80',
    },
    'a port name with a slip': {
      given: [web, ingress('web-service', { name: 'htp' })],
      says: 'Service blog/web-service has no port "htp", it has http 80',
      fix: 'Did you mean "http"?',
    },
    'a Service that the chart makes only with another value': {
      given: [
        stack,
        kube(
          'networking.k8s.io/v1/Ingress',
          { namespace: 'falco' },
          { spec: { defaultBackend: { service: { name: 'falco-falcosidekick-ui', port: { number: 2802 } } } } },
        ),
      ],
      says: 'there is no Service falco/falco-falcosidekick-ui',
    },
    'a webhook at a port that the Service lacks': {
      given: [service({ namespace, name: 'hook', ports: [{ port: 8443 }] }), webhook({ name: 'hook', namespace })],
      says: 'Service blog/hook has no port 443, it has 8443',
    },
  },
});
