import type { Mistake } from './mistake.ts';
import { astray } from './stack-parts.ts';

const GATEWAY = 'k8s-manifests/base/api-gateway/api-gateway.yaml';
const PROMTAIL = 'argocd/applications/promtail.yaml';
const CLOUD = 'k8s-manifests/overlays/solid-cloud';
const ENV = '- { name: SERVICE_PORT';

const exporter = `apiVersion: apps/v1
kind: Deployment
metadata: { name: postgres-exporter }
spec:
  replicas: 1
  selector: { matchLabels: { app: postgres-exporter } }
  template:
    metadata: { labels: { app: postgres-exporter, version: v1 } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 65534 }
      containers:
        - name: exporter
          image: quay.io/prometheuscommunity/postgres-exporter:v0.15.0
          env:
            - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: postgresql-secret, key: POSTGRES_PASSWORD } } }
            - { name: DATA_SOURCE_NAME, value: 'postgresql://titanium:$(DB_PASSWORD)@postgresql-service:5432/titanium' }
          ports: [{ name: http-metrics, containerPort: 9187 }]
          resources: { requests: { cpu: 20m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
`;

/** What people asked about their metrics, images and probes: services of overlays. */
export const askedWatchStack: readonly Mistake[] = [
  astray({ name: 'Promtail is to read the logs of the node as a user of its own', caughtBy: 'helm-values-work', says: 'user 10001' }, [
    [PROMTAIL, '        tolerations:', '        podSecurityContext: { runAsUser: 10001, runAsGroup: 10001 }\n        tolerations:'],
  ]),
  astray(
    { name: 'The exporter says nothing of TLS, and its driver asks for it', caughtBy: 'database-tls-agrees' },
    [[`${CLOUD}/kustomization.yaml`, '  - mesh.yaml\n', '  - mesh.yaml\n  - exporter.yaml\n']],
    { [`${CLOUD}/exporter.yaml`]: exporter },
  ),
  astray({ name: 'A healthcheck begins with its command', caughtBy: 'compose-form-valid' }, [
    ['docker-compose.yml', '["CMD", "pg_isready", "-U", "titanium"]', '["pg_isready -U titanium"]'],
  ]),
  astray({ name: 'A pod is told its time zone, and the image has no table of them', caughtBy: 'image-data-there' }, [
    ['services/api-gateway/Dockerfile', 'FROM scratch\nCOPY', 'FROM alpine:3.20\nCOPY'],
    [GATEWAY, ENV, `- { name: TZ, value: Asia/Seoul }\n            ${ENV}`],
  ]),
  astray({ name: 'A program of an empty image calls others by https', caughtBy: 'image-data-there', says: 'certificates' }, [
    [GATEWAY, ENV, `- { name: BILLING_URL, value: 'https://api.billing.example.com/v1' }\n            ${ENV}`],
  ]),
  astray({ name: 'A probe asks the loopback, which is that of the node', caughtBy: 'probe-port', says: '127.0.0.1' }, [
    [
      GATEWAY,
      'readinessProbe: { httpGet: { path: /health, port: 8000 }',
      'readinessProbe: { httpGet: { host: 127.0.0.1, path: /health, port: 8000 }',
    ],
  ]),
];
