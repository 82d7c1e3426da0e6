import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { commandSelectsPods } from './command-selects-pods.ts';

const web = deployment({ namespace: 'shop', name: 'web', labels: { app: 'shop-web', tier: 'front' } });
const script = (text: string) => documentObject('Script', 'deploy', { text });

ruleCases(commandSelectsPods, {
  accepts: {
    'a release of another tree': [
      chartApplication('loki', 'monitoring', {}),
      script('kubectl -n logging wait pod -l app.kubernetes.io/name=tempo'),
    ],
    'a release where it is': [
      chartApplication('loki', 'monitoring', {}),
      script('kubectl -n monitoring wait pod -l app.kubernetes.io/name=loki'),
    ],
    'labels that pods have': [web, script('kubectl wait -n shop --for=condition=Ready pod -l app=shop-web,tier=front')],
    'a selector that the shell works out': [web, script('kubectl get pods -n shop -l "app=$NAME"')],
    'a selector of sets': [web, script("kubectl get pods -n shop -l 'app in (a, b)'")],
    'other objects': [web, script('kubectl get secrets -n shop -l owner=helm')],
    'no namespace': [web, script('kubectl get pods -l app=web')],
    'pods that are cleared away': [web, script('kubectl delete pods -n shop -l app=old')],
    'a namespace of a chart': [chartApplication('redis', 'shop', {}), web, script('kubectl logs -n shop -l app=redis')],
    'a namespace of an operator': [
      kube('postgresql.cnpg.io/v1/Cluster', { namespace: 'shop' }),
      web,
      script('kubectl get pods -n shop -l cnpg.io/cluster=web'),
    ],
    'a question': [web, script('kubectl get pods -n shop -l app=old || true')],
  },
  refuses: {
    'a release that is installed elsewhere': {
      given: [
        chartApplication('loki', 'monitoring', {}),
        script('kubectl -n logging wait pod -l app.kubernetes.io/name=loki --for=condition=Ready'),
      ],
      says: 'line 1: it looks for app.kubernetes.io/name=loki in "logging", and loki is installed into "monitoring"',
      fix: 'Write -n monitoring.',
    },
    'a value that was renamed': {
      given: [web, script('set -e\nkubectl wait --namespace shop --for=condition=Ready pod -l app=web --timeout=60s')],
      says: 'line 2: no pod in "shop" has the labels app=web',
      fix: 'Did you mean "app=shop-web"?',
    },
    'a label that no pod has': {
      given: [web, script('kubectl logs -n shop --selector=component=web')],
      says: 'line 1: no pod in "shop" has the labels component=web',
      fix: 'Copy the labels of the pod template.',
    },
  },
});
