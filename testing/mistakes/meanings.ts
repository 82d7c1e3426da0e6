import { app, application, deployment, mistake, job, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { chart, configMap, namespace } from './pieces.ts';

const api = { 'shop/api.yaml': app('api', 'shop', 8080) };

function scaled(kind: string): string {
  return object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'api',
    'shop',
    `spec:\n  scaleTargetRef: { apiVersion: ${kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}, kind: ${kind}, name: api }\n  minReplicas: 2\n  maxReplicas: 5\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  );
}

const rollout = app('api', 'shop', 8080)
  .replace('apps/v1', 'argoproj.io/v1alpha1')
  .replace('kind: Deployment', 'kind: Rollout')
  .replace('  replicas: 1\n', '')
  .replace('---\n', '  strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }\n---\n');

function budget(label: string): string {
  return object('policy/v1', 'PodDisruptionBudget', 'api', 'shop', `spec: { maxUnavailable: 1, selector: { matchLabels: { ${label} } } }`);
}

function velero(place: string): string {
  return object(
    'velero.io/v1',
    'Schedule',
    'nightly',
    'velero',
    `spec:\n  schedule: '0 2 * * *'\n  template: { includedNamespaces: [${place}], ttl: 720h0m0s }`,
  );
}

function calls(policy: string): Readonly<Record<string, string>> {
  return {
    'shop/agent.yaml': app('agent', 'shop', 9100, {
      pod: `hostNetwork: true${policy}`,
      container: "env: [{ name: API_URL, value: 'http://api-service.shop.svc.cluster.local:8080' }]",
    }),
    ...api,
  };
}

function sealed(place: string): string {
  return object(
    'bitnami.com/v1alpha1',
    'SealedSecret',
    'db',
    place,
    'spec:\n  encryptedData: { password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq }\n  template: { metadata: { name: db } }',
  );
}

/** Objects that mean something else than was meant. */
export const meanings: readonly Mistake[] = [
  mistake(
    'An autoscaler still scales the Deployment that became a Rollout',
    ['target-exists'],
    { 'shop/api.yaml': rollout, 'shop/hpa.yaml': scaled('Deployment') },
    'shop/hpa.yaml',
    [['apiVersion: apps/v1, kind: Deployment', 'apiVersion: argoproj.io/v1alpha1, kind: Rollout']],
    { says: 'api' },
  ),
  mistake(
    'A budget covers a label that pods no longer have',
    ['target-exists', 'disruption-allowed', 'selector-matches-template', 'budgets-overlap'],
    { ...api, 'shop/pdb.yaml': budget('app.kubernetes.io/name: api') },
    'shop/pdb.yaml',
    [['app.kubernetes.io/name: api', 'app: api']],
  ),
  mistake(
    'Backups are of a namespace by its old name',
    ['velero-schedule-works'],
    { 'namespaces.yaml': namespace('shop'), ...api, 'velero/nightly.yaml': velero('shop-system') },
    'velero/nightly.yaml',
    [['shop-system', 'shop']],
    { says: 'shop-system' },
  ),
  mistake(
    'A pod on the network of the node asks for names of the cluster',
    ['host-network-dns'],
    calls(''),
    'shop/agent.yaml',
    [['hostNetwork: true', 'hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet']],
    { says: 'dnsPolicy' },
  ),
  mistake(
    'A sealed secret is of another namespace than its reader',
    ['config-exists', 'secret-reference-exists'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, {
        container: 'env: [{ name: P, valueFrom: { secretKeyRef: { name: db, key: password } } }]',
      }),
      'shop/secret.yaml': sealed('default'),
    },
    'shop/secret.yaml',
    [['namespace: default', 'namespace: shop']],
    { partly: true },
  ),
  mistake(
    'A Secret of a certificate lacks its key',
    ['schema-valid'],
    { 'shop/tls.yaml': object('v1', 'Secret', 'tls', 'shop', 'type: kubernetes.io/tls\ndata: { tls.crt: "" }') },
    'shop/tls.yaml',
    [['tls.crt: ""', 'tls.crt: "", tls.key: ""']],
    { says: 'tls.key' },
  ),
  mistake(
    'A schedule has an hour that no day has',
    ['schema-valid', 'cron-job-runs'],
    { 'shop/report.yaml': job('restartPolicy: Never\n          ').replace('0 4 * * *', '0 25 * * *') },
    'shop/report.yaml',
    [['0 25 * * *', '0 5 * * *']],
    { says: '25' },
  ),
  mistake(
    'A word of Kubernetes is written small',
    ['schema-valid'],
    { 'shop/report.yaml': job('restartPolicy: Never\n          ').replace('Forbid', 'forbid') },
    'shop/report.yaml',
    [['forbid', 'Forbid']],
    { says: 'forbid' },
  ),
  mistake(
    'Values of a chart stand a level too high',
    ['helm-value-known', 'helm-values-nested'],
    {
      'argocd/nginx.yaml': chart(
        'ingress-nginx',
        'ingress-nginx',
        ['https://kubernetes.github.io/ingress-nginx', 'ingress-nginx', '4.10.1'],
        'service: { type: LoadBalancer }\nreplicaCount: 2',
      ),
    },
    'argocd/nginx.yaml',
    [
      [
        '        service: { type: LoadBalancer }\n        replicaCount: 2',
        '        controller: { service: { type: LoadBalancer }, replicaCount: 2 }',
      ],
    ],
    { says: 'service', missed: 'the keys of this chart are not among those that are known' },
  ),
  mistake(
    'An Application follows a branch that no other follows',
    ['application-revision-agrees'],
    {
      ...api,
      'argocd/shop.yaml': application('shop', 'shop', 'shop'),
      'web/web.yaml': app('web', 'web', 80),
      'argocd/web.yaml': application('web', 'web', 'web'),
      'blog/blog.yaml': app('blog', 'blog', 80),
      'argocd/blog.yaml': application('blog', 'blog', 'blog').replace('targetRevision: main', 'targetRevision: master'),
    },
    'argocd/blog.yaml',
    [['master', 'main']],
    { says: 'master', partly: true },
  ),
  mistake(
    'A value is a command that nobody runs',
    ['value-expands'],
    { 'shop/secret.yaml': object('v1', 'Secret', 'db', 'shop', 'type: Opaque\nstringData: { password: $(openssl rand -hex 16) }') },
    'shop/secret.yaml',
    [['$(openssl rand -hex 16)', 'set-by-hand']],
    { says: 'openssl' },
  ),
  mistake(
    'A command is one word with blanks in it',
    ['command-splits'],
    { 'shop/api.yaml': app('api', 'shop', 8080, { container: "command: ['python manage.py runserver 0.0.0.0:8080']" }) },
    'shop/api.yaml',
    [["'python manage.py runserver 0.0.0.0:8080'", 'python, manage.py, runserver, "0.0.0.0:8080"']],
    { says: 'python' },
  ),
  mistake(
    'A probe runs a program whose name has blanks',
    ['command-splits'],
    {
      'shop/mysql.yaml': deployment('mysql', 'shop', 3306, {
        image: 'mysql:8.0.36',
        container: "livenessProbe: { exec: { command: ['mysqladmin ping -h localhost'] } }",
      }),
    },
    'shop/mysql.yaml',
    [["'mysqladmin ping -h localhost'", 'mysqladmin, ping, -h, localhost']],
    { says: 'mysqladmin' },
  ),
  mistake(
    'An image is still the one of a guide',
    ['placeholder-left'],
    { 'shop/api.yaml': deployment('api', 'shop', 8080, { image: 'your-registry/api:1.0.0' }) },
    'shop/api.yaml',
    [['your-registry', 'ghcr.io/example']],
    { says: 'your-registry' },
  ),
  mistake(
    'A merge left its marks',
    ['yaml-parses'],
    {
      'shop/config.yaml': configMap('shop', 'web', { 'app.properties': 'level=info' })
        .replace('data:', '<<<<<<< HEAD\ndata:')
        .concat('=======\n>>>>>>> feature\n'),
    },
    'shop/config.yaml',
    [
      ['<<<<<<< HEAD\n', ''],
      ['=======\n>>>>>>> feature\n', ''],
    ],
  ),
];
