import { deployment, kube, ruleCases } from '../../testing.ts';
import { autoscalerWorks } from './autoscaler-works.ts';

const resource = (name = 'cpu', type = 'Utilization') => ({
  type: 'Resource',
  resource: { name, target: { type, averageUtilization: 70 } },
});
const hpa = (spec: object) =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    {},
    { spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec } },
  );
const cpu = { resources: { requests: { cpu: '100m' } } };
const metricsServer = deployment({ name: 'metrics-server', namespace: 'kube-system' });
const vpa = (spec: object) =>
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name: 'web-vpa' },
    { spec: { targetRef: { kind: 'Deployment', name: 'web' }, ...spec } },
  );
const whole = { whole: true } as const;

/** Something that the tree installs besides: one with applications alone leaves the platform to another. */
const otherChart = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'grafana' },
  { spec: { source: { chart: 'grafana', repoURL: 'https://x.example' }, destination: { namespace: 'monitoring' } } },
);

ruleCases(autoscalerWorks, {
  accepts: {
    'a tree of applications alone': { given: [deployment({ container: cpu }), hpa({ metrics: [resource()] })], facts: { whole: true } },
    'a request for what it measures': [deployment({ container: cpu }), hpa({ metrics: [resource()] })],
    'a limit, which is a request too': [deployment({ container: { resources: { limits: { cpu: '1' } } } }), hpa({ metrics: [resource()] })],
    'an absolute value': [deployment(), hpa({ metrics: [resource('cpu', 'AverageValue')] })],
    'a target that is made elsewhere': [hpa({ metrics: [resource()] })],
    'metrics-server in the tree': { given: [deployment({ container: cpu }), metricsServer, hpa({ metrics: [resource()] })], facts: whole },
    'metrics-server as a chart': {
      given: [
        deployment({ container: cpu }),
        hpa({ metrics: [resource()] }),
        kube(
          'argoproj.io/v1alpha1/Application',
          {},
          { spec: { destination: { namespace: 'kube-system' }, source: { chart: 'metrics-server' } } },
        ),
      ],
      facts: whole,
    },
    'recommendations beside it': [
      deployment({ container: cpu }),
      hpa({ metrics: [resource()] }),
      vpa({ updatePolicy: { updateMode: 'Off' } }),
    ],
    'memory, set beside a count by CPU': [
      deployment({ container: cpu }),
      hpa({ metrics: [resource()] }),
      vpa({ resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: ['memory'] }] } }),
    ],
    'the sidecar of the mesh': [
      deployment({ container: cpu, labels: { app: 'web', 'sidecar.istio.io/inject': 'true' } }),
      hpa({
        metrics: [
          { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'istio-proxy', target: { type: 'Utilization' } } },
        ],
      }),
    ],
  },
  refuses: {
    'a kind without a number of copies': {
      given: [hpa({ scaleTargetRef: { kind: 'DaemonSet', name: 'web' } })],
      says: 'a DaemonSet has no number of copies that somebody could set',
    },
    'a second container without a request': {
      given: [deployment({ pod: { containers: [{ name: 'app', ...cpu }, { name: 'logs' }] } }), hpa({ metrics: [resource()] })],
      says: 'it measures cpu as a share of the request, which "logs" of Deployment web does not state',
    },
    'memory, of which nobody asks': {
      given: [deployment({ container: cpu }), hpa({ metrics: [resource('memory')] })],
      says: 'it measures memory as a share of the request, which "app" of Deployment web does not state',
    },
    'the old form': {
      given: [deployment(), hpa({ targetCPUUtilizationPercentage: 80 })],
      says: 'it measures cpu as a share of the request, which "app" of Deployment web does not state',
    },
    'a container that is called otherwise': {
      given: [
        deployment({ container: cpu }),
        hpa({
          metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'apps', target: { type: 'Utilization' } } }],
        }),
      ],
      says: 'Deployment web has no container "apps"',
      fix: 'Did you mean "app"?',
    },
    'no metrics-server in a whole cluster': {
      given: [deployment({ container: cpu }), hpa({ metrics: [resource()] }), otherChart],
      facts: whole,
      says: 'nothing in the tree serves metrics of type Resource',
      fix: 'Install metrics-server.',
    },
    'no adapter for metrics of pods': {
      given: [deployment({ container: cpu }), metricsServer, otherChart, hpa({ metrics: [{ type: 'Pods', pods: {} }] })],
      facts: whole,
      says: 'nothing in the tree serves metrics of type Pods',
    },
    'a second one that changes the requests': {
      given: [deployment({ container: cpu }), hpa({ metrics: [resource()] }), vpa({})],
      says: 'VerticalPodAutoscaler web-vpa changes the cpu request of which this measures a share',
    },
    'bounds that leave no choice': { given: [hpa({ minReplicas: 3, maxReplicas: 3 })], says: 'minReplicas and maxReplicas are both 3' },
  },
});
