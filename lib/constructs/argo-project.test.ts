import { ArgoProject } from './argo-project.ts';
import { Testing } from './testing.ts';

test('permits what was named, sorted and once each, and nothing else', () => {
  const chart = Testing.chart();

  new ArgoProject(chart, 'Shop', {
    name: 'shop',
    description: 'The shop.',
    sources: ['https://git.example.org/manifests.git', 'https://charts.example.org', 'https://git.example.org/manifests.git'],
    namespaces: ['shop', 'shop'],
    clusterKinds: [{ group: '', kind: 'Namespace' }],
    namespacedKinds: [
      { group: 'apps', kind: 'Deployment' },
      { group: '', kind: 'Service' },
      { group: 'apps', kind: 'Deployment' },
    ],
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'shop', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '-10' } },
      spec: {
        description: 'The shop.',
        sourceRepos: ['https://charts.example.org', 'https://git.example.org/manifests.git'],
        destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'shop' }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        namespaceResourceWhitelist: [
          { group: '', kind: 'Service' },
          { group: 'apps', kind: 'Deployment' },
        ],
      },
    },
  ]);
});

test('namespaces of other clusters are permitted by the name of the cluster', () => {
  const chart = Testing.chart();

  new ArgoProject(chart, 'Fleet', {
    name: 'fleet',
    description: '',
    sources: [],
    namespaces: ['shop'],
    elsewhere: { app1: ['shop', 'app', 'shop'] },
    clusterKinds: [],
    namespacedKinds: [],
  });

  expect(Testing.synth(chart)[0]?.['spec']).toMatchObject({
    destinations: [
      { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      { name: 'app1', namespace: 'app' },
      { name: 'app1', namespace: 'shop' },
    ],
  });
});

test('a project without kinds permits none, instead of all', () => {
  const chart = Testing.chart();
  new ArgoProject(chart, 'Empty', { name: 'empty', description: '', sources: [], namespaces: [], clusterKinds: [], namespacedKinds: [] });

  const spec: unknown = Testing.synth(chart)[0]?.['spec'];

  expect(spec).toEqual({
    description: '',
    sourceRepos: [],
    destinations: [],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [],
  });
});
