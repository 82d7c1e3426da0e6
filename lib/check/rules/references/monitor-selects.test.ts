import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { monitorSelects } from './monitor-selects.ts';

const namespace = 'blog';
const monitor = (spec: object, kind = 'ServiceMonitor', where = namespace) =>
  kube(`monitoring.coreos.com/v1/${kind}`, { namespace: where }, { spec });
const web = service({ namespace, labels: { app: 'web' }, selector: { app: 'web' } });
const chart = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'stack' },
  { spec: { source: { chart: 'kube-prometheus-stack' }, destination: { namespace: 'monitoring' } } },
);

ruleCases(monitorSelects, {
  accepts: {
    'the port of the sidecar, which no container declares': [
      kube('v1/Namespace', { name: namespace, labels: { 'istio-injection': 'enabled' } }),
      deployment({ namespace }),
      monitor(
        { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, podMetricsEndpoints: [{ port: 'http-envoy-prom' }] },
        'PodMonitor',
      ),
    ],
    'Argo CD itself, which was there before the tree': [
      kube('argoproj.io/v1alpha1/Application', { name: 'web', namespace: 'argocd' }, { spec: { source: { path: 'web' } } }),
      monitor(
        { selector: { matchLabels: { 'app.kubernetes.io/name': 'argocd-metrics' } }, endpoints: [{ port: 'metrics' }] },
        undefined,
        'argocd',
      ),
    ],
    'a Service with the port': [web, monitor({ selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http' }] })],
    'another namespace that it names': [
      web,
      monitor(
        { selector: { matchLabels: { app: 'web' } }, namespaceSelector: { matchNames: [namespace] }, endpoints: [{ port: 'http' }] },
        'ServiceMonitor',
        'monitoring',
      ),
    ],
    'pods that an operator makes': [
      web,
      monitor({ selector: { matchLabels: { 'cnpg.io/cluster': 'pg' } }, podMetricsEndpoints: [{ port: 'metrics' }] }, 'PodMonitor'),
      monitor(
        { selector: { matchExpressions: [{ key: 'strimzi.io/kind', operator: 'In', values: ['Kafka'] }] }, podMetricsEndpoints: [] },
        'PodMonitor',
      ),
    ],
    'every namespace': [
      web,
      monitor({ selector: { matchLabels: { app: 'web' } }, namespaceSelector: { any: true }, endpoints: [{ port: 'http' }] }),
    ],
    'pods that lack a label, wherever they are': [
      deployment({ namespace }),
      monitor(
        {
          selector: { matchExpressions: [{ key: 'istio-prometheus-ignore', operator: 'DoesNotExist' }] },
          namespaceSelector: { any: true },
          podMetricsEndpoints: [{ port: 'http' }],
        },
        'PodMonitor',
      ),
    ],
    'a Service somewhere in the cluster, which this tree need not show': [
      web,
      monitor({ selector: { matchExpressions: [{ key: 'istio', operator: 'In', values: ['pilot'] }] }, namespaceSelector: { any: true } }),
    ],
    'pods with the port': [
      deployment({ namespace }),
      monitor({ selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'http' }] }, 'PodMonitor'),
    ],
    'a part of the chart that fills the namespace': [
      chart,
      monitor({ selector: { matchLabels: { app: 'kube-prometheus-stack' } } }, 'ServiceMonitor', 'monitoring'),
    ],
    'pods of a platform that another tree installs': [
      web,
      monitor({ selector: { matchLabels: { app: 'flux' } }, namespaceSelector: { matchNames: ['flux-system'] } }, 'PodMonitor'),
    ],
    'a namespace that an unknown chart fills': [
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { path: 'elsewhere' }, destination: { namespace: 'shop' } } }),
      monitor({ selector: { matchLabels: { app: 'cart' } } }, 'ServiceMonitor', 'shop'),
    ],
  },
  refuses: {
    'a Service that Argo CD does not bring': {
      given: [
        kube('argoproj.io/v1alpha1/Application', { name: 'web', namespace: 'argocd' }, { spec: { source: { path: 'web' } } }),
        monitor({ selector: { matchLabels: { 'app.kubernetes.io/name': 'argocd-metric' } } }, undefined, 'argocd'),
      ],
      says: 'no Service in "argocd" carries app.kubernetes.io/name=argocd-metric',
    },
    'a namespace that is written without its end': {
      given: [
        kube('v1/Namespace', { name: 'blog-prod' }),
        deployment({ namespace: 'blog-prod' }),
        monitor(
          { selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, namespaceSelector: { matchNames: ['blog'] } },
          'PodMonitor',
          'blog-prod',
        ),
      ],
      says: 'it looks in "blog", which nothing here makes',
      fix: 'Did you mean "blog-prod"?',
    },
    'a namespace that was renamed': {
      given: [
        web,
        monitor(
          { selector: { matchLabels: { app: 'web' } }, namespaceSelector: { matchNames: ['blog-old'] }, endpoints: [{ port: 'http' }] },
          'ServiceMonitor',
          'monitoring',
        ),
      ],
      says: 'it looks in "blog-old", which nothing here makes, and app=web is in "blog"',
      fix: 'Did you mean "blog"?',
    },
    'a label with a slip': {
      given: [web, monitor({ selector: { matchLabels: { app: 'wbe' } }, endpoints: [{ port: 'http' }] })],
      says: 'no Service in "blog" carries app=wbe',
      fix: 'Did you mean app=web?',
    },
    'a namespace that it does not name': {
      given: [web, monitor({ selector: { matchLabels: { app: 'web' } } }, 'ServiceMonitor', 'monitoring')],
      says: 'no Service in "monitoring" carries app=web',
    },
    'an exporter that no chart of the namespace has': {
      given: [chart, monitor({ selector: { matchLabels: { app: 'nginx-exporter' } } }, 'ServiceMonitor', 'monitoring')],
      says: 'no Service in "monitoring" carries app=nginx-exporter',
    },
    'a port of another name': {
      given: [web, monitor({ selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'metrics' }] })],
      says: 'no Service that it selects names a port "metrics"; named: http',
    },
  },
});
