import { refusal } from '../../lib/constructs/testing.ts';
import { untouchedByHelm } from '../components/alloy.ts';
import { changedFiles, homelab, ofApp, the, valuesAt } from '../testing.ts';
import { RETENTION } from './retention.ts';
import { madeTelemetry } from './testing-telemetry.ts';

const today = madeTelemetry();
const VALUES = 'spec.source.helm.valuesObject';

const INSTALLED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  loki: {
    ...from('https://grafana.github.io/helm-charts', 'loki', '6.25.1', 'monitoring'),
    [`${VALUES}.fullnameOverride`]: 'loki-stack',
    [`${VALUES}.deploymentMode`]: 'SingleBinary',
    [`${VALUES}.singleBinary`]: {
      replicas: 1,
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
      persistence: { enabled: false },
      extraVolumes: [{ name: 'data', emptyDir: { sizeLimit: '10Gi' } }],
      extraVolumeMounts: [{ name: 'data', mountPath: '/var/loki' }],
    },
    [`${VALUES}.read.replicas`]: 0,
    [`${VALUES}.write.replicas`]: 0,
    [`${VALUES}.backend.replicas`]: 0,
    [`${VALUES}.loki.auth_enabled`]: false,
    [`${VALUES}.loki.storage.type`]: 'filesystem',
    [`${VALUES}.loki.commonConfig.replication_factor`]: 1,
    [`${VALUES}.loki.limits_config.retention_period`]: '168h',
    [`${VALUES}.loki.compactor`]: { retention_enabled: true, delete_request_store: 'filesystem' },
    [`${VALUES}.chunksCache.enabled`]: false,
    [`${VALUES}.resultsCache.enabled`]: false,
    [`${VALUES}.lokiCanary.enabled`]: false,
    [`${VALUES}.test.enabled`]: false,
    [`${VALUES}.gateway.enabled`]: false,
  },
  tempo: {
    ...from('https://grafana.github.io/helm-charts', 'tempo', '1.22.0', 'monitoring'),
    [`${VALUES}.fullnameOverride`]: 'tempo-server',
    [`${VALUES}.replicas`]: 1,
    [`${VALUES}.tempo.retention`]: '48h',
    [`${VALUES}.tempo.receivers`]: {
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    },
    [`${VALUES}.tempo.resources`]: { requests: { cpu: '200m', memory: '512Mi' }, limits: { cpu: '1000m', memory: '2Gi' } },
  },
  alloy: {
    ...from('https://grafana.github.io/helm-charts', 'alloy', '0.10.1', 'monitoring'),
    [`${VALUES}.controller.type`]: 'daemonset',
    [`${VALUES}.controller.tolerations`]: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
    [`${VALUES}.controller.volumes.extra`]: [
      { name: 'host-proc', hostPath: { path: '/proc' } },
      { name: 'host-sys', hostPath: { path: '/sys' } },
      { name: 'host-root', hostPath: { path: '/' } },
      { name: 'positions', emptyDir: {} },
    ],
    [`${VALUES}.alloy.mounts.varlog`]: true,
    [`${VALUES}.alloy.resources`]: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '512Mi' } },
    [`${VALUES}.alloy.extraPorts`]: [],
  },
  grafana: {
    ...from('https://grafana.github.io/helm-charts', 'grafana', '8.8.6', 'monitoring'),
    [`${VALUES}.replicas`]: 1,
    [`${VALUES}.resources`]: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
    [`${VALUES}.admin`]: { existingSecret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' },
    [`${VALUES}.adminPassword`]: undefined,
    [`${VALUES}.persistence.enabled`]: false,
    [`${VALUES}.env.GF_SERVER_ROOT_URL`]: 'http://monitoring.jiminhome.shop',
    [`${VALUES}.dashboardProviders.[dashboardproviders.yaml].providers.0.allowUiUpdates`]: false,
    [`${VALUES}.dashboardProviders.[dashboardproviders.yaml].providers.0.options.path`]: '/var/lib/grafana/dashboards/slipway',
    [`${VALUES}.dashboardsConfigMaps`]: { slipway: 'grafana-dashboards' },
  },
  kiali: {
    ...from('https://kiali.org/helm-charts', 'kiali-server', '2.0.0', 'istio-system'),
    [`${VALUES}.auth.strategy`]: 'token',
    [`${VALUES}.login_token.signing_key`]: 'secret:kiali-signing-key:value.txt',
    [`${VALUES}.deployment.custom_secrets`]: [{ name: 'kiali-signing-key', mount: '/kiali-override-secrets/login-token-signing-key' }],
    [`${VALUES}.server.web_fqdn`]: 'kiali.jiminhome.shop',
    [`${VALUES}.server.web_root`]: '/',
    [`${VALUES}.external_services.prometheus.url`]: 'http://prometheus.monitoring.svc.cluster.local:9090',
    [`${VALUES}.external_services.tracing.internal_url`]: 'http://tempo.monitoring.svc.cluster.local:3200',
    [`${VALUES}.external_services.custom_dashboards.enabled`]: false,
  },
};

function from(repoURL: string, chart: string, targetRevision: string, namespace: string): Record<string, unknown> {
  return {
    'spec.source.repoURL': repoURL,
    'spec.source.chart': chart,
    'spec.source.targetRevision': targetRevision,
    'spec.destination.namespace': namespace,
  };
}

test.each(Object.entries(INSTALLED))('%s is installed as seed 002 states', (name, table) => {
  expect(valuesAt(the(today, 'Application', name), table)).toEqual(table);
});

