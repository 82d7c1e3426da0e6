import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { rootUrlRouted } from './root-url-routed.ts';

const grafana = (url: string) => [
  deployment({
    name: 'grafana',
    namespace: 'm',
    labels: { app: 'grafana' },
    container: { image: 'grafana/grafana:11.4.0', env: [{ name: 'GF_SERVER_ROOT_URL', value: url }] },
  }),
  service({ name: 'grafana', namespace: 'm', selector: { app: 'grafana' } }),
];
const route = kube(
  'networking.istio.io/v1/VirtualService',
  { namespace: 'm' },
  { spec: { hosts: ['monitoring.acme.io'], gateways: ['a/b'], http: [{ route: [{ destination: { host: 'grafana' } }] }] } },
);
const values = (url: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'grafana' },
    { spec: { source: { chart: 'grafana', helm: { valuesObject: { 'grafana.ini': { server: { root_url: url } } } } } } },
  );
const argo = (url: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd' },
    { spec: { source: { chart: 'argo-cd', helm: { valuesObject: { configs: { cm: { url } } } } } } },
  );
const toArgo = kube(
  'gateway.networking.k8s.io/v1/HTTPRoute',
  { name: 'argocd', namespace: 'argocd' },
  { spec: { hostnames: ['argocd.acme.io'], rules: [{ backendRefs: [{ name: 'argocd-server', port: 80 }] }] } },
);

ruleCases(rootUrlRouted, {
  accepts: {
    'Argo CD under the host of its route': [argo('https://argocd.acme.io'), toArgo],
    'the host of its route': [...grafana('https://monitoring.acme.io/'), route],
    'no route in the tree': [...grafana('https://grafana.acme.io')],
    'a name in the cluster': [...grafana('http://grafana.m.svc'), route],
    'a text that is filled in': [...grafana('%(protocol)s://%(domain)s/'), route],
    'a chart with the host of its route': [values('https://monitoring.acme.io'), route],
  },
  refuses: {
    'Argo CD under another host': {
      given: [argo('https://argo.acme.io'), toArgo],
      says: 'Argo CD calls itself https://argo.acme.io, and the routes that lead to it are for argocd.acme.io',
    },
    'another host': {
      given: [...grafana('http://grafana.acme.io'), route],
      says: 'Grafana calls itself http://grafana.acme.io, and the routes that lead to it are for monitoring.acme.io',
      fix: 'Write http://monitoring.acme.io, or add the host to its route.',
    },
    'another host in values': {
      given: [values('http://grafana.acme.io'), route],
      says: 'Grafana calls itself http://grafana.acme.io, and the routes that lead to it are for monitoring.acme.io',
    },
  },
});
