import { kube, ruleCases } from '../../testing.ts';
import { applicationSeen } from './application-seen.ts';

const application = (name: string, namespace: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace },
    { spec: { source: { repoURL: 'x', path: name }, destination: { namespace: 'shop' } } },
  );
const others = [application('blog', 'argocd'), application('monitoring', 'argocd')];
const stray = application('shop', 'shop');

ruleCases(applicationSeen, {
  accepts: {
    'all in one place': [...others, application('shop', 'argocd')],
    'an Argo CD that is told to look elsewhere': [
      ...others,
      stray,
      kube('v1/ConfigMap', { name: 'argocd-cmd-params-cm', namespace: 'argocd' }, { data: { 'application.namespaces': 'shop' } }),
    ],
    'a project that admits others': [
      ...others,
      stray,
      kube('argoproj.io/v1alpha1/AppProject', { name: 'shop', namespace: 'argocd' }, { spec: { sourceNamespaces: ['shop'] } }),
    ],
    'as many elsewhere': [application('blog', 'argocd'), stray],
    'two of Argo CD': [application('blog', 'argocd'), application('root', 'openshift-gitops'), stray],
  },
  refuses: {
    'one where its objects go': {
      given: [...others, stray],
      says: 'Application shop stands in "shop", and the others in "argocd", where Argo CD looks for them',
      fix: 'Set namespace: argocd. Where its objects go is said by spec.destination.',
    },
  },
});
