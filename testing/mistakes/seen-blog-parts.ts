import { deployment, object, service } from './apps.ts';
import type { Tree } from './mistake.ts';
import { documents, service as serviceOf } from './pieces.ts';

const ISTIO = 'networking.istio.io/v1';
const SECURITY = 'security.istio.io/v1';
const GARDEN = 'garden';

/** The namespace of a forum about gardens, in which Istio injects sidecars. */
export const MESHED = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: garden, labels: { istio-injection: enabled } }\n';

/** A program of the forum with its Service. */
export function program(name: string, port = 8080): string {
  return documents(deployment(name, GARDEN, port), service(name, GARDEN, port));
}

/** The same without a namespace: whoever applies it says where. */
export function loose(name: string, port = 8080): string {
  return program(name, port).replace(/, namespace: garden|\n {2}namespace: garden/g, '');
}

export function mesh(kind: string, name: string, spec: string): string {
  return object(ISTIO, kind, name, GARDEN, `spec:\n${spec.replace(/^(?=.)/gm, '  ')}`);
}

export function guard(kind: string, name: string, spec: string): string {
  return object(SECURITY, kind, name, GARDEN, `spec:\n${spec.replace(/^(?=.)/gm, '  ')}`);
}

/** A gateway that hands the API on to the login, with what stands beside the match. */
export function loginRoute(more = ''): string {
  return documents(
    mesh(
      'Gateway',
      'front',
      'selector: { istio: ingressgateway }\nservers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }]',
    ),
    mesh(
      'VirtualService',
      'api',
      `hosts: ["*"]
gateways: [front]
http:
  - match: [{ uri: { prefix: /api/login } }]
${more}    route: [{ destination: { host: login-service, port: { number: 8080 } } }]`,
    ),
  );
}

/** The forum in a mesh, with a login behind a gateway. */
export const LOGIN: Tree = {
  'garden/namespace.yaml': MESHED,
  'garden/login.yaml': program('login'),
  'garden/routes.yaml': loginRoute(),
};

/** A canary whose steps start an analysis that calls an address. */
export function canary(address: string): string {
  const services = ['pages', 'pages-stable', 'pages-canary'].map((name) => serviceOf(GARDEN, name, 8080, 'http', 'pages')).join('---\n');
  return `${services}---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: pages, namespace: garden }
spec:
  replicas: 3
  selector: { matchLabels: { app: pages } }
  template:
    metadata: { labels: { app: pages } }
    spec: { containers: [{ name: pages, image: 'ghcr.io/acme/pages:1.4.0', ports: [{ containerPort: 8080 }] }] }
  strategy:
    canary:
      canaryService: pages-canary
      stableService: pages-stable
      steps: [{ setWeight: 25 }, { analysis: { templates: [{ templateName: first-look }] } }, { setWeight: 100 }]
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: first-look, namespace: garden }
spec:
  metrics:
    - name: first-look
      provider:
        job:
          spec:
            backoffLimit: 0
            template:
              spec:
                restartPolicy: Never
                containers: [{ name: look, image: 'curlimages/curl:8.11.1', args: [-sf, '${address}'] }]
`;
}

/** A Prometheus of the house with one job. */
export function scraping(job: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus, namespace: watch }
data:
  prometheus.yml: |
    scrape_configs:
${job.replace(/^(?=.)/gm, '      ')}
`;
}

/** Alerts of a forum: one that wakes people, and one that does not. */
export const ALERTS = `apiVersion: v1
kind: ConfigMap
metadata: { name: rules, namespace: watch }
data:
  rules.yml: |
    groups:
      - name: garden
        rules:
          - { alert: PagesDown, expr: 'up{job="pages"} == 0', for: 2m, labels: { severity: critical } }
          - { alert: PagesSlow, expr: 'rate(http_request_duration_seconds_sum[5m]) > 2', for: 5m, labels: { severity: warning } }
