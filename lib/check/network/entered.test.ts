import { check } from '../check.ts';
import { flowPasses } from '../rules/network/flow-passes.ts';
import { deployment, kube, service } from '../testing.ts';

const api = [
  deployment({ name: 'api', namespace: 'shop', labels: { app: 'api' } }),
  service({ name: 'api', namespace: 'shop', selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] }),
];
const ingress = (ingressClassName: string) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'api', namespace: 'shop' },
    {
      spec: {
        ingressClassName,
        rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
      },
    },
  );
const from = (namespace: string) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: 'api', namespace: 'shop' },
    {
      spec: {
        podSelector: { matchLabels: { app: 'api' } },
        policyTypes: ['Ingress'],
        ingress: [
          { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }], ports: [{ port: 8080 }] },
        ],
      },
    },
  );
const release = (chart: string, namespace: string, values: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.org', chart, targetRevision: '1.0.0', helm: { valuesObject: values } },
        destination: { namespace },
      },
    },
  );
const traefik = deployment({ name: 'traefik', namespace: 'traefik', labels: { app: 'traefik' }, container: { image: 'traefik:v3.0.1' } });
const ofTraefik = kube('networking.k8s.io/v1/IngressClass', { name: 'public' }, { spec: { controller: 'traefik.io/ingress-controller' } });

test.each([
  ['the controller that serves the class', [ingress('nginx'), release('ingress-nginx', 'edge'), from('edge')], 0],
  ['the namespace of the controller before', [ingress('traefik'), traefik, from('ingress-nginx')], 1],
  ['a namespace that the chart does not fill', [ingress('nginx'), release('ingress-nginx', 'edge'), from('ingress-nginx')], 1],
  ['the controller of a class by another name', [ingress('public'), ofTraefik, traefik, from('ingress-nginx')], 1],
  [
    'a controller on the network of the nodes',
    [ingress('nginx'), release('ingress-nginx', 'edge', { controller: { hostNetwork: true } }), from('ingress-nginx')],
    0,
  ],
  ['a class that nobody is known to serve', [ingress('internal'), traefik, from('ingress-nginx')], 0],
])('asks whether a policy lets in %s', (_, given, stopped) => {
  const findings = check(
    [...api, ...given].map((object) => ({ object })),
    { rules: [flowPasses] },
  );

  expect(findings).toHaveLength(stopped);
});
