import type { Tree } from './mistake.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const REPEATED =
  '  syncPolicy:\n    automated: { prune: true, selfHeal: true }\n    syncOptions: [CreateNamespace=true, ServerSideApply=true]\n';

/** The Applications of the repository: its own folders, and charts of others. */
export const applications: Tree = {
  'argocd/applications/titanium-prod.yaml': folder('titanium-prod', PROD, 'titanium-prod', 3),
  'argocd/applications/monitoring-config.yaml': folder('monitoring-config', 'k8s-manifests/monitoring', 'monitoring', 3),
  'argocd/applications/istio-base.yaml': chart(
    'istio-base',
    'https://istio-release.storage.googleapis.com/charts',
    'base',
    '1.20.1',
    'istio-system',
    0,
    '',
  ),
  'argocd/applications/istiod.yaml': chart(
    'istiod',
    'https://istio-release.storage.googleapis.com/charts',
    'istiod',
    '1.20.1',
    'istio-system',
    1,
    `        meshConfig:
          accessLogFile: /dev/stdout
          defaultConfig: { tracing: { zipkin: { address: "jaeger-collector.istio-system:9411" } } }
        pilot: { autoscaleEnabled: false, traceSampling: 100 }
`,
  ),
  'argocd/applications/istio-ingressgateway.yaml': chart(
    'istio-ingressgateway',
    'https://istio-release.storage.googleapis.com/charts',
    'gateway',
    '1.20.1',
    'istio-system',
    2,
    `        autoscaling: { enabled: false }
        service:
          type: NodePort
          ports: [{ name: http2, port: 80, targetPort: 80, nodePort: 31304 }]
`,
  ),
  'argocd/applications/prometheus.yaml': chart(
    'prometheus',
    'https://prometheus-community.github.io/helm-charts',
    'kube-prometheus-stack',
    '56.6.2',
    'monitoring',
    0,
    `        prometheus:
          prometheusSpec:
            scrapeInterval: 30s
            retention: 7d
            serviceMonitorSelectorNilUsesHelmValues: false
            podMonitorSelectorNilUsesHelmValues: false
            ruleSelectorNilUsesHelmValues: false
            storageSpec:
              volumeClaimTemplate:
                spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 10Gi } } }
        grafana:
          admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }
          persistence: { enabled: true, size: 5Gi, storageClassName: local-path }
          deploymentStrategy: { type: Recreate }
          service: { type: NodePort, nodePort: 30300 }
          sidecar:
            dashboards: { enabled: true, label: grafana_dashboard, labelValue: "1" }
            datasources: { enabled: true, label: grafana_datasource, labelValue: "1" }
`,
  ),
  'argocd/applications/loki.yaml': chart(
    'loki',
    'https://grafana.github.io/helm-charts',
    'loki',
    '6.40.0',
    'monitoring',
    1,
    `        deploymentMode: SingleBinary
        loki:
          auth_enabled: false
          commonConfig: { replication_factor: 1 }
          storage: { type: filesystem }
          schemaConfig:
            configs: [{ from: "2025-10-01", store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]
          limits_config: { retention_period: 168h }
          compactor: { retention_enabled: true, delete_request_store: filesystem }
        singleBinary: { replicas: 1, persistence: { size: 10Gi, storageClass: local-path } }
        read: { replicas: 0 }
        write: { replicas: 0 }
        backend: { replicas: 0 }
        chunksCache: { enabled: false }
        resultsCache: { enabled: false }
`,
  ),
  'argocd/applications/promtail.yaml': chart(
    'promtail',
    'https://grafana.github.io/helm-charts',
    'promtail',
    '6.16.6',
    'monitoring',
    2,
    `        config:
          clients: [{ url: "http://loki:3100/loki/api/v1/push" }]
        tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]
`,
  ),
  'argocd/applications/jaeger.yaml': folder('jaeger', 'k8s-manifests/jaeger', 'istio-system', 2),
};

function folder(name: string, path: string, namespace: string, wave: number): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
  annotations: { argocd.argoproj.io/sync-wave: "${wave}" }
spec:
  project: default
  source: { repoURL: "https://github.com/acme/titanium-platform.git", targetRevision: main, path: ${path} }
  destination: { server: "https://kubernetes.default.svc", namespace: ${namespace} }
${REPEATED}`;
}

function chart(
  name: string,
  repository: string,
  chartName: string,
  version: string,
  namespace: string,
  wave: number,
  values: string,
): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
  annotations: { argocd.argoproj.io/sync-wave: "${wave}" }
spec:
  project: default
  source:
    repoURL: ${repository}
    chart: ${chartName}
    targetRevision: ${version}
    helm:
      releaseName: ${name}
${values === '' ? '' : `      valuesObject:\n${values}`}  destination: { server: "https://kubernetes.default.svc", namespace: ${namespace} }
${REPEATED}`;
}
