import { app, deployment, mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { chartOf, FALCO_CHARTS, falcoRule, falcoValues, podPolicy, script, STACK, STACK_CHARTS } from './seen-guards-parts.ts';

const VALUES = 'platform/falco/values.yaml';
const POLICIES = 'policies/policies.yaml';
const UP = 'scripts/up.sh';
const WEB = 'apps/shop/web.yaml';

const falco = { 'apps/falco.yaml': chartOf('falco', FALCO_CHARTS, '4.21.3', VALUES) };
const web = documents(namespace('shop'), app('web', 'shop', 8080));
const denied = object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', 'shop', 'spec: { podSelector: {}, policyTypes: [Ingress] }');
const entry = object(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  'from-ingress',
  'shop',
  `spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      ports: [{ port: 8080 }]`,
);
const nodePort = object(
  'v1',
  'Service',
  'web-door',
  'shop',
  'spec: { type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080, nodePort: 30180 }] }',
);

/** What a platform of guards did wrong: Falco, Kyverno, policies, and who may do what. */
export const seenGuards: readonly Mistake[] = [
  mistake(
    'A rule of Falco compares with a macro as if it were a list',
    'falco-rules-valid',
    {
      ...falco,
      [VALUES]: falcoValues(
        `${falcoRule('not proc.name in (start_programs)')}- macro: start_programs\n  condition: proc.name in (tini, dumb-init)\n`,
      ),
    },
    VALUES,
    [
      [
        '- macro: start_programs\n      condition: proc.name in (tini, dumb-init)',
        '- list: start_programs\n      items: [tini, dumb-init]',
      ],
    ],
  ),
  mistake(
    'A rule of Falco asks for a word about processes that was made up',
    'falco-rules-valid',
    { ...falco, [VALUES]: falcoValues(falcoRule('proc.is_namespaced = false')) },
    VALUES,
    [['proc.is_namespaced = false', 'proc.is_vpgid_leader = true']],
  ),
  mistake(
    'An alert counts what Falco saw by a name that no part of it exposes',
    'metric-name-known',
    {
      'monitoring/rules.yaml': object(
        'monitoring.coreos.com/v1',
        'PrometheusRule',
        'guards',
        'monitoring',
        'spec: { groups: [{ name: guards, rules: [{ alert: FalcoCritical, expr: \'increase(falco_events_total{priority="Critical"}[5m]) > 0\', labels: { severity: critical } }] }] }',
      ),
    },
    'monitoring/rules.yaml',
    [['falco_events_total{priority="Critical"}', 'falcosecurity_falcosidekick_falco_events_total{priority_raw="critical"}']],
  ),
  mistake(
    'A route of the operator is for alerts whose namespace is summed away',
    'alert-namespace-kept',
    {
      'monitoring/rules.yaml': documents(
        object(
          'monitoring.coreos.com/v1',
          'PrometheusRule',
          'guards',
          'monitoring',
          "spec: { groups: [{ name: guards, rules: [{ alert: ManyRestarts, expr: 'sum by (pod) (increase(kube_pod_container_status_restarts_total[10m])) > 5', labels: { team: guards } }] }] }",
        ),
        object(
          'monitoring.coreos.com/v1alpha1',
          'AlertmanagerConfig',
          'guards',
          'monitoring',
          'spec:\n  route: { receiver: hook, matchers: [{ name: team, value: guards }] }\n  receivers: [{ name: hook, webhookConfigs: [{ url: https://hooks.acme.io/guards }] }]',
        ),
      ),
    },
    'monitoring/rules.yaml',
    [['sum by (pod)', 'sum by (namespace, pod)']],
  ),
  mistake(
    'A route of the operator is for alerts about the namespaces of others',
    'alert-namespace-kept',
    {
      'monitoring/rules.yaml': documents(
        object(
          'monitoring.coreos.com/v1',
          'PrometheusRule',
          'guards',
          'monitoring',
          'spec: { groups: [{ name: guards, rules: [{ alert: ShopDown, expr: \'up{namespace="shop"} == 0\', labels: { team: guards } }] }] }',
        ),
        object(
          'monitoring.coreos.com/v1alpha1',
          'AlertmanagerConfig',
          'guards',
          'monitoring',
          'spec:\n  route: { receiver: hook, matchers: [{ name: team, value: guards }] }\n  receivers: [{ name: hook, webhookConfigs: [{ url: https://hooks.acme.io/guards }] }]',
        ),
      ),
    },
    'monitoring/rules.yaml',
    [['name: guards, namespace: monitoring }\nspec:\n  route', 'name: guards, namespace: shop }\nspec:\n  route']],
  ),
  mistake(
    'A policy of Kyverno takes the length of volumes that a pod need not have',
    'kyverno-policy-sound',
    {
      [POLICIES]: podPolicy(
        'no-host-paths',
        "deny: { conditions: { any: [{ key: '{{ request.object.spec.volumes[].hostPath | length(@) }}', operator: GreaterThan, value: 0 }] } }",
        'exclude: { any: [{ resources: { namespaces: [monitoring] } }] }',
      ),
    },
    POLICIES,
    [['request.object.spec.volumes[].hostPath | length(@)', '(request.object.spec.volumes[].hostPath || `[]`) | length(@)']],
  ),
  mistake(
    'A policy of Kyverno refuses latest, and not an image without a tag',
    'kyverno-policy-sound',
    { [POLICIES]: podPolicy('no-latest', 'pattern: { spec: { containers: [{ image: "!*:latest" }] } }') },
    POLICIES,
    [['"!*:latest"', '"!*:latest & *:*"']],
  ),
  mistake(
    'A policy of Kyverno forbids the network of nodes to the agents of the monitoring',
    'policy-spares-platform',
    {
      [POLICIES]: podPolicy('no-host-network', 'pattern: { spec: { =(hostNetwork): "false", =(hostPID): "false" } }'),
      [UP]: script(`${STACK_CHARTS}${STACK}kubectl apply -f policies/\n`),
    },
    POLICIES,
    [['      validate:', '      exclude: { any: [{ resources: { namespaces: [monitoring] } }] }\n      validate:']],
  ),
  mistake(
    'A NodePort leads to pods that let in the gateway alone',
    'door-let-in',
    { [WEB]: documents(web, nodePort, denied, entry) },
    WEB,
    [['    - from: [{ namespaceSelector', '    - from: [{ ipBlock: { cidr: 192.168.10.0/24 } }, { namespaceSelector']],
  ),
  mistake(
    'A public balancer takes logins without encryption',
    'ingress-encrypted',
    {
      [WEB]: documents(
        web,
        `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80}]'
spec:
  ingressClassName: alb
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web-service, port: { number: 8080 } } } }] }
`,
      ),
    },
    WEB,
    [['[{"HTTP":80}]', '[{"HTTP":80},{"HTTPS":443}]']],
  ),
  mistake(
    'The Secret with which Vault is opened is made by nobody',
    'config-exists',
    {
      'apps/vault.yaml': chartOf('vault', 'https://helm.releases.hashicorp.com', '0.30.0', 'platform/vault/values.yaml'),
      'platform/vault/values.yaml': 'server: { dataStorage: { size: 2Gi } }\n',
      'platform/vault/unseal.yaml': deployment('unseal', 'vault', 8080, {
        image: 'ghcr.io/acme/unseal:1.2.0',
        container: 'env: [{ name: KEY, valueFrom: { secretKeyRef: { name: unseal-keys, key: one } } }]',
      }),
    },
    'platform/vault/unseal.yaml',
    [['{ name: unseal-keys, key: one }', '{ name: unseal-keys, key: one, optional: true }']],
    { partly: true },
  ),
  mistake(
    'The rules of the house stand in a file that nobody hands to Falco',
    'falco-rules-heard',
    {
      [UP]: script(
        'helm repo add falcosecurity https://falcosecurity.github.io/charts\nhelm upgrade --install falco falcosecurity/falco --version 4.21.3 -n falco --create-namespace --set driver.kind=modern_ebpf\n',
      ),
      'security/falco/house-rules.yaml': falcoValues(falcoRule('proc.name = nc')),
    },
    UP,
    [['--set driver.kind', '-f security/falco/house-rules.yaml --set driver.kind']],
  ),
  mistake(
    'A rule of Falco spares images by names that containerd never tells',
    'falco-rules-valid',
    {
      ...falco,
      [VALUES]: falcoValues(
        `${falcoRule('not container.image.repository in (own_images)')}- list: own_images\n  items: [acme/agent, quay.io/acme/probe]\n`,
      ),
    },
    VALUES,
    [['[acme/agent, ', '[docker.io/acme/agent, ']],
  ),
  mistake(
    'The first tables of a database stand in a ConfigMap that nobody mounts',
    'object-used',
    {
      'apps/shop/db.yaml': documents(
        namespace('shop'),
        object('v1', 'ConfigMap', 'orders-init', 'shop', 'data: { init.sql: CREATE TABLE orders (id int) }'),
        deployment('orders', 'shop', 8080, { container: 'env: [{ name: MODE, value: prod }]' }),
      ),
    },
    'apps/shop/db.yaml',
    [['env: [{ name: MODE, value: prod }]', 'envFrom: [{ configMapRef: { name: orders-init } }]']],
  ),
  mistake(
    'Pods run as default beside the account that was made for them',
    'object-used',
    {
      [WEB]: documents(web, object('v1', 'ServiceAccount', 'web-sa', 'shop', 'automountServiceAccountToken: false')),
    },
    WEB,
    [['automountServiceAccountToken: false\n      containers', 'serviceAccountName: web-sa\n      containers']],
  ),
  mistake(
    'Rights are given to an account that no pods run as',
    'object-used',
    {
      [WEB]: documents(
        namespace('shop'),
        object('v1', 'ServiceAccount', 'web', 'shop', ''),
        object(
          'rbac.authorization.k8s.io/v1',
          'Role',
          'web-reads',
          'shop',
          "rules: [{ apiGroups: [''], resources: [endpoints], verbs: [get, list, watch] }]",
        ),
        object(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'web-reads',
          'shop',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web-reads }\nsubjects: [{ kind: ServiceAccount, name: web, namespace: shop }]',
        ),
        deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/web:3f2c9ad', pod: 'securityContext: { runAsNonRoot: true }' }),
      ),
    },
    WEB,
    [['securityContext: {', 'serviceAccountName: web\n      securityContext: {']],
  ),
  mistake(
    'Calico is put over the network that kind starts with',
    'one-cni',
    {
      'infra/kind.yaml':
        'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: lab\nnetworking: { podSubnet: 10.244.0.0/16 }\nnodes: [{ role: control-plane }, { role: worker }]\n',
      [UP]: script(
        'kind create cluster --config infra/kind.yaml\nkubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/v3.29.1/manifests/calico.yaml\n',
      ),
    },
    'infra/kind.yaml',
    [['podSubnet: 10.244.0.0/16', 'podSubnet: 10.244.0.0/16, disableDefaultCNI: true']],
  ),
];
