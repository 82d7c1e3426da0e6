import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases, statefulSet } from '../../testing.ts';
import { commandReachesPods } from './command-reaches-pods.ts';

const script = (line: string) => inFile('verify.sh', documentObject('Script', 'verify', { text: `#!/bin/bash\nset -e\n${line}\n` }));
const redis = kube('v1/Service', { name: 'redis-service', namespace: 'shop' }, { spec: { ports: [{ port: 6379 }] } });
const web = deployment({ name: 'web', namespace: 'shop', container: { name: 'app' } });
const chart = (name: string, namespace: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example', chart: name, targetRevision: '1.0.0', helm: { releaseName: name } },
        destination: { namespace },
      },
    },
  );
const init = kube(
  'v1/ConfigMap',
  { name: 'init', namespace: 'shop' },
  { data: { 'init.sql': 'CREATE TABLE IF NOT EXISTS posts (id INT);' } },
);
const database = statefulSet({
  name: 'pg',
  namespace: 'shop',
  container: { name: 'pg', image: 'postgres:15' },
  pod: { volumes: [{ name: 'init', configMap: { name: 'init' } }] },
});

ruleCases(commandReachesPods, {
  accepts: {
    'kinds before names': [
      redis,
      web,
      script('kubectl -n shop exec svc/redis-service -- redis-cli ping\nkubectl -n shop logs deployment/web -c app'),
    ],
    'a pod': [redis, script('kubectl -n shop logs redis-service-7f9c8d-x2k4q')],
    'an image of a container': [web, script('kubectl -n shop set image deployment/web app=acme/web:2')],
    'the label of a chart': [chart('promtail', 'monitoring'), script('kubectl -n monitoring logs -l app.kubernetes.io/name=promtail')],
    'tables that are made, or that nobody knows': [
      init,
      database,
      script(
        "kubectl -n shop exec pg-0 -- psql -U a -c 'SELECT 1 FROM posts'\nkubectl -n shop exec pg-0 -- psql -c 'SELECT * FROM sessions'",
      ),
    ],
  },
  refuses: {
    'a Service in place of a pod': {
      given: [redis, script('kubectl -n shop exec -it redis-service -- redis-cli ping')],
      says: 'line 3: redis-service is a Service, and a word alone is the name of a pod',
      fix: 'Write svc/redis-service.',
    },
    'a container of another name': {
      given: [web, script('kubectl -n shop set image deployment/web nginx=acme/web:2')],
      says: 'line 3: Deployment web has no container "nginx"; it has app',
    },
    'a part of Istio that is gone': {
      given: [chart('istiod', 'istio-system'), script('kubectl -n istio-system rollout restart deployment/istio-pilot')],
      says: 'line 3: there is no istio-pilot since Istio 1.5; what it did is a part of istiod',
    },
    'a label that the chart does not set': {
      given: [chart('promtail', 'monitoring'), script('kubectl -n monitoring logs -l app=promtail --tail=50')],
      says: 'line 3: it looks for app=promtail, and the pods of chart promtail carry app.kubernetes.io/name=promtail',
    },
    'a table of another name': {
      given: [init, database, script("kubectl -n shop exec pg-0 -- psql -U a -c 'SELECT count(*) FROM blog_posts'")],
      says: 'line 3: it asks for table "blog_posts", and the first scripts of the database make posts',
      fix: 'Did you mean "posts"?',
    },
  },
});
