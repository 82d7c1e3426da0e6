import { kube, ruleCases } from '../../testing.ts';
import { helmReleaseOnce } from './helm-release-once.ts';

const app = (name: string, chart: string, releaseName?: string, namespace = 'monitoring') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name },
    { spec: { source: { chart, targetRevision: '1.0.0', helm: { releaseName } }, destination: { namespace } } },
  );

ruleCases(helmReleaseOnce, {
  accepts: {
    'two charts under their own names': [app('loki', 'loki'), app('grafana', 'grafana')],
    'one name in two namespaces': [app('a', 'loki', 'logs', 'one'), app('b', 'loki-stack', 'logs', 'two')],
    'several charts of one umbrella': [
      kube(
        'argoproj.io/v1alpha1/Application',
        {},
        { spec: { sources: [{ chart: 'base' }, { chart: 'istiod' }], destination: { namespace: 'istio-system' } } },
      ),
    ],
  },
  refuses: {
    'an old chart beside the new one': {
      given: [app('loki', 'loki'), app('logs', 'loki-stack', 'loki')],
      says: [
        'release loki in "monitoring" is chart loki-stack here and chart loki in Application loki',
        'release loki in "monitoring" is chart loki here and chart loki-stack in Application logs',
      ],
    },
  },
});
