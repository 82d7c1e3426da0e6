import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { adapterServesMetric } from './adapter-serves-metric.ts';

const scaler = (name: string, target = 'was') =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: `${target}-hpa`, namespace: 'blog' },
    {
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: target },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu' } },
          { type: 'Pods', pods: { metric: { name } } },
        ],
      },
    },
  );
const adapter = (seriesQuery: string, name: object = { as: 'container_network_receive_bytes_per_second' }, usual = false) =>
  chartApplication('prometheus-adapter', 'monitoring', {
    rules: {
      default: usual,
      custom: [{ seriesQuery, name, metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)' }],
    },
  });
const ALL = 'container_network_receive_bytes_total{namespace="blog",pod!=""}';

ruleCases(adapterServesMetric, {
  accepts: {
    'a metric for all pods': [scaler('container_network_receive_bytes_per_second'), adapter(ALL)],
    'a name that the rule makes': [
      scaler('http_requests_per_second'),
      adapter('{__name__="http_requests_total"}', { matches: '^(.*)_total$', as: '${1}_per_second' }),
    ],
    'a metric that the usual rules may serve': [scaler('queue_length'), adapter(ALL, undefined, true)],
    'no adapter in the tree': [scaler('queue_length')],
  },
  refuses: {
    'a metric without a rule': {
      given: [scaler('queue_length'), adapter(ALL)],
      says: 'the adapter has no rule for the metric queue_length; it serves container_network_receive_bytes_per_second',
    },
    'a slip': {
      given: [scaler('container_network_recieve_bytes_per_second'), adapter(ALL, undefined, true)],
      says: 'the adapter has no rule for the metric container_network_recieve_bytes_per_second; it serves container_network_receive_bytes_per_second',
    },
    'a rule for other pods': {
      given: [
        scaler('container_network_receive_bytes_per_second'),
        adapter('container_network_receive_bytes_total{namespace="blog",pod=~"web.*"}'),
      ],
      says: 'the adapter\'s rule for container_network_receive_bytes_per_second finds series by container_network_receive_bytes_total{namespace="blog",pod=~"web.*"}, which leaves out the pods of was',
    },
  },
});
