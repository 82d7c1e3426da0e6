import type { Mistake } from './mistake.ts';
import {
  ALERTS,
  applied,
  canary,
  copy,
  guard,
  LOGIN,
  loginRoute,
  loose,
  mesh,
  MESHED,
  program,
  rewriting,
  running,
  scraping,
  sight,
  telling,
  variables,
} from './seen-blog-parts.ts';

const SUBSETS = mesh('DestinationRule', 'pages', 'host: pages-service\nsubsets: [{ name: v1, labels: { version: v1 } }]');
const UP = '#!/bin/sh\nset -e\nkubectl apply -f garden/namespace.yaml\nkubectl apply -n garden -f garden/pages/\n';
const OPEN = guard('RequestAuthentication', 'login-open', 'selector: { matchLabels: { app: login } }\njwtRules: []');
const CHECKED = guard('RequestAuthentication', 'tokens', 'jwtRules: [{ issuer: login, jwks: \'{"keys": []}\' }]');

function letsIn(path: string): string {
  return guard(
    'AuthorizationPolicy',
    'login',
    `selector: { matchLabels: { app: login } }\nrules: [{ to: [{ operation: { paths: [${path}] } }] }]`,
  );
}

function calls(name: string): string {
  return program('calls', 9083).replaceAll('name: http', `name: ${name}`);
}

function looks(http: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: look, namespace: garden }
spec:
  endpointSelector: { matchLabels: { app: calls } }
  ingress: [{ toPorts: [{ ports: [{ port: '9083', protocol: TCP }], rules: { http: ${http} } }] }]
