import { alloyProcesses } from './alloy-stages.ts';

const TEXT = `
discovery.relabel "pods" {
  rule {
    source_labels = ["__meta_kubernetes_namespace"]
    target_label  = "namespace"
  }
}
loki.process "web" {
  forward_to = [loki.write.default.receiver]
  // stage.json { expressions = { old = "" } }
  stage.cri { }
  stage.json {
    expressions = { level = "level", trace_id = "traceId", time = "a}b" }
  }
  stage.match {
    selector = "{app=\\"web\\"}"
    stage.labels { values = { inner = "" } }
  }
  stage.timestamp {
    source = "time"
    format = "RFC3339Nano"
  }
  stage.labels {
    values = {
      level = "",
    }
  }
}
`;

test('stages are read in the form of Promtail', () => {
  const [{ label, stages } = { label: '', stages: [] }] = alloyProcesses(TEXT);

  expect(label).toBe('web');
  expect(stages.slice(1)).toEqual([
    { cri: {} },
    { json: { expressions: { level: 'level', trace_id: 'traceId', time: 'a}b' } } },
    { match: expect.anything() },
    { timestamp: { source: 'time', format: 'RFC3339Nano' } },
    { labels: { level: '' } },
  ]);
  expect(stages[0]).toEqual({ static_labels: { namespace: '' } });
});

test('another text has none', () => {
  expect(alloyProcesses('loki.write "default" { }')).toEqual([]);
});
