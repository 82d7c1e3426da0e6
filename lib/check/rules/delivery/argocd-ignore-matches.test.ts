import { check } from '../../check.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { argocdIgnoreMatches } from './argocd-ignore-matches.ts';

const route = inFile(
  'blog/route.yaml',
  kube('networking.istio.io/v1/VirtualService', { name: 'was-retry-timeout' }, { spec: { http: [{ name: 'primary', route: [] }] } }),
);
const application = (entry: object, source: object = { path: 'blog' }) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'blog' }, { spec: { source, ignoreDifferences: [entry] } });
const entry = { group: 'networking.istio.io', kind: 'VirtualService', name: 'was-retry-timeout', jsonPointers: ['/spec/http/0/route'] };

ruleCases(argocdIgnoreMatches, {
  accepts: {
    'an entry for an object': [route, application(entry)],
    'a field that only exists at run time': [route, application({ ...entry, jsonPointers: ['/status', '/spec/http/0/mirrors/3'] })],
    'a kind by pattern': [route, application({ group: '*.istio.io', kind: '*', jsonPointers: ['/spec/http/0'] })],
    'a chart whose objects nobody sees': [application({ ...entry, name: 'x' }, { chart: 'istiod' })],
    'an object of the base behind an overlay': [
      route,
      inFile(
        'overlay/kustomization.yaml',
        kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'overlay' }, { resources: ['../blog/route.yaml', 'more.yaml'] }),
      ),
      inFile('overlay/more.yaml', kube('v1/ConfigMap', { name: 'more' })),
      application(entry, { path: 'overlay' }),
    ],
    'an object of a chart that the kustomization renders': [
      inFile(
        'cilium/kustomization.yaml',
        kube(
          'kustomize.config.k8s.io/v1beta1/Kustomization',
          { name: 'cilium' },
          { resources: ['pool.yaml'], helmCharts: [{ name: 'cilium' }] },
        ),
      ),
      inFile('cilium/pool.yaml', kube('cilium.io/v2alpha1/CiliumLoadBalancerIPPool', { name: 'first' })),
      application({ kind: 'Secret', name: 'hubble-server-certs', jsonPointers: ['/data'] }, { path: 'cilium' }),
    ],
    'a folder that was not read': [application({ ...entry, name: 'x' }, { path: 'elsewhere' })],
  },
  refuses: {
    'a name that does not exist': {
      given: [route, application({ ...entry, name: 'was-vsvc' })],
      says: 'nothing that is installed here is a VirtualService was-vsvc of networking.istio.io',
      fix: 'Did you mean "was-retry-timeout"?',
    },
    'a route that does not exist': {
      given: [route, application({ ...entry, jsonPointers: ['/spec/http/1/route'] })],
      says: '/spec/http/1/route points past the end of /spec/http, which has 1 item',
    },
    'a slip beside a chart': {
      given: [
        inFile(
          'blog/kustomization.yaml',
          kube(
            'kustomize.config.k8s.io/v1beta1/Kustomization',
            { name: 'blog' },
            { resources: ['route.yaml'], helmCharts: [{ name: 'web' }] },
          ),
        ),
        route,
        application({ ...entry, name: 'was-retry-timeouts' }),
      ],
      says: 'nothing that is installed here is a VirtualService was-retry-timeouts of networking.istio.io',
    },
    'a forgotten group': {
      given: [route, application({ ...entry, group: undefined })],
      says: 'nothing that is installed here is a VirtualService was-retry-timeout',
    },
  },
});

test('what is said of a whole kind that is not here yet is a remark', () => {
  const replicas = application({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] });

  expect(
    check([route, { object: replicas }], { rules: [argocdIgnoreMatches] }).map(({ severity, message }) => [severity, message]),
  ).toEqual([['info', 'nothing that is installed here is a Deployment of apps']]);
});