`;
}

function queue(more = ''): string {
  return running(
    'queue',
    `image: rabbitmq:3.13-management\nreadinessProbe: { exec: { command: [rabbitmq-diagnostics, ping] }${more}, periodSeconds: 30 }`,
  );
}

function keys(more = ''): string {
  return running('keys', `image: quay.io/keycloak/keycloak:26.0\nargs: [start-dev, --import-realm]${more}`);
}

const BY_NAME = "- { matchers: ['alertname = PagesDown'], receiver: bed, repeat_interval: 30m }";
const BY_SEVERITY = "- { matchers: ['severity = critical'], receiver: desk }";

function quiet(equal: string): string {
  return `- { source_matchers: ['severity = critical'], target_matchers: ['severity = warning'], equal: ${equal} }`;
}

const PART = { 'garden/pages/pages.yaml': program('pages'), 'garden/queue/queue.yaml': program('queue', 5672) };

/** What stood in the repositories of web sites that people run at home, told in words and names of ours. */
export const seenBlog: readonly Mistake[] = [
  {
    name: 'A subset selects no pod of a folder that a script applies into its namespace',
    caughtBy: 'subset-has-pods',
    tree: { 'garden/namespace.yaml': MESHED, 'garden/rules.yaml': SUBSETS, 'garden/pages/pages.yaml': loose('pages'), 'up.sh': UP },
    mended: {
      'garden/rules.yaml': mesh('DestinationRule', 'pages', 'host: pages-service\nsubsets: [{ name: v1, labels: { app: pages } }]'),
    },
  },
  {
    name: 'A RequestAuthentication without rules is to switch off the one of the namespace',
    caughtBy: 'token-rules-add-up',
    tree: { ...LOGIN, 'garden/tokens.yaml': `${CHECKED}---\n${OPEN}` },
    mended: { 'garden/tokens.yaml': CHECKED },
  },
  {
    name: 'A policy lets in a path without the beginning that the route leaves on it',
    caughtBy: 'authorization-paths-arrive',
    tree: { ...LOGIN, 'garden/policy.yaml': letsIn('/login/new, /health') },
    mended: { 'garden/policy.yaml': letsIn('/api/login/new, /health') },
  },
  {
    name: 'The route takes the beginning off, and then the policy fits',
    caughtBy: 'authorization-paths-arrive',
    tree: { ...LOGIN, 'garden/policy.yaml': letsIn('/login/*') },
    mended: { 'garden/routes.yaml': loginRoute('    rewrite: { uri: /login }\n') },
  },
  {
    name: 'A sync makes the namespace of a mesh without its label',
    caughtBy: 'mesh-namespace-injects',
    partly: true,
    tree: {
      'apps/garden.yaml': applied('{ recurse: true }', ', syncOptions: [CreateNamespace=true]'),
      'garden/login.yaml': program('login'),
      'garden/policy.yaml': letsIn('/login/new'),
    },
    mended: {
      'apps/garden.yaml': applied(
        '{ recurse: true }',
        ', managedNamespaceMetadata: { labels: { istio-injection: enabled } }, syncOptions: [CreateNamespace=true]',
      ),
    },
  },
  {
    name: 'The list of an include has blanks behind its commas',
    caughtBy: 'application-fields-read',
    tree: { ...PART, 'apps/garden.yaml': applied("{ recurse: true, include: '{pages/*.yaml, queue/*.yaml}' }") },
    mended: { 'apps/garden.yaml': applied("{ recurse: true, include: '{pages/*.yaml,queue/*.yaml}' }") },
  },
  {
    name: 'An analysis calls the Service of all pods, not that of the canary',
    caughtBy: 'analysis-asks-canary',
    tree: { 'garden/pages.yaml': canary('http://pages.garden:8080/health') },
    mended: { 'garden/pages.yaml': canary('http://pages-canary.garden:8080/health') },
  },
  {
    name: 'An alert on pods that are not ready means those of an analysis, too',
    caughtBy: 'completed-pods-spared',
    tree: {
      'garden/pages.yaml': canary('http://pages-canary.garden:8080/health'),
      'watch/rules.yaml': ALERTS.replace('up{job="pages"} == 0', 'kube_pod_status_ready{namespace="garden", condition="true"} == 0'),
    },
    mended: { 'watch/rules.yaml': ALERTS },
  },
  {
    name: 'The route for one alert stands behind that of its severity',
    caughtBy: 'alertmanager-route-reached',
    tree: { 'watch/rules.yaml': ALERTS, 'watch/alertmanager.yaml': telling(`${BY_SEVERITY}\n${BY_NAME}`) },
    mended: { 'watch/alertmanager.yaml': telling(`${BY_NAME}\n${BY_SEVERITY}`) },
  },
  {
    name: 'An inhibition asks for the same name of alerts that are called otherwise',
    caughtBy: 'inhibition-acts',
    tree: { 'watch/rules.yaml': ALERTS, 'watch/alertmanager.yaml': telling(BY_NAME, quiet('[alertname, job]')) },
    mended: { 'watch/alertmanager.yaml': telling(BY_NAME, quiet('[job]')) },
  },
  {
    name: 'Kubelets are asked in plain HTTP',
    caughtBy: 'scrape-config-valid',
    says: 'plain HTTP',
    tree: { 'watch/prometheus.yaml': scraping('- job_name: nodes\n  kubernetes_sd_configs: [{ role: node }]') },
    mended: {
      'watch/prometheus.yaml': scraping(
        '- job_name: nodes\n  scheme: https\n  bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n  kubernetes_sd_configs: [{ role: node }]',
      ),
    },
  },
  {
    name: 'Kubelets are asked without a token',
    caughtBy: 'scrape-config-valid',
    says: 'nobody who is asking',
    tree: { 'watch/prometheus.yaml': scraping('- job_name: nodes\n  scheme: https\n  kubernetes_sd_configs: [{ role: node }]') },
    mended: {
      'watch/prometheus.yaml': scraping(
        '- job_name: nodes\n  scheme: https\n  authorization: { credentials_file: /var/run/secrets/token }\n  kubernetes_sd_configs: [{ role: node }]',
      ),
    },
  },
  {
    name: 'Each port of each pod is a target',
    caughtBy: 'scrape-config-valid',
    says: 'nothing is kept or dropped',
    partly: true,
    tree: { 'watch/prometheus.yaml': scraping('- job_name: pods\n  kubernetes_sd_configs: [{ role: pod }]') },
    mended: {
      'watch/prometheus.yaml': scraping(
        "- job_name: pods\n  kubernetes_sd_configs: [{ role: pod }]\n  relabel_configs: [{ source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: 'true' }]",
      ),
    },
  },
  {
    name: 'Metrics of custom resources that nobody described',
    caughtBy: 'exporter-shows',
    tree: {
      'watch/state.yaml': running('state', 'image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0\nargs: [--port=8080]'),
      'watch/rules.yaml': ALERTS.replace('up{job="pages"} == 0', 'kube_customresource_phase{phase="Degraded"} == 1'),
    },
    mended: { 'watch/rules.yaml': ALERTS },
  },
  {
    name: 'Two sources give one variable two values',
    caughtBy: 'variables-given-once',
    tree: { 'garden/pages.yaml': variables('CAPTCHA_SITE: leaf-2024, CAPTCHA_SECRET: b7f3a1c9e5d28f40') },
    mended: { 'garden/pages.yaml': variables('CAPTCHA_SECRET: b7f3a1c9e5d28f40') },
  },
  {
    name: 'A probe starts a virtual machine of Erlang and has a second for it',
    caughtBy: 'probes-agree',
    tree: { 'garden/queue.yaml': queue() },
    mended: { 'garden/queue.yaml': queue(', timeoutSeconds: 15') },
  },
  {
    name: 'Keycloak for developers keeps its users in the container',
    caughtBy: 'data-persistent',
    tree: { 'garden/keys.yaml': keys() },
    mended: { 'garden/keys.yaml': keys('\nenv: [{ name: KC_DB, value: postgres }]') },
  },
  {
    name: 'One target of nginx rewrites the pages into the folder of the desk',
    caughtBy: 'rewrite-keeps-rest',
    tree: { 'garden/ingress.yaml': rewriting('/desk/$2', '/()(.*)', '/desk(/|$)(.*)') },
    mended: { 'garden/ingress.yaml': rewriting('/$2', '/()(.*)', '/desk(/|$)(.*)') },
  },
  {
    name: 'A target of nginx takes the group before the rest',
    caughtBy: 'rewrite-keeps-rest',
    tree: { 'garden/ingress.yaml': rewriting('/$2', '/()(.*)', '(/desk)(/|$)(.*)') },
    mended: { 'garden/ingress.yaml': rewriting('/$2', '/()(.*)', '/desk(/|$)(.*)') },
  },
  {
    name: 'Rules that were to watch a port of gRPC let one page through',
    caughtBy: 'cilium-http-matches',
    tree: { 'garden/calls.yaml': calls('grpc-web'), 'garden/look.yaml': looks('[{ method: GET, path: /health }]') },
    mended: { 'garden/look.yaml': looks('[{ method: GET, path: /health }, { method: POST }]') },
  },
  {
    name: 'The address of a database with its password, as Go writes it',
    caughtBy: 'no-literal-secret',
    tree: {
      'garden/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: pages, namespace: garden }\ndata: { DATABASE: "gardener:kX4tulip9@tcp(mysql:3306)/garden?parseTime=true" }\n',
    },
    mended: {
      'garden/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: pages, namespace: garden }\ndata: { DATABASE: "tcp(mysql:3306)/garden?parseTime=true" }\n',
    },
  },
  {
    name: 'A Secret holds what somebody was to write',
    caughtBy: 'secret-strong',
    tree: {
      'garden/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: login, namespace: garden }\nstringData: { OAUTH_CLIENT_SECRET: your-oauth-client-secret }\n',
    },
    mended: {
      'garden/secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: login, namespace: garden }\nstringData: { OAUTH_CLIENT_SECRET: Zk4v9QpX2mRtLw7s }\n',
    },
  },
  {
    name: 'A script scales by a variable what Argo CD puts back',
    caughtBy: 'script-respects-gitops',
    tree: {
      ...PART,
      'apps/garden.yaml': applied('{ recurse: true }'),
      'stop.sh': '#!/bin/sh\nNAME=pages\nkubectl scale "deployment/${NAME}" -n garden --replicas=0\n',
    },
    mended: { 'stop.sh': null },
  },
  {
    name: 'A target is looked for in kube-system, and the tree puts it elsewhere',
    caughtBy: ['url-host-exists', 'monitor-selects', 'target-exists'],
    says: 'kube-system',
    tree: {
      'watch/state.yaml': running('kube-state-metrics', 'image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0').replaceAll(
        'namespace: garden',
        'namespace: watch',
      ),
      'watch/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: kube-state-metrics, namespace: watch }\nspec: { selector: { app: kube-state-metrics }, ports: [{ name: http, port: 8080 }] }\n',
      'watch/prometheus.yaml': scraping(
        "- job_name: state\n  static_configs: [{ targets: ['kube-state-metrics.kube-system.svc.cluster.local:8080'] }]",
      ),
    },
    mended: {
      'watch/prometheus.yaml': scraping(
        "- job_name: state\n  static_configs: [{ targets: ['kube-state-metrics.watch.svc.cluster.local:8080'] }]",
      ),
    },
  },
  {
    name: 'The address of a store begins with letters in another order',
    caughtBy: 'url-scheme-written',
    tree: { 'garden/copy.yaml': copy('find /copies -mtime +9 -delete', 'htpps') },
    mended: { 'garden/copy.yaml': copy('find /copies -mtime +9 -delete', 'https') },
  },
  {
    name: 'Each night one more dump is left on the volume',
    caughtBy: 'backups-cleared',
    tree: { 'garden/copy.yaml': copy('echo done', 'https') },
    mended: { 'garden/copy.yaml': copy('find /copies -mtime +9 -delete', 'https') },
  },
  {
    name: 'Data sources that no pod of Grafana mounts',
    caughtBy: 'grafana-provisioning-mounted',
    tree: { 'watch/grafana.yaml': sight('') },
    mended: { 'watch/grafana.yaml': sight('volumeMounts: [{ name: sources, mountPath: /etc/grafana/provisioning/datasources }]') },
  },
];
