import { kube, ruleCases } from '../../testing.ts';
import { applicationsetDestinationVaries } from './applicationset-destination-varies.ts';

const set = (destination: object, generators: readonly object[] = [{ clusters: {} }], more: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'addons', namespace: 'argocd' },
    { spec: { generators, template: { spec: { destination } }, ...more } },
  );
const cluster = (name: string) =>
  kube(
    'v1/Secret',
    { name, namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster', role: 'app' } },
    { stringData: { name, server: `https://${name}:6443` } },
  );

ruleCases(applicationsetDestinationVaries, {
  accepts: {
    'the cluster of the generator': [set({ name: '{{.name}}', namespace: 'x' })],
    'its server': [set({ server: '{{server}}' })],
    'the cluster of Argo CD itself': [set({ server: 'https://kubernetes.default.svc' })],
    'folders for one cluster': [set({ name: 'app1' }, [{ git: { directories: [{ path: 'apps/*' }] } }])],
    'a selector that takes one': [cluster('app1'), set({ name: 'app1' }, [{ clusters: { selector: { matchLabels: { role: 'app' } } } }])],
    'a patch that says more': [set({ name: 'app1' }, [{ clusters: {} }], { templatePatch: 'x' })],
  },
  refuses: {
    'one cluster for all': {
      given: [cluster('app1'), cluster('app2'), set({ name: 'app1' })],
      says: 'an Application is made for each cluster (app1, app2), and all of them install into app1',
    },
    'one server for all, in a matrix': {
      given: [set({ server: 'https://10.0.0.20:6443' }, [{ matrix: { generators: [{ clusters: {} }, { git: {} }] } }])],
      says: 'an Application is made for each cluster, and all of them install into https://10.0.0.20:6443',
      fix: "Write server: '{{.server}}' ({{server}} without goTemplate).",
    },
  },
});
