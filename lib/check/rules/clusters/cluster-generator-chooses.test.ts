import { kube, ruleCases } from '../../testing.ts';
import { clusterGeneratorChooses } from './cluster-generator-chooses.ts';

const set = (clusters: object, path = 'dist/{{.name}}') =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'trees', namespace: 'argocd' },
    {
      spec: {
        goTemplate: true,
        generators: [{ clusters }],
        template: { spec: { source: { repoURL: 'https://git.example.com/a', path } } },
      },
    },
  );
const local = kube(
  'v1/Secret',
  { name: 'mgmt', namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
  { stringData: { name: 'mgmt', server: 'https://kubernetes.default.svc' } },
);
const files = ['dist/app1/ns.yaml', 'dist/app2/ns.yaml'];

ruleCases(clusterGeneratorChooses, {
  accepts: {
    'clusters by their label': { given: [set({ selector: { matchLabels: { role: 'app' } } })], files },
    'a folder for the own cluster': { given: [set({})], files: [...files, 'dist/in-cluster/ns.yaml'] },
    'an own cluster with a name': { given: [set({}), local], files },
    'one folder for all': { given: [set({}, 'dist/app1')], files },
    'folders of another repository': { given: [set({})], files: ['README.md'] },
  },
  refuses: {
    'all clusters, and folders for the others': {
      given: [set({})],
      files,
      says: 'the generator takes all clusters, the own one (in-cluster) among them, and there is no folder dist/in-cluster beside dist/app1, dist/app2',
    },
  },
});
