import { InputError } from '../../lib/errors.ts';
import { ADAPTER_RULES, adapterRule } from './adapter.ts';
import { madeMetrics, valuesOf } from './testing.ts';

test('the adapter serves the network metric of the HPAs, per pod, and nothing else', () => {
  const values = valuesOf(madeMetrics(), 'prometheus-adapter');

  expect(values['prometheus']).toEqual({ url: 'http://prometheus.monitoring.svc.cluster.local', port: 9090 });
  expect(values['rules']).toEqual({
    default: false,
    custom: [
      {
        seriesQuery: 'container_network_receive_bytes_total{namespace!="", pod!=""}',
        resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
        name: { matches: '^container_network_receive_bytes_total$', as: 'container_network_receive_bytes_per_second' },
        metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
      },
    ],
  });
});

test.each([
  ['a counter that no job has', { counter: 'container_network_received_total' }],
  ['a metric of nodes', { counter: 'kubelet_running_pods' }],
  ['a range with one value at most', { range: '20s' }],
])('%s cannot be served', (_, change) => {
  const [rule] = ADAPTER_RULES;

  expect(() => rule && adapterRule({ ...rule, ...change })).toThrow(InputError);
});
