import { kube, ruleCases } from '../../testing.ts';
import { argocdRightsGiven } from './argocd-rights-given.ts';

const rights = (csv: string) => kube('v1/ConfigMap', { name: 'argocd-rbac-cm', namespace: 'argocd' }, { data: { 'policy.csv': csv } });
const settings = kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd' }, { data: { 'accounts.pipeline': 'apiKey' } });
const ROLE = 'p, role:night, applications, sync, shop/*, allow\n';

ruleCases(argocdRightsGiven, {
  accepts: {
    'rights on a project, and a group': [rights(`${ROLE}g, acme:night, role:night\n`)],
    'rights on everything, and on what has no project': [
      rights('p, role:a, applications, *, *, allow\np, role:a, clusters, get, app1, allow\np, role:a, logs, get, shop*, allow\n'),
    ],
    'an account of Argo CD': [rights(`${ROLE}g, pipeline, role:night\n`), settings],
    'a group that no account is called like': [rights(`${ROLE}g, night-shift, role:night\n`), settings],
    'objects that are patterns': [
      kube(
        'v1/ConfigMap',
        { name: 'argocd-rbac-cm', namespace: 'argocd' },
        { data: { 'policy.matchMode': 'regex', 'policy.csv': 'p, role:night, applications, sync, shop, allow\n' } },
      ),
    ],
    'lines that are filled in': [rights('{{ lines }}')],
  },
  refuses: {
    'an Application without its project': {
      given: [rights('p, role:night, applications, sync, shop, allow\n')],
      says: '"p, role:night, applications, sync, shop, allow" is about "shop", and applications are named PROJECT/NAME',
      fix: 'Write shop/*.',
    },
    'a line that is not whole': {
      given: [rights('p, role:night, applications, sync, shop/*\n')],
      says: '"p, role:night, applications, sync, shop/*" has 5 parts, and a line of rights is p, SUBJECT, RESOURCE, ACTION, OBJECT, allow or deny',
    },
    'an account by another name': {
      given: [rights(`${ROLE}g, pipelines, role:night\n`), settings],
      says: 'pipelines is given role:night, and the account is called pipeline',
    },
  },
});
