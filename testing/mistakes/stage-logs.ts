import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const LOKI = 'argocd/applications/loki.yaml';
const PROMTAIL = 'argocd/applications/promtail.yaml';
const PROMETHEUS = 'argocd/applications/prometheus.yaml';
const JAEGER = 'k8s-manifests/jaeger/jaeger.yaml';
const SCHEMA =
  'configs: [{ from: "2025-10-01", store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]';
const CLIENTS = '          clients: [{ url: "http://loki:3100/loki/api/v1/push" }]\n';
const TASTE = '          retention: 7d\n';

function stages(name: string, caughtBy: string, text: string, more: Partial<Mistake> = {}): Mistake {
  return slip({ name, caughtBy, ...more }, [
    [PROMTAIL, CLIENTS, `${CLIENTS}          snippets:\n            pipelineStages:\n${text.replace(/^(?=.)/gm, '              ')}`],
  ]);
}

const KIALI_VALUES = `        auth: { strategy: token }
        login_token: { signing_key: "secret:kiali-signing-key:key" }
        external_services:
          prometheus: { url: "http://prometheus-kube-prometheus-prometheus.monitoring:9090" }
          grafana: { enabled: true, in_cluster_url: "http://prometheus-grafana.monitoring:80" }
          tracing: { enabled: true, in_cluster_url: "http://jaeger-query.istio-system:16686", use_grpc: false }
`;

function kiali(name: string, caughtBy: string, right: string, wrong: string, more: Partial<Mistake> = {}): Mistake {
  if (!KIALI_VALUES.includes(right)) throw new Error(right);
  const text = (values: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kiali, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: "3" } }
spec:
  project: default
  source:
    repoURL: https://kiali.org/helm-charts
    chart: kiali-server
    targetRevision: 1.76.0
    helm:
      releaseName: kiali
      valuesObject:
