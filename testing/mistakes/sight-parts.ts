/** What shows the state of objects, scraped under a job of its own. */
export const KUBE_STATE = `apiVersion: v1
kind: ServiceAccount
metadata: { name: kube-state-metrics, namespace: monitoring }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: kube-state-metrics }
rules:
  - { apiGroups: ['', apps, batch, autoscaling, policy, networking.k8s.io, storage.k8s.io, certificates.k8s.io, coordination.k8s.io, admissionregistration.k8s.io, discovery.k8s.io], resources: ['*'], verbs: [list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: kube-state-metrics }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: kube-state-metrics }
subjects: [{ kind: ServiceAccount, name: kube-state-metrics, namespace: monitoring }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: kube-state-metrics, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: kube-state-metrics } }
  template:
    metadata: { labels: { app: kube-state-metrics } }
    spec:
      serviceAccountName: kube-state-metrics
      containers:
        - name: kube-state-metrics
          image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0
          args: []
          ports: [{ name: http-metrics, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /readyz, port: 8081 } }
          resources: { requests: { cpu: 20m, memory: 64Mi }, limits: { cpu: 100m, memory: 256Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: kube-state-metrics, namespace: monitoring }
spec:
  selector: { app: kube-state-metrics }
  ports: [{ name: http-metrics, port: 8080, targetPort: 8080 }]
`;

/** The job that scrapes it, as a piece of the configuration of Prometheus. */
export const KUBE_STATE_JOB = `      - job_name: kube-state-metrics
        scrape_interval: 30s
        honor_labels: true
        static_configs: [{ targets: ['kube-state-metrics:8080'] }]
`;

/** Where jobs leave what they measured. */
export const PUSHGATEWAY = `apiVersion: apps/v1
kind: Deployment
metadata: { name: pushgateway, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: pushgateway } }
  template:
    metadata: { labels: { app: pushgateway } }
    spec:
      containers:
        - name: pushgateway
          image: prom/pushgateway:v1.10.0
          ports: [{ name: http, containerPort: 9091 }]
          readinessProbe: { httpGet: { path: /-/ready, port: 9091 } }
          resources: { requests: { cpu: 20m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: pushgateway, namespace: monitoring }
spec:
  selector: { app: pushgateway }
  ports: [{ name: http, port: 9091, targetPort: 9091 }]
`;

/** A program without a sidecar, whose metrics are at a page of Spring. */
export const VISITS = `apiVersion: apps/v1
kind: Deployment
metadata: { name: visits, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: visits } }
  template:
    metadata:
      labels: { app: visits }
      annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '8080', prometheus.io/path: /actuator/prometheus }
    spec:
      containers:
        - name: visits
          image: quay.io/example/visits:v3
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /actuator/health, port: 8080 } }
          resources: { requests: { cpu: 50m, memory: 256Mi }, limits: { cpu: 200m, memory: 512Mi } }
`;
