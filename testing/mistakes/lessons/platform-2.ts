import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, FALCO, GRAFANA, PROMETHEUS, space, yaml } from '../parts.ts';
import { application, pods, policy } from './platform-parts.ts';

/** The mistakes of a guide for three clusters, in one of them. Part 2 of 5. */
export const platform2: readonly Mistake[] = [
  {
    name: 'M18 Thanos reads its store from a Secret that nobody makes',
    caughtBy: ['secret-reference-exists', 'config-exists'],
    says: 'thanos-objstore',
    partly: true,
    tree: {
      'mgmt/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        prometheus: {
          prometheusSpec: {
            retention: '15d',
            thanos: { objectStorageConfig: { existingSecret: { name: 'thanos-objstore', key: 'config.yaml' } } },
            storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '20Gi' } } } } },
          },
        },
      }),
      'mgmt/ns.yaml': yaml(space('monitoring')),
    },
  },
  {
    name: 'M19 The administrator of Grafana has the password admin',
    caughtBy: ['no-literal-secret', 'chart-password-set', 'secret-strong'],
    tree: {
      'mgmt/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { adminPassword: 'admin' },
      }),
    },
  },
  {
    name: 'M19 The hash of a password of Argo CD stands in values',
    caughtBy: 'no-literal-secret',
    tree: {
      'mgmt/argocd-values.yaml':
        'server:\n  service:\n    type: ClusterIP\nconfigs:\n  secret:\n    argocdServerAdminPassword: $2a$10$Zk3yqzFQq9WcSx1Dq0JxYuR1w5E1u4Xn8b2N6wJr9mVh0pYtGkP5e\n  params:\n    server.insecure: true\n',
    },
  },
  {
    name: 'M20 Grafana gets a volume without a size',
    caughtBy: 'helm-values-work',
    says: 'size',
    missed: 'the size that the chart takes by itself may be the one that is wanted',
    tree: {
      'mgmt/grafana.yaml': application([GRAFANA, 'grafana', '8.8.6'], 'monitoring', {
        persistence: { enabled: true },
        admin: { existingSecret: 'grafana' },
        deploymentStrategy: { type: 'Recreate' },
      }),
    },
  },
  {
    name: 'M21 The deprecated chart loki-stack',
    caughtBy: 'helm-chart-maintained',
    tree: { 'mgmt/loki.yaml': application([GRAFANA, 'loki-stack', '2.10.2'], 'logging', {}) },
  },
  {
    name: 'M22 Promtail keeps its positions in /tmp',
    caughtBy: 'positions-kept',
    tree: {
      'app1/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
        config: {
          clients: [{ url: 'https://logs.acme.io/loki/api/v1/push', external_labels: { cluster: 'app1' } }],
          positions: { filename: '/tmp/positions.yaml' },
        },
      }),
    },
  },
  {
    name: 'M22 The namespace of Promtail enforces baseline, which forbids its hostPath',
    caughtBy: 'chart-needs-privileges',
    says: 'logging',
    tree: {
      'logging/ns.yaml': yaml(kube('v1/Namespace', { name: 'logging', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } })),
      'logging/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'logging', {
        config: { clients: [{ url: 'https://logs.acme.io/loki/api/v1/push' }] },
      }),
    },
    mended: {
      'logging/ns.yaml': yaml(kube('v1/Namespace', { name: 'logging', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } })),
    },
  },
  {
    name: 'M23 A policy enforces in lower case, in a deprecated place',
    caughtBy: 'schema-valid',
    says: 'enforced',
    tree: {
      'policies/labels.yaml': policy('labels', {
        validationFailureAction: 'enforced',
        rules: [{ name: 'labels', match: pods, validate: { message: 'labels', pattern: { metadata: { labels: { app: '?*' } } } } }],
      }),
    },
  },
  {
    name: 'M24 A registry rule looks at containers only',
    caughtBy: 'policy-acts',
    says: 'init containers',
    partly: true,
    tree: {
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            validate: { failureAction: 'Enforce', message: 'registry', pattern: { spec: { containers: [{ image: 'harbor.acme.io/*' }] } } },
          },
        ],
      }),
    },
  },
  {
    name: 'M25 A registry rule spares nothing, not even the pods of the platform',
    caughtBy: 'policy-spares-platform',
    says: 'cert-manager',
    tree: {
      'platform/cert-manager.yaml': application(['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', {
        crds: { enabled: true },
      }),
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            validate: {
              failureAction: 'Enforce',
              message: 'registry',
              pattern: {
                spec: {
                  '=(initContainers)': [{ image: 'harbor.acme.io/*' }],
                  '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }],
                  containers: [{ image: 'harbor.acme.io/*' }],
                },
              },
            },
          },
        ],
      }),
    },
    mended: {
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            exclude: { any: [{ resources: { namespaces: ['cert-manager'] } }] },
            validate: {
              failureAction: 'Enforce',
              message: 'registry',
              pattern: {
                spec: {
                  '=(initContainers)': [{ image: 'harbor.acme.io/*' }],
                  '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }],
                  containers: [{ image: 'harbor.acme.io/*' }],
                },
              },
            },
          },
        ],
      }),
    },
  },
  {
    name: 'M26 The pattern of the registry has no port, and the images have one',
    caughtBy: 'policy-admits-tree',
    says: 'harbor.acme.io:8443',
    tree: {
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            exclude: { any: [{ resources: { namespaces: ['kube-system'] } }] },
            validate: {
              failureAction: 'Enforce',
              message: 'registry',
              pattern: {
                spec: {
                  containers: [{ image: 'harbor.acme.io/*' }],
                  '=(initContainers)': [{ image: 'harbor.acme.io/*' }],
                  '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }],
                },
              },
            },
          },
        ],
      }),
      'shop.yaml': yaml(space('shop'), app({ image: 'harbor.acme.io:8443/shop/web:v1.2.3' }), door('web')),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app({ image: 'harbor.acme.io/shop/web:v1.2.3' }), door('web')) },
  },
  {
    name: 'M27 A rule asks for limits that workloads of the same tree do not have',
    caughtBy: 'policy-admits-tree',
    says: 'limits',
    tree: {
      'policies/resources.yaml': policy('resources', {
        rules: [
          {
            name: 'resources',
            match: pods,
            exclude: { any: [{ resources: { namespaces: ['kube-system'] } }] },
            validate: {
              failureAction: 'Enforce',
              message: 'resources',
              pattern: {
                spec: { containers: [{ resources: { requests: { cpu: '?*', memory: '?*' }, limits: { cpu: '?*', memory: '?*' } } }] },
              },
            },
          },
        ],
      }),
      'shop.yaml': yaml(
        space('shop'),
        app({ container: { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } } } }),
        door('web'),
      ),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app(), door('web')) },
  },
  {
    name: 'M29 An Application is named for one cluster and installs into another',
    caughtBy: 'application-cluster-agrees',
    says: 'app1-kyverno',
    tree: {
      'argocd/apps.yaml': yaml(
        chartApp('app1-kyverno', ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}),
        chartApp(
          'app2-kyverno',
          ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'],
          'kyverno',
          {},
          { destination: { server: undefined, name: 'app2' } },
        ),
        chartApp('app1-falco', [FALCO, 'falco', '4.21.3'], 'falco', {}, { destination: { server: undefined, name: 'app1' } }),
      ),
    },
    mended: {
      'argocd/apps.yaml': yaml(
        chartApp(
          'app1-kyverno',
          ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'],
          'kyverno',
          {},
          { destination: { server: undefined, name: 'app1' } },
        ),
        chartApp(
          'app2-kyverno',
          ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'],
          'kyverno',
          {},
          { destination: { server: undefined, name: 'app2' } },
        ),
        chartApp('app1-falco', [FALCO, 'falco', '4.21.3'], 'falco', {}, { destination: { server: undefined, name: 'app1' } }),
      ),
    },
  },
];
