import { deployment, inFile, job, kube, ruleCases } from '../../testing.ts';
import { hookLasts } from './hook-lasts.ts';

const application = inFile(
  'apps/shop.yaml',
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://github.com/acme/platform.git', path: 'shop' }, destination: { namespace: 'shop' } } },
  ),
);
const hook = (policy?: string) => ({
  'argocd.argoproj.io/hook': 'PreSync',
  ...(policy === undefined ? {} : { 'argocd.argoproj.io/hook-delete-policy': policy }),
});
const meta = (annotations?: Readonly<Record<string, string>>) => ({
  name: 'api',
  namespace: 'shop',
  ...(annotations === undefined ? {} : { annotations }),
});
const account = (annotations?: Readonly<Record<string, string>>) => kube('v1/ServiceAccount', meta(annotations));
const settings = (annotations?: Readonly<Record<string, string>>) => kube('v1/ConfigMap', meta(annotations), { data: { a: 'b' } });
const pods = (annotations?: Readonly<Record<string, string>>) => deployment({ ...meta(annotations), pod: { serviceAccountName: 'api' } });
const reader = deployment({ ...meta(), container: { envFrom: [{ configMapRef: { name: 'api' } }] } });

ruleCases(hookLasts, {
  accepts: {
    'an account that is no hook': [application, account(), pods()],
    'an account in an earlier wave': [application, account({ 'argocd.argoproj.io/sync-wave': '-1' }), pods()],
    'a hook for hooks': [
      application,
      account(hook('HookSucceeded')),
      job({ ...meta(hook('HookSucceeded')), pod: { serviceAccountName: 'api' } }),
    ],
    'settings that are made anew at each sync': [application, settings(hook()), reader],
    'hooks of Helm where no Argo CD is': [
      account({ 'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'hook-succeeded' }),
      pods(),
    ],
  },
  refuses: {
    'an account that is deleted after the sync': {
      given: [application, account(hook('HookSucceeded')), pods()],
      says: 'Deployment api needs ServiceAccount api, a hook that is deleted as soon as it has succeeded',
    },
    'an account that each sync makes anew': {
      given: [application, account(hook()), pods()],
      says: 'Deployment api needs ServiceAccount api, a hook that every sync deletes and makes anew',
    },
    'settings that are deleted, by the words of Helm': {
      given: [
        application,
        settings({ 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded' }),
        reader,
      ],
      says: 'Deployment api needs ConfigMap api, a hook that is deleted as soon as it has succeeded',
    },
  },
});
