import { check } from '../../check.ts';
import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { configExists } from './config-exists.ts';

const namespace = 'blog';
const config = kube('v1/ConfigMap', { namespace, name: 'web-config' }, { data: { URL: 'y' } });
const facts = { secrets: [{ namespace, name: 'mysql-secret', keys: ['mysql-password'] }] };
const env = (valueFrom: object) => deployment({ namespace, container: { env: [{ name: 'A', valueFrom }] } });
const chart = kube(
  'argoproj.io/v1alpha1/Application',
  { namespace: 'argocd' },
  { spec: { source: { chart: 'x' }, destination: { namespace } } },
);

ruleCases(configExists, {
  accepts: {
    'a ConfigMap': [config, env({ configMapKeyRef: { name: 'web-config', key: 'URL' } })],
    'an expected Secret': { given: [env({ secretKeyRef: { name: 'mysql-secret', key: 'mysql-password' } })], facts },
    'a Secret that an operator makes': [
      kube('external-secrets.io/v1beta1/ExternalSecret', { namespace, name: 'x' }, { spec: { target: { name: 'db' } } }),
      env({ secretKeyRef: { name: 'db', key: 'password' } }),
    ],
    'Secrets that operators make for objects of theirs': [
      kube('rabbitmq.com/v1beta1/RabbitmqCluster', { namespace, name: 'mail' }),
      kube('kafka.strimzi.io/v1beta2/Kafka', { namespace, name: 'events' }),
      env({ secretKeyRef: { name: 'mail-default-user', key: 'password' } }),
      deployment({ namespace, name: 'was', pod: { volumes: [{ name: 'ca', secret: { secretName: 'events-cluster-ca-cert' } }] } }),
    ],
    'an optional one': [env({ configMapKeyRef: { name: 'other', key: 'URL', optional: true } })],
    "the cluster's own certificate": [
      deployment({ namespace, pod: { volumes: [{ name: 'ca', configMap: { name: 'kube-root-ca.crt' } }] } }),
    ],
    'a namespace that a chart fills': [chart, env({ configMapKeyRef: { name: 'made', key: 'x' } })],
  },
  refuses: {
    'a missing ConfigMap, said once': {
      given: [
        config,
        deployment({
          namespace,
          container: { envFrom: [{ configMapRef: { name: 'web-confg' } }, { configMapRef: { name: 'web-confg' } }] },
        }),
      ],
      says: 'there is no ConfigMap blog/web-confg',
      fix: 'Did you mean "web-config"?',
    },
    'a ConfigMap of another namespace': {
      given: [
        { ...config, metadata: { namespace: 'web', name: 'web-config' } },
        env({ configMapKeyRef: { name: 'web-config', key: 'URL' } }),
      ],
      says: 'there is no ConfigMap blog/web-config, only one in "web"',
      fix: 'Pods read their own namespace only: make it in "blog", too.',
    },
    'a Secret that an operator makes next door': {
      given: [
        kube('external-secrets.io/v1beta1/ExternalSecret', { namespace: 'backup', name: 's3' }, { spec: {} }),
        env({ secretKeyRef: { name: 's3', key: 'password' } }),
      ],
      says: 'nothing here makes Secret s3, only one in "backup"',
    },
    'a Secret of which another stage has one in Git': {
      given: [
        kube('external-secrets.io/v1beta1/ExternalSecret', { namespace: 'blog-dev', name: 's3' }, { spec: {} }),
        env({ secretKeyRef: { name: 's3', key: 'password' } }),
      ],
      says: 'nothing here makes Secret s3',
    },
    'a Secret beside a chart that does not make it': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'vault', namespace: 'argocd' },
          { spec: { source: { repoURL: 'https://helm.releases.hashicorp.com', chart: 'vault' }, destination: { namespace } } },
        ),
        env({ secretKeyRef: { name: 'unseal-keys', key: 'one' } }),
      ],
      says: 'nothing here makes Secret unseal-keys',
    },
    'a pull secret that nobody expects': {
      given: [cronJob({ namespace, pod: { imagePullSecrets: [{ name: 'ghcr-secret' }] } })],
      facts,
      says: 'there is no Secret blog/ghcr-secret',
    },
    'a projected Secret': {
      given: [deployment({ namespace, pod: { volumes: [{ name: 'all', projected: { sources: [{ secret: { name: 'tls' } }] } }] } })],
      facts,
      says: 'there is no Secret blog/tls',
    },
    'a Secret of which nothing is known': {
      given: [env({ secretKeyRef: { name: 'db', key: 'password' } })],
      says: 'nothing here makes Secret db',
    },
  },
});

test('a ConfigMap that a workflow writes is only worth a remark', () => {
  const run = 'cat <<EOF | kubectl apply -f -\nkind: ConfigMap\nmetadata:\n  name: app-config\n  namespace: blog\nEOF\n';
  const workflow = kube('slipway.dev/v1/Workflow', { name: 'deploy' }, { workflow: { jobs: { up: { steps: [{ run }] } } } });
  const pods = ['app-config', 'other-config'].map((name) =>
    deployment({ namespace, name, container: { envFrom: [{ configMapRef: { name } }] } }),
  );

  const findings = check(
    [workflow, kube('v1/Namespace', { name: namespace }), ...pods].map((object) => ({ object })),
    { rules: [configExists] },
  );

  expect(findings.map(({ message, severity }) => [message, severity])).toEqual([
    ['there is no ConfigMap blog/app-config', 'info'],
    ['there is no ConfigMap blog/other-config', 'error'],
  ]);
});

test('a ConfigMap of a namespace that the tree does not make is no sure error', () => {
  const pod = deployment({ namespace, container: { envFrom: [{ configMapRef: { name: 'kafka-config' } }] } });
  const misspelt = deployment({ namespace, name: 'other', container: { envFrom: [{ configMapRef: { name: 'web-confg' } }] } });

  const findings = check(
    [pod, misspelt, config].map((object) => ({ object })),
    { rules: [configExists] },
  );

  expect(findings.map(({ message, severity }) => [message, severity])).toEqual([
    ['there is no ConfigMap blog/web-confg', 'error'],
    ['there is no ConfigMap blog/kafka-config', 'warning'],
  ]);
});

test.each([
  ['a folder of another repository', './clusters/home', 'info'],
  ['a folder of the tree', './apps', 'error'],
])('a ConfigMap beside what Flux applies from %s', (_, path, severity) => {
  const sync = kube(
    'kustomize.toolkit.fluxcd.io/v1/Kustomization',
    { namespace: 'flux-system' },
    { spec: { path, sourceRef: { kind: 'GitRepository', name: 'private' } } },
  );
  const pod = deployment({ namespace, container: { envFrom: [{ configMapRef: { name: 'kafka-config' } }] } });

  const findings = check(
    [sync, kube('v1/Namespace', { name: namespace }), pod].map((object) => ({ object })),
    { rules: [configExists], files: new Set(['apps/web.yaml']) },
  );

  expect(findings.map((each) => each.severity)).toEqual([severity]);
});
