import { deployment, inFile, kube, rollout, ruleCases, service, template } from '../../testing.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';

const blogPods = deployment({ namespace: 'blog', labels: { app: 'blog' } });

ruleCases(serviceSelectsPods, {
  accepts: {
    'no selector at all': [service({ namespace: 'blog' })],
    'pods of the same namespace': [blogPods, service({ namespace: 'blog', selector: { app: 'blog' } })],
    'a workload beside it that does not parse': [
      inFile('site.yaml', kube('slipway.dev/v1/Unreadable', { name: 'site.yaml' }, { problems: [] })),
      inFile('site.yaml', service({ namespace: 'blog', selector: { app: 'blog' } })),
    ],
    'pods that a chart makes': { given: [service({ namespace: 'blog', selector: { app: 'blog' } })], provided: [blogPods] },
    'a namespace that an unread chart fills': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { namespace: 'argocd' },
        { spec: { source: { chart: 'tempo' }, destination: { namespace: 'monitoring' } } },
      ),
      service({ namespace: 'monitoring', selector: { app: 'tempo' } }),
    ],
    'pods of an experiment of a Rollout': [
      rollout({
        spec: {
          strategy: {
            canary: { steps: [{ experiment: { templates: [{ name: 'preview', metadata: { labels: { app: 'web-preview' } } }] } }] },
          },
        },
      }),
      service({ selector: { app: 'web-preview' } }),
    ],
    'pods of a ReplicationController': [
      kube('v1/ReplicationController', {}, { spec: { selector: { app: 'web' }, template: template({}) } }),
      service({ selector: { app: 'web' } }),
    ],
    'pods that an operator makes for an object of its own': [
      kube('rabbitmq.com/v1beta1/RabbitmqCluster', { name: 'queue', namespace: 'blog' }),
      service({ namespace: 'blog', selector: { 'app.kubernetes.io/name': 'queue' } }),
    ],
    'pods that Flagger makes for its primary': [
      deployment({ namespace: 'blog', name: 'web' }),
      kube('flagger.app/v1beta1/Canary', { name: 'web', namespace: 'blog' }),
      service({ namespace: 'blog', selector: { app: 'web-primary' } }),
    ],
    'a second door to a controller that was installed by hand': [
      blogPods,
      service({ namespace: 'ingress-nginx', selector: { 'app.kubernetes.io/name': 'ingress-nginx' } }),
    ],
    'pods with a label of an operator': [blogPods, service({ namespace: 'blog', selector: { 'strimzi.io/cluster': 'events' } })],
  },
  refuses: {
    'pods of the name of a mere setting': {
      given: [
        kube('networking.istio.io/v1/VirtualService', { name: 'shop', namespace: 'blog' }),
        service({ namespace: 'blog', selector: { app: 'shop' } }),
      ],
      says: 'no pod template carries app=shop',
    },
    'pods that live in another namespace': {
      given: [blogPods, service({ namespace: 'web', selector: { app: 'blog' } })],
      says: 'the only matching pods are in "blog"',
      fix: 'Move the Service to "blog".',
    },
    'a slip in the label': {
      given: [blogPods, service({ namespace: 'blog', selector: { app: 'blgo' } })],
      says: 'no pod template carries app=blgo',
      fix: 'Did you mean app=blog?',
    },
    'a door to a part of the platform that the tree itself runs there': {
      given: [
        deployment({ namespace: 'monitoring', name: 'grafana', labels: { app: 'grafana' } }),
        service({ namespace: 'monitoring', selector: { app: 'loki' } }),
      ],
      says: 'no pod template carries app=loki',
    },
    'labels of two workloads at once': {
      given: [blogPods, service({ namespace: 'blog', selector: { app: 'blog', tier: 'x' } })],
      says: 'no pod template carries app=blog,tier=x',
    },
  },
});