test('the key that stands in the values is none: Kiali, which takes 16, 24 or 32 bytes, starts with the mounted one or not at all', () => {
  const { signing_key: key } = the(today, 'Application', 'kiali')['spec'].source.helm.valuesObject.login_token as { signing_key: string };

  expect([16, 24, 32]).not.toContain(Buffer.byteLength(key));
});

test('every store forgets (L-04)', () => {
  expect(Object.fromEntries(Object.entries(RETENTION).map(([store, { text }]) => [store, text]))).toEqual({
    metrics: '360h',
    logs: '168h',
    traces: '48h',
  });
});

test('in front of the pods of Tempo stands a Service with the ports that clients know', () => {
  const port = (name: string, number: number, targetPort = number): object => ({ name, port: number, targetPort, protocol: 'TCP' });

  expect(ofApp(today, 'monitoring').filter(({ kind }) => kind === 'Service')).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'tempo', namespace: 'monitoring' },
      spec: {
        selector: { 'app.kubernetes.io/name': 'tempo', 'app.kubernetes.io/instance': 'tempo' },
        ports: [port('http-query', 3200, 3100), port('grpc-otlp', 4317), port('http-otlp', 4318)],
      },
    },
  ]);
});

test('each signal has its way declared, and spans go straight to Tempo', () => {
  expect([...today.flows].sort()).toEqual([
    'alloy → api-server:6443',
    'alloy → loki-stack:3100',
    'alloy → prometheus:9090',
    'grafana → loki-stack:3100',
    'grafana → prometheus:9090',
    'grafana → tempo-server:3100',
    'kiali → api-server:6443',
    'kiali → istiod:15014',
    'kiali → prometheus:9090',
    'kiali → tempo-server:3100',
    'outside → prometheus:9090',
    'prometheus → api-server:6443',
    'prometheus → nodes:9963',
    'prometheus → nodes:9964',
  ]);
  expect(today.traces).toBe('tempo.monitoring.svc.cluster.local:4317');
});

test('traces through the agent: it gets a receiver, a port and a way to Tempo, and nothing else changes', () => {
  const planned = madeTelemetry(homelab({ 'traces-through-alloy: false': 'traces-through-alloy: true' }));

  const values = the(planned, 'Application', 'alloy')['spec'].source.helm.valuesObject.alloy;
  expect(changedFiles(today, planned)).toEqual(['homelab/argocd/application.alloy.yaml']);
  expect(values.extraPorts).toEqual([{ name: 'grpc-otlp', port: 4317, targetPort: 4317, protocol: 'TCP' }]);
  expect(addedLines(configOf(today), configOf(planned))).toEqual([
    'otelcol.exporter.otlp "tempo" {',
    '\tclient {',
    '\t\tendpoint = "tempo.monitoring.svc.cluster.local:4317"',
    '\t\ttls {',
    '\t\t\tinsecure = true',
    '\t\t}',
    'otelcol.processor.batch "spans" {',
    '\toutput {',
    '\t\ttraces = [otelcol.exporter.otlp.tempo.input]',
    'otelcol.receiver.otlp "spans" {',
    '\tgrpc {',
    '\t\tendpoint = "0.0.0.0:4317"',
    '\toutput {',
    '\t\ttraces = [otelcol.processor.batch.spans.input]',
  ]);
  expect(planned.flows.filter((flow) => !today.flows.includes(flow))).toEqual(['alloy → tempo-server:4317']);
  expect(planned.traces).toBe('alloy.monitoring.svc.cluster.local:4317');
});

test('a configuration of the agent that Helm would take for a template is refused', () => {
  const message = refusal(() => untouchedByHelm('stage.template {\n\ttemplate = "{{ .Value }}"\n}\n'));

  expect(message).toBe(
    'alloy: its configuration contains "{{", which the chart would take for a template of its own. Write the value in another way.',
  );
});

test('logs on a claim: Loki gets one of the storage class, which outlives its pod, instead of the scratch volume', () => {
  const planned = madeTelemetry(homelab({ 'loki-persistence: false': 'loki-persistence: true' }));

  const { singleBinary } = the(planned, 'Application', 'loki')['spec'].source.helm.valuesObject;
  expect(changedFiles(today, planned)).toEqual(['homelab/argocd/application.loki.yaml']);
  expect(singleBinary).toEqual({
    replicas: 1,
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
    persistence: { enabled: true, storageClass: 'longhorn', size: '10Gi', enableStatefulSetAutoDeletePVC: false },
  });
});

test('advanced Kiali: runtime dashboards, and a graph that finds what is wrong', () => {
  const planned = madeTelemetry(homelab({ 'kiali-advanced: false': 'kiali-advanced: true' }));

  const [before, after] = [today, planned].map((synthesis) => the(synthesis, 'Application', 'kiali')['spec'].source.helm.valuesObject);
  expect(changedFiles(today, planned)).toEqual(['homelab/argocd/application.kiali.yaml']);
  expect(after.external_services.custom_dashboards).toEqual({ enabled: true });
  expect(Object.keys(after).filter((key) => !(key in before))).toEqual(['kiali_feature_flags']);
});

/** The agent's configuration. */
function configOf(synthesis: typeof today): string {
  return the(synthesis, 'Application', 'alloy')['spec'].source.helm.valuesObject.alloy.configMap.content as string;
}

function addedLines(before: string, after: string): string[] {
  const old = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !old.has(line));
}
