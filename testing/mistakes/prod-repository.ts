import { indented } from './pieces.ts';
import type { Mistake, Tree } from './mistake.ts';
import { applications } from './prod-applications.ts';
import { delivery } from './prod-delivery.ts';
import { platform } from './prod-platform.ts';

interface Part {
  readonly port: number;
  readonly env?: string;
  readonly probe?: string;
}

const SERVICES: Readonly<Record<string, Part>> = {
  'user-service': { port: 8001, env: database('POSTGRES_USER', 'POSTGRES_PASSWORD') },
  'auth-service': { port: 8002, env: database('INTERNAL_API_SECRET') },
  'blog-service': { port: 8005, env: database('POSTGRES_USER', 'POSTGRES_PASSWORD') },
  'api-gateway': { port: 8000 },
  'load-balancer': { port: 7100, env: '- { name: LB_PORT, value: "7100" }\n', probe: '/lb-health' },
};

const BASE = 'k8s-manifests/base';
const PROD = 'k8s-manifests/overlays/solid-cloud';

/** The Service of a part: short names of programs would be variables in every pod. */
export function doorOf(name: string): string {
  return name.endsWith('-service') ? name : `${name}-service`;
}

/** Microservices in a strict mesh, as their authors keep them: base and overlay, platform, pipeline. Nothing is wrong with it. */
export const repository: Tree = {
  ...Object.fromEntries(Object.entries(SERVICES).map(([name, part]) => [`${BASE}/${name}/${name}.yaml`, program(name, part)])),
  [`${BASE}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - configmap.yaml
  - redis/redis.yaml
${Object.keys(SERVICES)
  .map((name) => `  - ${name}/${name}.yaml\n`)
  .join('')}`,
  [`${BASE}/configmap.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: app-config }
data:
  USER_SERVICE_URL: http://user-service:8001
  AUTH_SERVICE_URL: http://auth-service:8002
  BLOG_SERVICE_URL: http://blog-service:8005
  API_GATEWAY_URL: http://api-gateway-service:8000
  REDIS_HOST: redis-service
  REDIS_PORT: "6379"
  LOG_LEVEL: DEBUG
`,
  [`${BASE}/redis/redis.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: redis-deployment, labels: { app: redis } }
spec:
  replicas: 1
  selector: { matchLabels: { app: redis } }
  template:
    metadata: { labels: { app: redis, version: v1 } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 999 }
      containers:
        - name: redis
          image: redis:7.2.4-alpine
          ports: [{ name: tcp-redis, containerPort: 6379 }]
          livenessProbe: { exec: { command: [redis-cli, ping] }, initialDelaySeconds: 30, periodSeconds: 10 }
          readinessProbe: { exec: { command: [redis-cli, ping] }, initialDelaySeconds: 5, periodSeconds: 5 }
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: redis-service, labels: { app: redis } }
spec:
  selector: { app: redis }
  ports: [{ name: tcp-redis, port: 6379, targetPort: 6379 }]
`,
  [`${PROD}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: titanium-prod
resources:
  - ../../base
  - namespace.yaml
  - resource-quota.yaml
  - postgresql.yaml
  - hpa.yaml
  - budgets.yaml
  - mesh.yaml
  - network-policies.yaml
  - monitors.yaml
patches:
  - path: patches/config.yaml
  - path: patches/sidecars.yaml
    target: { kind: Deployment }
images:
${Object.keys(SERVICES)
  .map((name) => `  - { name: acme/${name}, newTag: main-2b4ed90 }\n`)
  .join('')}`,
  [`${PROD}/namespace.yaml`]: `apiVersion: v1
kind: Namespace
metadata:
  name: titanium-prod
  labels: { istio-injection: enabled, environment: production }
`,
  [`${PROD}/resource-quota.yaml`]: `apiVersion: v1
kind: ResourceQuota
metadata: { name: titanium-prod-quota }
spec: { hard: { requests.cpu: "8", requests.memory: 16Gi, limits.cpu: "16", limits.memory: 32Gi, pods: "50" } }
`,
  [`${PROD}/patches/config.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: app-config }
data:
  USE_POSTGRES: "true"
  POSTGRES_HOST: postgresql-service
  POSTGRES_PORT: "5432"
  POSTGRES_DB: titanium
  LOG_LEVEL: INFO
`,
  [`${PROD}/patches/sidecars.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: any }
spec:
  template:
    metadata:
      annotations:
${indented(8, sidecar())}
`,
  [`${PROD}/postgresql.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: postgresql-init }
data:
  init.sql: |
    CREATE TABLE IF NOT EXISTS users (id SERIAL PRIMARY KEY, username VARCHAR(100) UNIQUE NOT NULL);
    CREATE TABLE IF NOT EXISTS posts (id SERIAL PRIMARY KEY, title VARCHAR(200) NOT NULL, author VARCHAR(100) NOT NULL);
    CREATE INDEX IF NOT EXISTS idx_posts_author ON posts(author);
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgresql, labels: { app: postgresql } }
spec:
  serviceName: postgresql-service
  replicas: 1
  selector: { matchLabels: { app: postgresql } }
  template:
    metadata:
      labels: { app: postgresql, version: v1 }
      annotations:
${indented(8, sidecar())}
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 70, fsGroup: 70 }
      containers:
        - name: postgresql
          image: postgres:15.6-alpine
          ports: [{ name: tcp-postgres, containerPort: 5432 }]
          envFrom: [{ secretRef: { name: postgresql-secret } }]
          env: [{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }]
          livenessProbe: { exec: { command: [pg_isready, -U, titanium] }, initialDelaySeconds: 30, periodSeconds: 10 }
          readinessProbe: { exec: { command: [pg_isready, -U, titanium] }, initialDelaySeconds: 10, periodSeconds: 5 }
          resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts:
            - { name: data, mountPath: /var/lib/postgresql/data }
            - { name: init, mountPath: /docker-entrypoint-initdb.d }
      volumes: [{ name: init, configMap: { name: postgresql-init } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 10Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: postgresql-service, labels: { app: postgresql } }
spec:
  selector: { app: postgresql }
  ports: [{ name: tcp-postgres, port: 5432, targetPort: 5432 }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: postgresql-backup }
spec:
  schedule: "0 18 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata:
          labels: { app: postgresql-backup, version: v1 }
          annotations: { sidecar.istio.io/inject: "true", proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}' }
        spec:
          restartPolicy: Never
          securityContext: { runAsNonRoot: true, runAsUser: 70, fsGroup: 70 }
          containers:
            - name: dump
              image: postgres:15.6-alpine
              command: [sh, -c]
              args:
                - |
                  set -e
                  pg_dump -h postgresql-service -U "$POSTGRES_USER" -Fc titanium > /backup/titanium-$(date +%F).dump
                  find /backup -name 'titanium-*.dump' -mtime +14 -delete
                  wget -q --post-data= -O /dev/null http://localhost:15020/quitquitquit
              env:
                - { name: POSTGRES_USER, valueFrom: { secretKeyRef: { name: postgresql-secret, key: POSTGRES_USER } } }
                - { name: PGPASSWORD, valueFrom: { secretKeyRef: { name: postgresql-secret, key: POSTGRES_PASSWORD } } }
              resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
              volumeMounts: [{ name: backup, mountPath: /backup }]
          volumes: [{ name: backup, persistentVolumeClaim: { claimName: postgresql-backup } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: postgresql-backup }
spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 10Gi } } }
`,
  ...platform,
  ...applications,
  ...delivery,
};

/** The repository with pieces of it as they were, so that it is mended by the repository itself; each piece must stand in its file. `null` for a file that is not there. */
export function slip(
  mistake: Omit<Mistake, 'tree'>,
  pieces: readonly (readonly [file: string, right: string, wrong: string])[],
  files: Readonly<Record<string, string | null>> = {},
): Mistake {
  const changed: Record<string, string | null> = { ...files };
  for (const [file, right, wrong] of pieces) {
    const text = changed[file] ?? repository[file] ?? '';
    if (!text.includes(right)) throw new Error(`${file} does not say: ${right}`);
    changed[file] = text.replace(right, () => wrong);
  }
  const tree = Object.fromEntries(
    Object.entries({ ...repository, ...changed }).filter((each): each is [string, string] => each[1] !== null),
  );
  return { ...mistake, tree };
}

function sidecar(): string {
  return ['CPU: "50m"', 'Memory: "64Mi"', 'CPULimit: "200m"', 'MemoryLimit: "256Mi"']
    .map((each) => `sidecar.istio.io/proxy${each}\n`)
    .join('');
}

function database(...keys: readonly string[]): string {
  return keys.map((key) => `- { name: ${key}, valueFrom: { secretKeyRef: { name: app-secrets, key: ${key} } } }\n`).join('');
}

function program(name: string, { port, env = '', probe = '/health' }: Part): string {
  const own = `- { name: SERVICE_NAME, value: ${name} }\n- { name: SERVICE_PORT, value: "${port}" }\n${env}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-deployment, labels: { app: ${name} } }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, version: v1 } }
    spec:
      imagePullSecrets: [{ name: docker-hub-secret }]
      securityContext: { runAsNonRoot: true, runAsUser: 10001 }
      containers:
        - name: ${name}
          image: acme/${name}:v1.0
          imagePullPolicy: IfNotPresent
          ports: [{ name: http, containerPort: ${port} }]
          envFrom: [{ configMapRef: { name: app-config } }]
          env:
${indented(12, own)}
          livenessProbe: { httpGet: { path: ${probe}, port: ${port} }, initialDelaySeconds: 30, periodSeconds: 10 }
          readinessProbe: { httpGet: { path: ${probe}, port: ${port} }, initialDelaySeconds: 5, periodSeconds: 5 }
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: ${doorOf(name)}, labels: { app: ${name} } }
spec:
  selector: { app: ${name} }
  ports: [{ name: http, port: ${port}, targetPort: ${port} }]
`;
}
