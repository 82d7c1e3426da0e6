import { CONFIG, job, manifestOf, MESH, planted, POSTGRES, PROD, REDIS } from './mesh2-parts.ts';
import type { Mistake } from './mistake.ts';

const USER = manifestOf('user-service');
const AUTH = manifestOf('auth-service');
const BALANCER = manifestOf('load-balancer');
const LABELS = '    metadata: { labels: { app: user-service, version: v1 } }';
const HPA = `${PROD}/hpa.yaml`;
const PORT = '- { name: LB_PORT, value: "7100" }';
const HOOK = ', annotations: { argocd.argoproj.io/hook: PostSync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation }';
/** Pods in a strict mesh: their sidecars, ports, probes and jobs. */
export const mesh2Pods: readonly Mistake[] = [
  planted('An init container asks the database before the sidecar runs', 'strict-callers-meshed', [
    [
      USER,
      '      containers:\n',
      waits('postgres:15.6-alpine', 'command: [sh, -c, "until pg_isready -h postgresql-service; do sleep 2; done"]'),
    ],
  ]),
  planted('The way to the database goes round the sidecar', 'strict-callers-meshed', [
    [USER, LABELS, annotated('traffic.sidecar.istio.io/excludeOutboundPorts: "5432"')],
  ]),
  planted('Everything goes round the sidecar', 'strict-callers-meshed', [
    [USER, LABELS, annotated('traffic.sidecar.istio.io/includeOutboundIPRanges: ""')],
  ]),
  planted('The migration runs before the sidecar does', 'strict-callers-meshed', [
    [
      USER,
      '      containers:\n',
      waits(
        'migrate/migrate:v4.17.0',
        'args: [-path, /migrations, -database, "postgres://titanium@postgresql-service:5432/titanium?sslmode=disable", up]',
      ),
    ],
  ]),
  planted('A job without a sidecar asks the strict services', 'strict-callers-meshed', [], {
    'smoke.yaml': job('smoke', HOOK, `[python, -c, "import urllib.request as u; u.urlopen('http://user-service:8001/health')"]`),
  }),
  planted('A job of another time takes the whole configuration, and has no sidecar', 'strict-callers-meshed', [], {
    'report.yaml': job('report', HOOK, '[python, report.py]').replace(
      '          resources:',
      '          envFrom: [{ configMapRef: { name: app-config } }]\n          resources:',
    ),
  }),
  planted('The probes are not rewritten, as in the first days of the mesh', 'probes-pass-sidecar', [
    [
      `${PROD}/patches/sidecars.yaml`,
      '      annotations:\n',
      '      annotations:\n        sidecar.istio.io/rewriteAppHTTPProbers: "false"\n',
    ],
  ]),
  planted('The sidecar drains for longer than the pod may live', 'shutdown-time', [
    [USER, LABELS, annotated("proxy.istio.io/config: 'terminationDrainDuration: 60s'")],
  ]),
  planted('The proxy is to be waited for, in a word that lacks a letter', 'proxy-config-known', [
    [USER, LABELS, annotated("proxy.istio.io/config: 'holdApplicationUntilProxyStart: true'")],
  ]),
  planted('The program runs as the user of the proxy', 'sidecar-user-own', [[USER, 'runAsUser: 10001', 'runAsUser: 1337']]),
  planted('The dump asks its proxy to end by GET', 'job-sidecar', [
    [POSTGRES, 'wget -q --post-data= -O /dev/null http://localhost:15020/quitquitquit', 'wget -qO- http://localhost:15020/quitquitquit'],
  ]),
  planted('The dump asks the port of the health to end the proxy', 'job-sidecar', [
    [POSTGRES, 'http://localhost:15020/quitquitquit', 'http://localhost:15021/quitquitquit'],
  ]),
  planted('The port of the database is named after HTTP', 'port-protocol-fits', [
    [
      POSTGRES,
      '  ports: [{ name: tcp-postgres, port: 5432, targetPort: 5432 }]',
      '  ports: [{ name: http-postgres, port: 5432, targetPort: 5432 }]',
    ],
  ]),
  planted('A port of gRPC is declared as HTTP', 'port-protocol-fits', [
    [
      AUTH,
      '  ports: [{ name: http, port: 8002, targetPort: 8002 }]',
      '  ports: [{ name: http, port: 8002, targetPort: 8002 }, { name: grpc, appProtocol: http, port: 9002, targetPort: grpc }]',
    ],
    [
      AUTH,
      'ports: [{ name: http, containerPort: 8002 }]',
      'ports: [{ name: http, containerPort: 8002 }, { name: grpc, containerPort: 9002 }]',
    ],
  ]),
  planted('A probe speaks HTTPS to a port of plain HTTP', 'port-protocol-fits', [
    [
      USER,
      'readinessProbe: { httpGet: { path: /health, port: 8001 }',
      'readinessProbe: { httpGet: { path: /health, port: 8001, scheme: HTTPS }',
    ],
  ]),
  planted('A migration deletes itself, and self-heal makes it again', 'job-applied-once', [], {
    'migrate.yaml': job('migrate', '', '[python, manage.py, migrate]', '  ttlSecondsAfterFinished: 300\n'),
  }),
  planted(
    'A migration that stays gets the next tag',
    'job-applied-once',
    [],
    { 'migrate.yaml': job('migrate', '', '[python, manage.py, migrate]') },
    { says: 'of which the kustomization sets the tag' },
  ),
  planted('A hook of before the sync reads the configuration of the sync', 'needed-comes-first', [], {
    'migrate.yaml': job('migrate', ', annotations: { argocd.argoproj.io/hook: PreSync }', '[python, manage.py, migrate]').replace(
      '          resources:',
      '          envFrom: [{ configMapRef: { name: app-config } }]\n          resources:',
    ),
  }),
  planted('An init container asks the API server without a right', 'account-may', [
    [USER, '      containers:\n', waits('groundnuty/k8s-wait-for:v2.0', 'args: [pod, -lapp=postgresql]')],
  ]),
  planted('Pods are added above more memory than one may have', 'autoscaler-reaches-target', [
    [
      HPA,
      'metrics: [{ type: Resource',
      'metrics: [{ type: Resource, resource: { name: memory, target: { type: AverageValue, averageValue: 800Mi } } }, { type: Resource',
    ],
  ]),
  planted(
    'Scaling down was switched off for a test',
    'autoscaler-works',
    [[HPA, '  maxReplicas: 5\n', '  maxReplicas: 5\n  behavior: { scaleDown: { selectPolicy: Disabled } }\n']],
    {},
    { partly: true, missed: 'some mean it so' },
  ),
  planted(
    'Pods are spread over zones that bare machines do not have',
    'topology-key-known',
    [
      [
        USER,
        '      imagePullSecrets:',
        '      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: user-service } } }]\n      imagePullSecrets:',
      ],
    ],
    {},
    { partly: true, missed: 'labels of nodes are in no manifest' },
  ),
  planted(
    'A WebSocket is cut by the timeout of its route',
    'retry-budget',
    [
      [
        MESH,
        '    - match: [{ uri: { prefix: / } }]\n',
        '    - match: [{ uri: { prefix: /ws } }]\n      timeout: 15s\n      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]\n    - match: [{ uri: { prefix: / } }]\n',
      ],
    ],
    {},
    { partly: true, missed: 'what a path carries is in no manifest' },
  ),
  planted('The memory of Go is written as Kubernetes writes it', 'settings-valid', [
    [BALANCER, PORT, `${PORT}\n            - { name: GOMEMLIMIT, value: 200Mi }`],
  ]),
  planted('Go may take more memory than its container', 'heap-fits-memory', [
    [BALANCER, PORT, `${PORT}\n            - { name: GOMEMLIMIT, value: 400MiB }`],
  ]),
  planted('Gin is told the word of another framework', 'settings-valid', [
    [BALANCER, PORT, `${PORT}\n            - { name: GIN_MODE, value: production }`],
  ]),
  planted('A figure is taken from the container by its older name', 'downward-fields-known', [
    [
      BALANCER,
      PORT,
      `${PORT}\n            - { name: MEMORY_LIMIT, valueFrom: { resourceFieldRef: { containerName: balancer, resource: limits.memory } } }`,
    ],
  ]),
  planted('A field of the pod has a letter too large', 'downward-fields-known', [
    [BALANCER, PORT, `${PORT}\n            - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIPS } } }`],
  ]),
  planted('The command is the name of the service, and the image has another', 'built-image-has-program', [
    [manifestOf('api-gateway'), '          imagePullPolicy', '          command: [/api-gateway]\n          imagePullPolicy'],
  ]),
  planted('The pull secret is made as one of no type', 'pull-secret-fits', [
    [
      'scripts/create-secrets.sh',
      'create secret docker-registry docker-hub-secret --docker-username=acme --docker-password="$(pass titanium/hub)"',
      'create secret generic docker-hub-secret --from-literal=username=acme --from-literal=password="$(pass titanium/hub)"',
    ],
  ]),
  planted('A zone of time is off by a letter', 'settings-valid', [
    [CONFIG, '  POSTGRES_DB: titanium\n', '  POSTGRES_DB: titanium\n  TZ: Asia/Seol\n'],
  ]),
  planted('Two caches know nothing of each other', 'state-per-pod', [[REDIS, '  replicas: 1\n', '  replicas: 2\n']]),
];

function annotated(annotation: string): string {
  return `    metadata:\n      labels: { app: user-service, version: v1 }\n      annotations: { ${annotation} }`;
}

function waits(image: string, command: string): string {
  return `      initContainers:
        - name: wait
          image: ${image}
          ${command}
          resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 50m, memory: 32Mi } }
      containers:
`;
}
