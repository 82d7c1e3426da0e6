import { kube, ruleCases } from '../../testing.ts';
import { syncOptionsAgree } from './sync-options-agree.ts';

const app = (...syncOptions: string[]) =>
  kube('argoproj.io/v1alpha1/Application', { namespace: 'argocd' }, { spec: { syncPolicy: { syncOptions } } });
const annotated = (options: string) => kube('v1/ConfigMap', { annotations: { 'argocd.argoproj.io/sync-options': options } });

ruleCases(syncOptionsAgree, {
  accepts: {
    'one of them': [app('CreateNamespace=true', 'ServerSideApply=true'), app('Replace=true')],
    'one that is switched off': [app('Replace=false', 'ServerSideApply=true')],
    'one object that is replaced in an Application that applies': [app('ServerSideApply=true'), annotated('Replace=true,Force=true')],
    'no options': [kube('argoproj.io/v1alpha1/Application', { namespace: 'argocd' }, { spec: {} })],
  },
  refuses: {
    'both, of an Application': {
      given: [app('CreateNamespace=true', 'ServerSideApply=true', 'Replace=true')],
      says: 'Replace=true and ServerSideApply=true stand together, and Replace goes first',
      fix: 'Take out Replace=true; put it as an annotation on the one object that needs it.',
    },
    'both, of one object': {
      given: [annotated('ServerSideApply=true, Replace=true')],
      says: 'Replace=true and ServerSideApply=true stand together, and Replace goes first',
    },
  },
});
