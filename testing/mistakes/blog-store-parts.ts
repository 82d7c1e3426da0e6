import type { Tree } from './mistake.ts';

const loki = `apiVersion: v1
kind: ConfigMap
metadata: { name: loki-config, namespace: monitoring }
data:
  loki.yaml: |
    auth_enabled: false
    server: { http_listen_port: 3100 }
    common:
      path_prefix: /var/loki
      replication_factor: 1
      ring: { kvstore: { store: inmemory } }
      storage: { filesystem: { chunks_directory: /var/loki/chunks, rules_directory: /var/loki/rules } }
    schema_config:
      configs:
        - { from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }
    limits_config:
      retention_period: 168h
    compactor:
      working_directory: /var/loki/compactor
      retention_enabled: true
      delete_request_store: filesystem
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: loki, namespace: monitoring }
spec:
  serviceName: loki-stack
  replicas: 1
  selector: { matchLabels: { app: loki } }
  template:
    metadata: { labels: { app: loki } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 }
      containers:
        - name: loki
          image: grafana/loki:3.3.2
          args: [-config.file=/etc/loki/loki.yaml]
          ports: [{ name: http, containerPort: 3100 }]
          readinessProbe: { httpGet: { path: /ready, port: 3100 } }
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts:
            - { name: config, mountPath: /etc/loki }
            - { name: data, mountPath: /var/loki }
      volumes:
        - { name: config, configMap: { name: loki-config } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: longhorn
        resources: { requests: { storage: 10Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: loki-stack, namespace: monitoring }
spec:
  selector: { app: loki }
  ports: [{ name: http, port: 3100, targetPort: 3100 }]
`;

const tempo = `apiVersion: v1
kind: ConfigMap
metadata: { name: tempo-config, namespace: monitoring }
data:
  tempo.yaml: |
    server: { http_listen_port: 3200 }
    distributor:
      receivers:
        otlp:
          protocols:
            grpc: { endpoint: '0.0.0.0:4317' }
            http: { endpoint: '0.0.0.0:4318' }
    compactor:
      compaction: { block_retention: 48h }
    storage:
      trace:
        backend: local
        wal: { path: /var/tempo/wal }
        local: { path: /var/tempo/blocks }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: tempo, namespace: monitoring }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: tempo } }
  template:
    metadata: { labels: { app: tempo } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 }
      containers:
        - name: tempo
          image: grafana/tempo:2.7.0
          args: [-config.file=/etc/tempo/tempo.yaml]
          ports:
            - { name: http, containerPort: 3200 }
            - { name: otlp-grpc, containerPort: 4317 }
            - { name: otlp-http, containerPort: 4318 }
          readinessProbe: { httpGet: { path: /ready, port: 3200 } }
          resources: { requests: { cpu: 200m, memory: 512Mi }, limits: { cpu: 1000m, memory: 2Gi } }
          volumeMounts:
            - { name: config, mountPath: /etc/tempo }
            - { name: data, mountPath: /var/tempo }
      volumes:
        - { name: config, configMap: { name: tempo-config } }
        - { name: data, persistentVolumeClaim: { claimName: tempo-data-pvc } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: tempo-data-pvc, namespace: monitoring }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: longhorn
  resources: { requests: { storage: 10Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: tempo, namespace: monitoring }
spec:
  selector: { app: tempo }
  ports:
    - { name: http, port: 3200, targetPort: 3200 }
    - { name: grpc-otlp, port: 4317, targetPort: 4317 }
    - { name: http-otlp, port: 4318, targetPort: 4318 }
`;

const alloy = `apiVersion: v1
kind: ServiceAccount
metadata: { name: alloy, namespace: monitoring }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: alloy }
rules:
  - { apiGroups: [''], resources: [nodes, namespaces, pods, pods/log], verbs: [get, list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: alloy }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: alloy }
subjects: [{ kind: ServiceAccount, name: alloy, namespace: monitoring }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: alloy-config, namespace: monitoring }
data:
  config.alloy: |
    discovery.kubernetes "pods" {
      role = "pod"
      selectors {
        role  = "pod"
        field = "spec.nodeName=" + sys.env("HOSTNAME")
      }
    }
    discovery.relabel "pods" {
      targets = discovery.kubernetes.pods.targets
      rule {
        source_labels = ["__meta_kubernetes_namespace"]
        target_label  = "namespace"
      }
      rule {
        source_labels = ["__meta_kubernetes_pod_label_app"]
        target_label  = "app"
      }
    }
    loki.source.kubernetes "pods" {
      targets    = discovery.relabel.pods.output
      forward_to = [loki.write.default.receiver]
    }
    loki.write "default" {
      endpoint {
        url = "http://loki-stack:3100/loki/api/v1/push"
      }
    }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: alloy, namespace: monitoring }
spec:
  selector: { matchLabels: { app: alloy } }
  template:
    metadata: { labels: { app: alloy } }
    spec:
      serviceAccountName: alloy
      tolerations: [{ operator: Exists }]
      containers:
        - name: alloy
          image: grafana/alloy:v1.5.1
          args: [run, /etc/alloy/config.alloy, --storage.path=/var/lib/alloy, --server.http.listen-addr=0.0.0.0:12345]
          env:
            - name: HOSTNAME
              valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
          ports: [{ name: http, containerPort: 12345 }]
          readinessProbe: { httpGet: { path: /-/ready, port: 12345 } }
          resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 512Mi } }
          volumeMounts:
            - { name: config, mountPath: /etc/alloy }
            - { name: data, mountPath: /var/lib/alloy }
      volumes:
        - { name: config, configMap: { name: alloy-config } }
        - { name: data, hostPath: { path: /var/lib/alloy, type: DirectoryOrCreate } }
`;

/** Where the logs and traces of a blog go, and what brings them. */
export const STORES: Tree = {
  'configs/monitoring/loki.yaml': loki,
  'configs/monitoring/tempo.yaml': tempo,
  'configs/monitoring/alloy.yaml': alloy,
};
