import { Port } from '../../lib/constructs/port.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { dataSources } from './data-sources.ts';

function endpoint(service: string, port: number): ServiceEndpoint {
  return { peer: { name: service, namespace: 'monitoring', podLabels: {} }, port: Port.http(port), service };
}

const [prometheus, loki, tempo] = dataSources({
  prometheus: endpoint('prometheus', 9090),
  loki: endpoint('loki-stack', 3100),
  tempo: endpoint('tempo', 3200),
});

test('three sources with fixed identities, at the addresses of seed 002', () => {
  const table = [prometheus, loki, tempo].map((source) => [source?.type, source?.uid, source?.url, source?.editable]);

  expect(table).toEqual([
    ['prometheus', 'prometheus', 'http://prometheus.monitoring.svc.cluster.local:9090', false],
    ['loki', 'loki', 'http://loki-stack.monitoring.svc.cluster.local:3100', false],
    ['tempo', 'tempo', 'http://tempo.monitoring.svc.cluster.local:3200', false],
  ]);
});

test('from a span there is a way to the logs and to the use of its pod', () => {
  expect(tempo?.jsonData).toEqual({
    tracesToLogsV2: {
      datasourceUid: 'loki',
      spanStartTimeShift: '-1m',
      spanEndTimeShift: '1m',
      tags: [{ key: 'host.name', value: 'pod' }],
    },
    tracesToMetrics: {
      datasourceUid: 'prometheus',
      spanStartTimeShift: '-5m',
      spanEndTimeShift: '5m',
      tags: [{ key: 'host.name', value: 'pod' }],
      queries: [
        { name: 'CPU of the pod', query: 'sum(rate(container_cpu_usage_seconds_total{container!="", $$__tags}[5m]))' },
        { name: 'Memory of the pod', query: 'sum(container_memory_working_set_bytes{container!="", $$__tags})' },
      ],
    },
  });
});

test.each([
  ['2026-01-27 10:00:00 trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7 INFO hello', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['{"message":"hello","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['2026-01-27 10:00:00 trace_id= INFO outside of any request', undefined],
])('a log line leads to its trace: %s', (line, trace) => {
  const options = loki?.jsonData;

  const [field] = options !== undefined && 'derivedFields' in options ? options.derivedFields : [];

  expect(new RegExp(field?.matcherRegex ?? '').exec(line)?.[1]).toBe(trace);
  expect(field).toMatchObject({ url: '$${__value.raw}', datasourceUid: 'tempo' });
});

test('nothing looks like a template of the chart, nor like a variable of the environment', () => {
  const text = JSON.stringify([prometheus, loki, tempo]);

  expect(text).not.toContain('{{');
  expect(text.replaceAll('$$', '')).not.toContain('$');
});
