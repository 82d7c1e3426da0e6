import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const BLOG = 'k8s-manifests/base/blog-service/blog-service.yaml';
const USER = 'k8s-manifests/base/user-service/user-service.yaml';
const GATEWAY = 'k8s-manifests/base/api-gateway/api-gateway.yaml';
const BALANCER = 'k8s-manifests/base/load-balancer/load-balancer.yaml';

/** Programs whose manifests and images disagree. */
export const prodWorkloads: readonly Mistake[] = [
  slip({ name: 'A service was copied and keeps the port of the first in its variable', caughtBy: 'listen-port-declared' }, [
    [BLOG, '{ name: SERVICE_PORT, value: "8005" }', '{ name: SERVICE_PORT, value: "8001" }'],
  ]),
  slip({ name: 'A probe asks the port of the service that it was copied from', caughtBy: 'probe-port' }, [
    [BLOG, 'readinessProbe: { httpGet: { path: /health, port: 8005 }', 'readinessProbe: { httpGet: { path: /health, port: 8001 }'],
  ]),
  slip({ name: 'The image listens on another port than the manifest declares', caughtBy: 'image-listens' }, [
    ['services/blog-service/Dockerfile', 'EXPOSE 8005\n', 'EXPOSE 8000\n'],
    ['services/blog-service/Dockerfile', '"--port", "8005"', '"--port", "8000"'],
  ]),
  slip({ name: 'A probe runs curl in an image that is empty but for the program', caughtBy: 'built-image-has-program' }, [
    [
      GATEWAY,
      'livenessProbe: { httpGet: { path: /health, port: 8000 }',
      'livenessProbe: { exec: { command: [curl, -f, "http://localhost:8000/health"] }',
    ],
  ]),
  slip({ name: 'A hook sleeps in a shell that the image does not have', caughtBy: 'built-image-has-program' }, [
    [BALANCER, '          resources:', '          lifecycle: { preStop: { exec: { command: [sh, -c, sleep 10] } } }\n          resources:'],
  ]),
  slip({ name: 'The image names its user by a word where root is forbidden', caughtBy: 'non-root-possible' }, [
    ['services/user-service/Dockerfile', 'USER 10001\n', 'RUN useradd --create-home appuser\nUSER appuser\n'],
    [USER, 'securityContext: { runAsNonRoot: true, runAsUser: 10001 }', 'securityContext: { runAsNonRoot: true }'],
  ]),
  slip({ name: 'A Service selects the version before', caughtBy: 'service-selects-pods' }, [
    [BLOG, '  selector: { app: blog-service }\n  ports', '  selector: { app: blog-service, version: v2 }\n  ports'],
  ]),
  slip(
    { name: 'The load script calls the balancer by its bare name', caughtBy: 'url-host-exists' },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - load-generator.yaml\n']],
    {
      [`${PROD}/load-generator.yaml`]: generator(
        "  http.get('http://load-balancer:7100/');\n  sleep(10);",
        "export const options = { vus: 1, duration: '87600h' };",
      ),
    },
  ),
  slip(
    {
      name: 'A load test that ends runs as a Deployment and is started over and over',
      caughtBy: 'command-splits',
      missed: 'whether a program ends is known of no image',
      partly: true,
    },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - load-generator.yaml\n']],
    {
      [`${PROD}/load-generator.yaml`]: generator(
        "  http.get('http://load-balancer-service:7100/');\n  sleep(10);",
        "export const options = { vus: 1, duration: '5m' };",
      ),
    },
  ),
  slip(
    {
      name: 'The load generator may send more than the rate limit lets through',
      caughtBy: 'rate-limit-acts',
      missed: 'how often a script calls is not worked out',
      partly: true,
    },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - load-generator.yaml\n']],
    {
      [`${PROD}/load-generator.yaml`]: generator(
        "  http.get('http://load-balancer-service:7100/');\n  sleep(0.1);",
        "export const options = { vus: 10, duration: '87600h' };",
      ),
    },
  ),
  slip({ name: 'Images of developers are never pulled, also in production', caughtBy: 'image-pulled' }, [
    [USER, 'imagePullPolicy: IfNotPresent', 'imagePullPolicy: Never'],
  ]),
  slip({ name: 'An autoscaler waits longer than the API takes', caughtBy: 'schema-valid' }, [
    [`${PROD}/hpa.yaml`, '  maxReplicas: 5\n', '  maxReplicas: 5\n  behavior: { scaleDown: { stabilizationWindowSeconds: 7200 } }\n'],
  ]),
  slip({ name: 'A budget selects the name of the Deployment', caughtBy: 'disruption-allowed' }, [
    [`${PROD}/budgets.yaml`, 'matchLabels: { app: blog-service }', 'matchLabels: { app: blog-service-deployment }'],
  ]),
  slip({ name: 'The gateway calls a service at the port of another', caughtBy: 'url-port-exists' }, [
    ['k8s-manifests/base/configmap.yaml', 'BLOG_SERVICE_URL: http://blog-service:8005', 'BLOG_SERVICE_URL: http://blog-service:8003'],
  ]),
  slip({ name: 'The balancer reads the address of a dashboard that was removed', caughtBy: 'url-host-exists' }, [
    [
      BALANCER,
      '- { name: LB_PORT, value: "7100" }',
      '- { name: LB_PORT, value: "7100" }\n            - { name: DASHBOARD_UI_URL, value: "http://dashboard-ui-service:80" }',
    ],
  ]),
  slip(
    {
      name: 'The copy of a file database goes on after the move to PostgreSQL',
      caughtBy: 'backup-elsewhere',
      missed: 'a claim that nobody fills may be filled by hand',
      partly: true,
    },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - user-backup.yaml\n']],
    {
      [`${PROD}/user-backup.yaml`]: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: user-service-data-pvc }
spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 100Mi } } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: user-backup-pvc }
spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 100Mi } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: user-service-db-backup }
spec:
  schedule: "0 0 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata: { annotations: { sidecar.istio.io/inject: "false" }, labels: { sidecar.istio.io/inject: "false" } }
        spec:
          restartPolicy: Never
          securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 }
          containers:
            - name: copy
              image: alpine:3.19.1
              command: [sh, -ec, "cp /data/users.db /backup/users-$(date +%F).db"]
              resources: { requests: { cpu: 50m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
              volumeMounts: [{ name: data, mountPath: /data }, { name: backup, mountPath: /backup }]
          volumes:
            - { name: data, persistentVolumeClaim: { claimName: user-service-data-pvc } }
            - { name: backup, persistentVolumeClaim: { claimName: user-backup-pvc } }
`,
    },
  ),
];

function generator(body: string, options: string): string {
  const script = `import http from 'k6/http';\nimport { sleep } from 'k6';\n${options}\nexport default function () {\n${body}\n}`;
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: load-script }
data:
  load.js: |
${script.replace(/^(?=.)/gm, '    ')}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: load-generator-deployment, labels: { app: load-generator } }
spec:
  replicas: 1
  selector: { matchLabels: { app: load-generator } }
  template:
    metadata: { labels: { app: load-generator, version: v1 } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 12345 }
      containers:
        - name: k6
          image: grafana/k6:0.50.0
          args: [run, /scripts/load.js]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
          volumeMounts: [{ name: script, mountPath: /scripts }]
      volumes: [{ name: script, configMap: { name: load-script } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: load-generator }
spec:
  podSelector: { matchLabels: { app: load-generator } }
  policyTypes: [Egress]
  egress: [{ to: [{ podSelector: { matchLabels: { app: load-balancer } } }], ports: [{ port: 7100 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: load-generator-to-balancer }
spec:
  podSelector: { matchLabels: { app: load-balancer } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: load-generator } } }], ports: [{ port: 7100 }] }]
`;
}
