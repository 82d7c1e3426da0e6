import { inFile, kube, ruleCases } from '../../testing.ts';
import { applicationChartOnce } from './application-chart-once.ts';

const application = (name: string, destination: object, helm: object = { releaseName: 'falco' }) =>
  inFile(
    `mgmt/${name}.yaml`,
    kube(
      'argoproj.io/v1alpha1/Application',
      { name, namespace: 'argocd' },
      {
        spec: {
          source: { repoURL: 'https://falcosecurity.github.io/charts', chart: 'falco', targetRevision: '4.21.3', helm },
          destination,
        },
      },
    ),
  );
const into = (name: string, namespace = 'falco') => ({ name, namespace });

ruleCases(applicationChartOnce, {
  accepts: {
    'one for each cluster': [application('app1-falco', into('app1')), application('app2-falco', into('app2'))],
    'two namespaces': [application('a', into('app1', 'falco-a')), application('b', into('app1', 'falco-b'))],
    'releases of their own': [application('a', into('app1'), {}), application('b', into('app1'), { releaseName: 'falco-b' })],
    'stages with an Argo CD each': [
      application('dev-falco', { server: 'https://kubernetes.default.svc', namespace: 'falco' }),
      inFile('prod/falco.yaml', application('prod-falco', { server: 'https://kubernetes.default.svc', namespace: 'falco' }).object),
    ],
    'the same Application in two folders': [
      application('falco', into('app1')),
      inFile('other/falco.yaml', application('falco', into('app1')).object),
    ],
  },
  refuses: {
    'a copy whose destination stayed': {
      given: [application('app1-falco', into('app1')), application('app2-falco', into('app1'))],
      says: 'Application app1-falco installs release falco into namespace "falco" of app1, too',
    },
    'three beside Argo CD': {
      given: ['a', 'b', 'c'].map((each) => application(each, { server: 'https://kubernetes.default.svc', namespace: 'falco' })),
      says: 'Application a installs release falco into namespace "falco" of https://kubernetes.default.svc, too',
    },
  },
});
