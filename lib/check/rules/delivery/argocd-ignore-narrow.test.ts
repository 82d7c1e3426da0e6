import { kube, ruleCases } from '../../testing.ts';
import { argocdIgnoreNarrow } from './argocd-ignore-narrow.ts';

const application = (entry: object): ReturnType<typeof kube> =>
  kube('argoproj.io/v1alpha1/Application', { name: 'shop' }, { spec: { ignoreDifferences: [entry] } });

ruleCases(argocdIgnoreNarrow, {
  accepts: {
    'the number of an autoscaler': [application({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] })],
    'the data of one Secret': [application({ kind: 'Secret', name: 'token', jsonPointers: ['/data'] })],
    'the bundle of webhooks': [
      application({
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingWebhookConfiguration',
        jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
      }),
    ],
  },
  refuses: {
    'the data of all Secrets': {
      given: [application({ kind: 'Secret', jsonPointers: ['/data'] })],
      says: '/data of every Secret is ignored',
    },
    'the whole of everything': {
      given: [application({ group: '*', kind: '*', jqPathExpressions: ['.spec'] })],
      says: '.spec of every object is ignored',
    },
  },
});
