import { ofKind, production, value } from './testing.ts';

const made = production();
const text = made.manifests.map((manifest) => manifest.text).join('\n');

test('Metrics Server does not verify what kubelets on premises cannot show, and is there for every autoscaler (L3)', () => {
  expect(ofKind(made, 'HorizontalPodAutoscaler').length).toBeGreaterThan(0);
  expect(value(made, 'metrics-server', 'args')).toContain('--kubelet-insecure-tls');
});

test('versions that the seed states stand in the values', () => {
  expect(value(made, 'argo-cd', 'global.image.tag')).toBe('v2.8.4');
  expect(value(made, 'loki', 'loki.image.tag')).toBe('3.5.7');
  expect(value(made, 'promtail', 'image.tag')).toBe('3.5.1');
});

test('istiod has what the demo profile has and its chart does not know', () => {
  expect(value(made, 'istiod', 'pilot')).toEqual({
    autoscaleEnabled: false,
    replicaCount: 1,
    resources: { requests: { cpu: '10m', memory: '100Mi' } },
    traceSampling: 100,
    env: { ENABLE_NATIVE_SIDECARS: 'true' },
  });
  expect(value(made, 'istiod', 'meshConfig')).toEqual({
    accessLogFile: '/dev/stdout',
    enableTracing: true,
    defaultConfig: { tracing: { zipkin: { address: 'jaeger-collector.istio-system.svc.cluster.local:9411' } } },
  });
});

test('the way in has the node port of the seed, the way out has none', () => {
  const requests = { requests: { cpu: '10m', memory: '40Mi' } };

  expect(value(made, 'istio-ingressgateway', 'service')).toMatchObject({ type: 'NodePort', ports: [{ port: 80, nodePort: 31304 }] });
  expect(value(made, 'istio-egressgateway', 'service')).toEqual({ type: 'ClusterIP' });
  for (const gateway of ['istio-ingressgateway', 'istio-egressgateway']) {
    expect(value(made, gateway, 'resources')).toEqual(requests);
    expect(value(made, gateway, 'autoscaling')).toEqual({ enabled: false });
  }
});

test('no two things ask for one node port, and the seven are those of the seed', () => {
  const asked = [...text.matchAll(/^\s*(?:- )?nodePort\w*: (\d+)$/gm)].map(([, number]) => Number(number));

  expect(asked.sort()).toEqual([30090, 30093, 30164, 30300, 30547, 31304, 31619]);
});

test('the stack keeps a week of metrics on its volume and takes monitors and rules of every namespace (L5)', () => {
  expect(value(made, 'kube-prometheus-stack', 'prometheus.prometheusSpec')).toMatchObject({
    scrapeInterval: '30s',
    retention: '7d',
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    storageSpec: {
      volumeClaimTemplate: {
        spec: { storageClassName: 'local-path', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    },
  });
});

test('Grafana replaces its pod rather than letting two share the volume (L12), and finds what ConfigMaps hold', () => {
  expect(value(made, 'kube-prometheus-stack', 'grafana')).toMatchObject({
    enabled: true,
    persistence: { enabled: true, size: '5Gi', storageClassName: 'local-path' },
    deploymentStrategy: { type: 'Recreate' },
    sidecar: {
      dashboards: { enabled: true, label: 'grafana_dashboard', labelValue: '1' },
      datasources: { enabled: true, label: 'grafana_datasource', labelValue: '1' },
    },
  });
});

test('Loki forgets after a week by limit and compactor, and has no key of Loki 2 (M28)', () => {
  expect(value(made, 'loki', 'loki')).toMatchObject({
    auth_enabled: false,
    limits_config: { retention_period: '168h', reject_old_samples_max_age: '168h', ingestion_rate_mb: 10, ingestion_burst_size_mb: 20 },
    compactor: { retention_enabled: true, delete_request_store: 'filesystem' },
    schemaConfig: { configs: [{ store: 'tsdb', schema: 'v13', object_store: 'filesystem' }] },
  });
  expect(text).not.toMatch(/max_look_back_period|enforce_metric_name|max_transfer_retries|shared_store|table_manager/);
  for (const part of ['read', 'write', 'backend']) expect(value(made, 'loki', `${part}.replicas`)).toBe(0);
  expect(value(made, 'loki', 'singleBinary.persistence')).toMatchObject({ size: '10Gi', storageClass: 'local-path' });
});

test('Promtail runs on the control plane as well, and reads the two namespaces under the labels of the seed', () => {
  expect(value(made, 'promtail', 'tolerations')).toContainEqual({
    key: 'node-role.kubernetes.io/control-plane',
    operator: 'Exists',
    effect: 'NoSchedule',
  });
  const steps = value(made, 'promtail', 'config.snippets.common') as readonly { readonly target_label?: string; readonly regex?: string }[];
  const labels = steps.flatMap(({ target_label: label }) => (label === undefined || label.startsWith('__') ? [] : [label]));

  expect(labels.sort()).toEqual(['app', 'container', 'job', 'namespace', 'pod']);
  expect(steps[0]).toMatchObject({ action: 'keep', regex: 'titanium-prod|monitoring' });
  expect(value(made, 'promtail', 'config.clients')).toEqual([{ url: 'http://loki:3100/loki/api/v1/push' }]);
});

test('a line without a time of its own keeps that of the container runtime', () => {
  const stages = value(made, 'promtail', 'config.snippets.pipelineStages') as readonly object[];

  expect(stages.map((stage) => Object.keys(stage)[0])).toEqual(['cri', 'json', 'labels', 'timestamp', 'labeldrop']);
  expect(stages).toContainEqual({ timestamp: { source: 'timestamp', format: 'RFC3339Nano', action_on_failure: 'skip' } });
});

test('Jaeger is one program that keeps a bounded number of traces in memory', () => {
  for (const part of ['agent', 'collector', 'query']) expect(value(made, 'jaeger', `${part}.enabled`)).toBe(false);
  expect(value(made, 'jaeger', 'provisionDataStore.cassandra')).toBe(false);
  expect(value(made, 'jaeger', 'storage.type')).toBe('memory');
  expect(value(made, 'jaeger', 'allInOne.args')).toEqual([expect.stringMatching(/^--memory\.max-traces=\d+$/)]);
});

test('Kiali stands under its path, and knows where figures, dashboards and traces are', () => {
  expect(value(made, 'kiali', 'server')).toEqual({ port: 20001, web_root: '/kiali' });
  expect(value(made, 'kiali', 'external_services')).toMatchObject({
    prometheus: { url: 'http://prometheus-kube-prometheus-prometheus.monitoring.svc.cluster.local:9090' },
    grafana: { in_cluster_url: 'http://prometheus-grafana.monitoring:80' },
    tracing: { in_cluster_url: 'http://jaeger-query.istio-system.svc.cluster.local:16686', use_grpc: false },
  });
});
