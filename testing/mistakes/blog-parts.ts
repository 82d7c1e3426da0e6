import type { Mistake, Tree } from './mistake.ts';
import { mending } from './pieces.ts';

/** A mistake in a tree that is right but for it: pieces of one file are put wrong, and files may be added. */
export function slip(
  name: string,
  caughtBy: string | readonly string[],
  right: Tree,
  file: string,
  pieces: readonly (readonly [right: string, wrong: string])[],
  { added = {}, ...more }: Pick<Mistake, 'says' | 'partly' | 'markdown' | 'missed'> & { readonly added?: Tree } = {},
): Mistake {
  const wrong = mending(right, file, ...pieces);
  const gone = Object.fromEntries(Object.keys(added).map((each) => [each, right[each] ?? null]));
  return { name, caughtBy, tree: { ...right, ...wrong, ...added }, mended: { [file]: right[file] ?? null, ...gone }, ...more };
}

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: blog-system
  namespace: argocd
  annotations: { argocd.argoproj.io/sync-wave: '2' }
spec:
  project: default
  source:
    repoURL: https://github.com/example/k8s-manifests.git
    targetRevision: HEAD
    path: services/blog-system
    directory:
      recurse: true
  destination:
    server: https://kubernetes.default.svc
    namespace: blog-system
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions:
      - CreateNamespace=true
      - RespectIgnoreDifferences=true
  ignoreDifferences:
    - group: networking.istio.io
      kind: VirtualService
      name: web-vsvc
      jsonPointers: [/spec/http/0/route, /spec/http/1/route]
    - group: networking.istio.io
      kind: VirtualService
      name: was-retry-timeout
      jsonPointers: [/spec/http/0/route]
    - group: networking.istio.io
      kind: DestinationRule
      jqPathExpressions: ['.spec.subsets[].labels["rollouts-pod-template-hash"]']
`;

const nginx = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web-nginx-config
  namespace: blog-system
data:
  default.conf: |
    server {
      listen 80;
      root /var/www/blog;

      location / {
        try_files $uri $uri/ =404;
      }
      location /api {
        proxy_pass http://was-service:8080;
        proxy_http_version 1.1;
        proxy_set_header Host was-service;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      }
      location /health {
        return 200 'ok';
      }
      location /stub_status {
        stub_status;
      }
    }
`;

const web = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
  namespace: blog-system
spec:
  selector:
    matchLabels: { app: web }
  strategy:
    canary:
      dynamicStableScale: true
      trafficRouting:
        istio:
          virtualService: { name: web-vsvc, routes: [primary] }
          destinationRule: { name: web-dest-rule, stableSubsetName: stable, canarySubsetName: canary }
      steps:
        - setWeight: 10
        - pause: { duration: 30s }
        - setWeight: 50
        - pause: { duration: 30s }
        - setWeight: 90
        - pause: { duration: 30s }
  template:
    metadata:
      labels: { app: web }
      annotations: { prometheus.io/scrape: 'false' }
    spec:
      imagePullSecrets: [{ name: ghcr-secret }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: web } }
      containers:
        - name: nginx
          image: ghcr.io/example/blog-web:v84
          ports: [{ name: http, containerPort: 80 }]
          livenessProbe: { httpGet: { path: /health, port: 80 } }
          readinessProbe: { httpGet: { path: /health, port: 80 } }
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL], add: [NET_BIND_SERVICE, CHOWN, SETUID, SETGID] }
          volumeMounts:
            - { name: config, mountPath: /etc/nginx/conf.d }
      volumes:
        - name: config
          configMap: { name: web-nginx-config }
---
apiVersion: v1
kind: Service
metadata: { name: web-service, namespace: blog-system }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 80 }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-pdb, namespace: blog-system }
spec:
  minAvailable: 1
  selector: { matchLabels: { app: web } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web-hpa, namespace: blog-system }
spec:
  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web }
  minReplicas: 2
  maxReplicas: 5
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } }
  behavior:
    scaleUp: { stabilizationWindowSeconds: 60 }
    scaleDown: { stabilizationWindowSeconds: 300 }
`;

const was = `apiVersion: v1
kind: ConfigMap
metadata: { name: was-config, namespace: blog-system }
data:
  SPRING_DATASOURCE_URL: jdbc:mysql://mysql-service:3306/boarddb
  SPRING_DATASOURCE_USERNAME: root
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: was, namespace: blog-system }
spec:
  selector:
    matchLabels: { app: was }
  strategy:
    canary:
      dynamicStableScale: true
      trafficRouting:
        istio:
          virtualService: { name: was-retry-timeout, routes: [primary] }
          destinationRule: { name: was-dest-rule, stableSubsetName: stable, canarySubsetName: canary }
      steps:
        - setWeight: 20
        - pause: { duration: 1m }
        - setWeight: 50
        - pause: { duration: 1m }
        - setWeight: 80
        - pause: { duration: 1m }
  template:
    metadata:
      labels: { app: was }
      annotations: { prometheus.io/scrape: 'false' }
    spec:
      imagePullSecrets: [{ name: ghcr-secret }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          nodeTaintsPolicy: Honor
          labelSelector: { matchLabels: { app: was } }
      initContainers:
        - name: otel-agent-download
          image: curlimages/curl:8.5.0
          command:
            - sh
            - -c
            - curl -fsSL -o /otel/opentelemetry-javaagent.jar https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/download/v1.32.0/opentelemetry-javaagent.jar
          resources: { requests: { cpu: 10m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
          volumeMounts: [{ name: otel, mountPath: /otel }]
      containers:
        - name: spring-boot
          image: ghcr.io/example/board-was:v19
          ports: [{ name: http, containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: was-config } }]
          env:
            - name: SPRING_DATASOURCE_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
            - { name: JAVA_TOOL_OPTIONS, value: '-javaagent:/otel/opentelemetry-javaagent.jar' }
            - { name: OTEL_SERVICE_NAME, value: board-was }
            - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://tempo.monitoring.svc.cluster.local:4317' }
            - { name: OTEL_TRACES_SAMPLER, value: always_on }
          startupProbe: { httpGet: { path: /actuator/health, port: 8080 }, periodSeconds: 10, failureThreshold: 21 }
          livenessProbe: { httpGet: { path: /actuator/health, port: 8080 } }
          readinessProbe: { httpGet: { path: /actuator/health, port: 8080 } }
          resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: 500m, memory: 1Gi } }
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          volumeMounts: [{ name: otel, mountPath: /otel }]
      volumes:
        - name: otel
          emptyDir: { sizeLimit: 100Mi }
---
apiVersion: v1
kind: Service
metadata: { name: was-service, namespace: blog-system }
spec:
  selector: { app: was }
  ports: [{ name: http, port: 8080, targetPort: 8080 }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: was-pdb, namespace: blog-system }
spec:
  minAvailable: 1
  selector: { matchLabels: { app: was } }
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: was-vpa, namespace: blog-system }
spec:
  targetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: was }
  updatePolicy: { updateMode: 'Off' }
  resourcePolicy:
    containerPolicies:
      - containerName: spring-boot
        minAllowed: { cpu: 100m, memory: 256Mi }
        maxAllowed: { cpu: 1000m, memory: 2Gi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: was-hpa, namespace: blog-system }
spec:
  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: was }
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
`;

/** The pods of a blog: a site, the program behind it, and how they are delivered. */
export const FRONT: Tree = {
  'apps/blog-system.yaml': application,
  'services/blog-system/web/nginx-config.yaml': nginx,
  'services/blog-system/web/web.yaml': web,
  'services/blog-system/was/was.yaml': was,
};