${values}  destination: { server: "https://kubernetes.default.svc", namespace: istio-system }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true, ServerSideApply=true]
`;
  const file = 'argocd/applications/kiali.yaml';
  return slip({ name, caughtBy, mended: { [file]: text(KIALI_VALUES) }, ...more }, [], {
    [file]: text(KIALI_VALUES.replace(right, wrong)),
  });
}

/** Logs, traces, and the values of the charts that keep them. */
export const stageLogs: readonly Mistake[] = [
  slip({ name: 'Loki 3 keeps structured metadata, which the older schema cannot', caughtBy: 'helm-values-work' }, [
    [LOKI, SCHEMA, SCHEMA.replace('schema: v13', 'schema: v12')],
  ]),
  slip({ name: 'The index of TSDB is cut by weeks', caughtBy: 'helm-values-work' }, [
    [LOKI, SCHEMA, SCHEMA.replace('period: 24h', 'period: 168h')],
  ]),
  slip({ name: 'One Loki is told to write every log three times', caughtBy: 'helm-values-work' }, [
    [LOKI, 'replication_factor: 1', 'replication_factor: 3'],
  ]),
  slip({ name: 'The parts of the other form of Loki are left on', caughtBy: 'helm-values-work' }, [
    [LOKI, '        read: { replicas: 0 }\n        write: { replicas: 0 }\n        backend: { replicas: 0 }\n', ''],
  ]),
  slip({ name: 'The schema names a store that the values do not configure', caughtBy: 'helm-values-work' }, [
    [LOKI, SCHEMA, SCHEMA.replace('object_store: filesystem', 'object_store: s3')],
  ]),
  slip({ name: 'Loki reads the rate of what comes in as a number of megabytes, and is given a word', caughtBy: 'helm-values-work' }, [
    [LOKI, 'limits_config: { retention_period: 168h }', 'limits_config: { retention_period: 168h, ingestion_rate_mb: 10MB }'],
  ]),
  slip({ name: 'Samples are refused that are younger than the logs are kept', caughtBy: 'helm-values-work', partly: true }, [
    [
      LOKI,
      'limits_config: { retention_period: 168h }',
      'limits_config: { retention_period: 168h, reject_old_samples: true, reject_old_samples_max_age: 7 }',
    ],
  ]),
  slip({ name: 'The mode of Loki is spelt as another chart spells it', caughtBy: 'helm-values-work' }, [
    [LOKI, 'deploymentMode: SingleBinary', 'deploymentMode: single-binary'],
  ]),
  stages(
    'Lines are read as JSON before the words of the runtime are taken off',
    'log-stages-work',
    '- json: { expressions: { level: level } }\n- cri: {}\n- labels: { level: }\n',
  ),
  stages(
    'Lines are read as those of Docker, and the nodes run containerd',
    'log-format-fits',
    '- docker: {}\n- json: { expressions: { level: level } }\n- labels: { level: }\n',
    { partly: true },
  ),
  stages(
    'A label takes its value from what no stage reads',
    'log-labels-extracted',
    '- cri: {}\n- json: { expressions: { level: level } }\n- labels: { severity: }\n',
  ),
  stages(
    'The time is taken from a field that no stage reads',
    'log-stages-work',
    '- cri: {}\n- json: { expressions: { level: level, ts: timestamp } }\n- timestamp: { source: date, format: RFC3339Nano }\n',
  ),
  stages(
    'The format of the time is a word that Go does not know',
    'log-stages-work',
    '- cri: {}\n- json: { expressions: { ts: timestamp } }\n- timestamp: { source: ts, format: yyyy-MM-dd HH:mm:ss }\n',
  ),
  stages(
    'Each request becomes a stream of its own',
    'log-stages-work',
    '- cri: {}\n- json: { expressions: { trace: trace_id } }\n- labels: { trace: }\n',
  ),
  stages(
    'A pattern has a group without a name',
    'log-stages-work',
    '- cri: {}\n- regex: { expression: "level=(\\\\w+)" }\n- labels: { level: }\n',
  ),
  slip({ name: 'The clients of Promtail stand outside its configuration', caughtBy: 'helm-value-known' }, [
    [PROMTAIL, `        config:\n${CLIENTS}`, '        clients: [{ url: "http://loki:3100/loki/api/v1/push" }]\n'],
  ]),
  slip({ name: 'The agent is not tolerated where the control plane is', caughtBy: 'control-plane-tolerated' }, [
    [
      PROMTAIL,
      'tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]',
      'tolerations: [{ key: node-role.kubernetes.io/master, operator: Exists, effect: NoSchedule }]',
    ],
  ]),
  kiali('Kiali speaks gRPC to the port of the page of Jaeger', 'helm-values-work', 'use_grpc: false', 'use_grpc: true'),
  kiali('Kiali logs people in by a way that was taken out', 'helm-values-work', 'strategy: token', 'strategy: login'),
  kiali(
    'Kiali is told of Grafana by the name of another release',
    'url-host-exists',
    'prometheus-grafana.monitoring:80',
    'grafana.monitoring:80',
  ),
  kiali(
    'Kiali is told of Prometheus under a key that it does not have',
    'helm-value-known',
    'prometheus: { url:',
    'prometheus: { in_cluster_url:',
  ),
  kiali(
    'The services of others stand under the name that the operator gives them',
    'helm-value-known',
    '        external_services:',
    '        externalServices:',
  ),
  slip({ name: 'Jaeger is told its port by the variable of older versions', caughtBy: 'image-settings-read' }, [
    [JAEGER, 'COLLECTOR_ZIPKIN_HOST_PORT, value: ":9411"', 'COLLECTOR_ZIPKIN_HTTP_PORT, value: "9411"'],
  ]),
  slip({ name: 'Two pods of Jaeger keep traces, each its own, in memory', caughtBy: 'state-per-pod' }, [
    [JAEGER, 'replicas: 1', 'replicas: 2'],
  ]),
  slip({ name: 'The probe of Jaeger asks the port of another program', caughtBy: 'probe-port' }, [[JAEGER, 'port: 14269', 'port: 14270']]),
  slip({ name: 'The time that Prometheus keeps is in months', caughtBy: 'helm-parts-valid' }, [
    [PROMETHEUS, TASTE, '          retention: 1M\n'],
  ]),
  slip({ name: 'The volume of Prometheus stands beside its template', caughtBy: 'helm-parts-valid' }, [
    [
      PROMETHEUS,
      '              volumeClaimTemplate:\n                spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 10Gi } } }',
      '              accessModes: [ReadWriteOnce]\n              storageClassName: local-path\n              resources: { requests: { storage: 10Gi } }',
    ],
  ]),
  slip({ name: 'The volume of Grafana is asked for in a list of modes that is a word', caughtBy: 'helm-value-known' }, [
    [
      PROMETHEUS,
      'persistence: { enabled: true, size: 5Gi, storageClassName: local-path }',
      'persistence: { enabled: true, size: 5Gi, storageClass: local-path }',
    ],
  ]),
  slip({ name: 'The pods of the exporter of nodes want a port that another Service has', caughtBy: 'node-port-once' }, [
    [PROMETHEUS, 'service: { type: NodePort, nodePort: 30300 }', 'service: { type: NodePort, nodePort: 31304 }'],
  ]),
];
