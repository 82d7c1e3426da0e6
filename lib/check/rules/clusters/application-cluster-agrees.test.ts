import { kube, ruleCases } from '../../testing.ts';
import { applicationClusterAgrees } from './application-cluster-agrees.ts';

const application = (name: string, destination: object, source: object = { chart: 'falco' }): ReturnType<typeof kube> =>
  kube('argoproj.io/v1alpha1/Application', { name, namespace: 'argocd' }, { spec: { source, destination } });
const HERE = { server: 'https://kubernetes.default.svc' };

ruleCases(applicationClusterAgrees, {
  accepts: {
    'each in its own': [
      application('app1-falco', { name: 'app1' }),
      application('app2-falco', { name: 'app2' }),
      application('falco', HERE),
    ],
    'names that say nothing of clusters': [application('web-edge', HERE), application('web-shop', { name: 'prod' })],
    'a tree for another cluster that Argo CD keeps': [
      application('app1-falco', { name: 'app1' }),
      application('app1-registration', HERE, { path: 'clusters/app1' }),
    ],
  },
  refuses: {
    'into the cluster of Argo CD': {
      given: [application('app1-falco', { name: 'app1' }), application('app1-kyverno', HERE)],
      says: 'app1-kyverno installs into the cluster of Argo CD itself, other Applications named after app1 into app1',
    },
    'into the next one': {
      given: [application('app1-falco', { name: 'app1' }), application('app1-kyverno', { name: 'app2' })],
      says: 'app1-kyverno installs into app2, other Applications named after app1 into app1',
    },
  },
});
