import { kube, ruleCases } from '../../testing.ts';
import { argocdSettingsPlaced } from './argocd-settings-placed.ts';

const config = (name: string, data: object) => kube('v1/ConfigMap', { name, namespace: 'argocd' }, { data });
const chart = (configs: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://argoproj.github.io/argo-helm',
          chart: 'argo-cd',
          targetRevision: '7.7.11',
          helm: { valuesObject: { configs } },
        },
        destination: { namespace: 'argocd' },
      },
    },
  );

ruleCases(argocdSettingsPlaced, {
  accepts: {
    'settings in their places': [
      config('argocd-cmd-params-cm', { 'server.insecure': 'true' }),
      config('argocd-cm', { url: 'https://cd.example.com', 'timeout.reconciliation': '60s' }),
    ],
    'values in their places': [
      chart({
        cm: { 'admin.enabled': false, create: true },
        params: { 'server.insecure': true },
        rbac: { 'policy.default': 'role:readonly' },
      }),
    ],
    'a ConfigMap of somebody else': [config('web', { 'server.insecure': 'true' })],
  },
  refuses: {
    'a flag of the server among the settings': {
      given: [config('argocd-cm', { 'server.insecure': 'true' })],
      says: 'server.insecure is read from ConfigMap argocd-cmd-params-cm, not from here',
      fix: 'Move it to ConfigMap argocd-cmd-params-cm.',
    },
    'rights among the settings of a chart': {
      given: [chart({ cm: { 'policy.csv': 'p, role:a, *, *, *, allow' } })],
      says: 'policy.csv is read from configs.rbac, not from here',
    },
    'a setting among the flags': {
      given: [chart({ params: { 'timeout.reconciliation': '60s' } })],
      says: 'timeout.reconciliation is read from configs.cm, not from here',
    },
  },
});