`;

/** An Alertmanager of the house; `routes` stand below its route, `inhibit` are its inhibitions. */
export function telling(routes: string, inhibit = ''): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: alertmanager, namespace: watch }
data:
  alertmanager.yml: |
    route:
      receiver: desk
      group_by: [alertname]
      routes:
${routes.replace(/^(?=.)/gm, '        ')}
    receivers:
      - { name: desk, webhook_configs: [{ url: 'http://desk.watch:8080/' }] }
      - { name: bed, webhook_configs: [{ url: 'http://bed.watch:8080/' }] }
${inhibit === '' ? '' : `    inhibit_rules:\n${inhibit.replace(/^(?=.)/gm, '      ')}\n`}`;
}

/** An Application of a folder, with what stands under its source. */
export function applied(directory: string, more = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: garden, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://github.com/acme/garden.git
    targetRevision: main
    path: garden
    directory: ${directory}
  destination: { server: 'https://kubernetes.default.svc', namespace: garden }
  syncPolicy: { automated: { selfHeal: true, prune: true }${more} }
`;
}

/** Variables of the pages from a ConfigMap and a Secret. */
export function variables(secret: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: pages, namespace: garden }
spec:
  selector: { matchLabels: { app: pages } }
  template:
    metadata: { labels: { app: pages } }
    spec:
      containers:
        - name: pages
          image: ghcr.io/acme/pages:1.4.0
          envFrom: [{ configMapRef: { name: pages } }, { secretRef: { name: pages } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: pages, namespace: garden }
data: { CAPTCHA_SITE: leaf-2026, PAGE_SIZE: '20' }
---
apiVersion: v1
kind: Secret
metadata: { name: pages, namespace: garden }
stringData: { ${secret} }
`;
}

/** Pods of Keycloak, RabbitMQ and the like: a container by its fields. */
export function running(name: string, container: string, pod = ''): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name}, namespace: garden }
spec:
  serviceName: ${name}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${pod === '' ? '' : `      ${pod}\n`}      containers:
        - name: ${name}
${container.replace(/^(?=.)/gm, '          ')}
`;
}

/** An Ingress of nginx for pages and their desk, with one target. */
export function rewriting(target: string, pages: string, desk: string): string {
  const path = (written: string, name: string): string =>
    `          - { path: '${written}', pathType: ImplementationSpecific, backend: { service: { name: ${name}, port: { number: 8080 } } } }\n`;
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: garden
  namespace: garden
  annotations: { nginx.ingress.kubernetes.io/rewrite-target: '${target}', nginx.ingress.kubernetes.io/use-regex: 'true' }
spec:
  ingressClassName: nginx
  rules:
    - host: garden.example
      http:
        paths:
${path(pages, 'pages')}${path(desk, 'desk')}`;
}

/** A nightly copy of the forum on a volume and in a store; `last` is what the script ends with. */
export function copy(last: string, scheme: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: copy-of-garden, namespace: garden }
spec:
  schedule: '10 3 * * *'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: copy
              image: ghcr.io/acme/copy:1.2.0
              env: [{ name: STORE, value: '${scheme}://s3.example.com' }]
              command:
                - bash
                - -c
                - |
                  set -eo pipefail
                  FILE=/copies/garden-$(date +%F).sql
                  mysqldump -h mysql garden > "$FILE"
                  aws --endpoint-url "$STORE" s3 cp "$FILE" s3://garden-copies/
                  ${last}
              volumeMounts: [{ name: copies, mountPath: /copies }]
          volumes: [{ name: copies, persistentVolumeClaim: { claimName: copies } }]
`;
}

/** A Grafana of the house with data sources beside it. */
export function sight(mounts: string): string {
  return documents(
    running(
      'sight',
      `image: grafana/grafana:11.4.0\n${mounts}`,
      mounts === '' ? '' : 'volumes: [{ name: sources, configMap: { name: sources } }]',
    ),
    `apiVersion: v1
kind: ConfigMap
metadata: { name: sources, namespace: garden }
data:
  sources.yaml: |
    apiVersion: 1
    datasources: [{ name: Prometheus, type: prometheus, url: 'http://prometheus.watch:9090' }]
`,
  );
}
