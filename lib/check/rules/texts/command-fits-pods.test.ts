import { documentObject } from '../../document.ts';
import { deployment, inFile, ruleCases, service, statefulSet } from '../../testing.ts';
import { commandFitsPods } from './command-fits-pods.ts';

const script = (text: string) => inFile('scripts/a.sh', documentObject('Script', 'scripts/a', { text: `#!/bin/sh\n${text}\n` }));
const tree = [
  statefulSet({
    name: 'postgresql',
    namespace: 'shop',
    labels: { app: 'pg' },
    container: { name: 'pg', image: 'postgres:15', env: [{ name: 'POSTGRES_DB', value: 'shop' }] },
  }),
  deployment({ name: 'api', namespace: 'shop', labels: { app: 'api' }, container: { name: 'api' } }),
  service({ name: 'api', namespace: 'shop', selector: { app: 'api' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
];

ruleCases(commandFitsPods, {
  accepts: {
    'what is there': [
      ...tree,
      script('kubectl -n shop exec postgresql-0 -c pg -- psql -U shop -d shop -c "SELECT 1"'),
      script('kubectl -n shop logs deployment/api -c istio-proxy\nkubectl port-forward -n shop svc/api 8080:80'),
    ],
    'pods of charts and of other namespaces': [
      ...tree,
      script('kubectl -n vault exec vault-0 -- vault status\nkubectl -n shop exec "$POD" -- ls\nkubectl exec postgres-0 -- ls'),
    ],
    'a Service that a page shows a part of': [
      inFile('docs/ingress.md', service({ name: 'edge', namespace: 'shop', ports: [{ name: 'http', port: 80 }] })),
      script('kubectl port-forward -n shop svc/edge 8443:443'),
    ],
    'databases that every server has': [...tree, script('kubectl -n shop exec postgresql-0 -- psql -d postgres -l')],
  },
  refuses: {
    'a pod by the name of former days': {
      given: [...tree, script('kubectl exec -it postgres-0 -n shop -- psql -U shop')],
      says: 'line 2: there is no pod shop/postgres-0; the StatefulSets there are called postgresql',
      fix: 'Did you mean "postgresql-0"?',
    },
    'the port of the pod': {
      given: [...tree, script('kubectl port-forward -n shop svc/api 8080:8080')],
      says: 'line 2: Service shop/api has no port 8080; it has 80',
      fix: 'Write 8080:80.',
    },
    'a container that the pod does not have': {
      given: [...tree, script('kubectl -n shop logs deployment/api -c app')],
      says: 'line 2: Deployment api has no container "app"; it has api',
    },
    'another database': {
      given: [...tree, script('kubectl -n shop exec postgresql-0 -- psql -U shop -d blog_db')],
      says: 'line 2: it asks for database "blog_db", and StatefulSet postgresql makes "shop"',
      fix: 'Write "shop".',
    },
  },
});
