import { BLOG, MESHES } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';

const FALCO = 'charts/falco/values.yaml';
function more(text: string): { readonly added: Tree } {
  return { added: { 'services/blog-system/mesh/more.yaml': text } };
}

/** What guards a blog: Falco, Talon, Kyverno, the standards for pods; and its volumes. */
export const homeGuards: readonly Mistake[] = [
  slip('Falco is told to say only what is worse than its own rules', 'falco-rules-heard', BLOG, FALCO, [
    ['    json_output: true\n', '    json_output: true\n    priority: critical\n'],
    ['priority: CRITICAL', 'priority: WARNING'],
  ]),
  slip('A rule of Falco is switched off by a name that it does not have', 'falco-rules-heard', BLOG, FALCO, [
    [
      '        tags: [container, mitre_execution]\n',
      '        tags: [container, mitre_execution]\n      - rule: Terminal shell in a container\n        enabled: false\n        override: { enabled: replace }\n',
    ],
  ]),
  slip('The level of messages is a word that Falcosidekick does not know', 'falco-rules-heard', BLOG, FALCO, [
    ['minimumpriority: warning', 'minimumpriority: warn'],
  ]),
  slip('The address from which Talon lets through is a text, not a list', 'talon-rules-work', BLOG, FALCO, [
    [
      '        actionner: kubernetes:networkpolicy\n',
      '        actionner: kubernetes:networkpolicy\n        parameters:\n          allow_cidr: 192.168.1.0/24\n',
    ],
  ]),
  slip('Talon ends pods with a parameter in the words of Kubernetes', 'talon-rules-work', BLOG, FALCO, [
    [
      '        actionner: kubernetes:networkpolicy\n',
      '        actionner: kubernetes:terminate\n        parameters:\n          gracePeriodSeconds: 5\n',
    ],
  ]),
  slip('A meshed namespace is restricted, and its proxies start with rights', 'pod-security-admits', BLOG, MESHES, [
    ['labels: { istio-injection: enabled }', 'labels: { istio-injection: enabled, pod-security.kubernetes.io/enforce: restricted }'],
  ]),
  slip('The namespace of Falco is held to the baseline', ['chart-needs-privileges', 'pod-security-admits'], BLOG, MESHES, [], {
    ...more('apiVersion: v1\nkind: Namespace\nmetadata: { name: falco, labels: { pod-security.kubernetes.io/enforce: baseline } }\n'),
  }),
  slip('A policy of Kyverno demands limits that an Application does not set', 'policy-admits-tree', BLOG, MESHES, [], {
    ...more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: require-team-label }
spec:
  validationFailureAction: Enforce
  background: true
  rules:
    - name: team
      match: { any: [{ resources: { kinds: [Pod], namespaces: [blog-system] } }] }
      validate:
        message: Pods say to whom they belong
        pattern: { metadata: { labels: { team: '?*' } } }
`),
  }),
  slip('A policy of Kyverno reads the user while it looks at what is there', 'kyverno-policy-sound', BLOG, MESHES, [], {
    ...more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: protect-mysql }
spec:
  validationFailureAction: Audit
  rules:
    - name: by-argocd-only
      match: { any: [{ resources: { kinds: [Deployment], namespaces: [blog-system], names: [mysql] } }] }
      validate:
        message: Argo CD only
        deny:
          conditions:
            any:
              - { key: '{{ request.userInfo.username }}', operator: NotEquals, value: 'system:serviceaccount:argocd:argocd-application-controller' }
`),
  }),
  slip('A policy for pods looks into the template that only workloads have', 'kyverno-policy-sound', BLOG, MESHES, [], {
    ...more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: require-limits }
spec:
  validationFailureAction: Audit
  background: true
  rules:
    - name: limits
      match: { any: [{ resources: { kinds: [Pod], namespaces: [blog-system] } }] }
      validate:
        message: Limits are needed
        pattern: { spec: { template: { spec: { containers: [{ resources: { limits: { memory: '?*' } } }] } } } }
`),
  }),
  slip('A policy spares a namespace whose name has two letters swapped', 'kyverno-policy-sound', BLOG, MESHES, [], {
    ...more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: disallow-latest }
spec:
  validationFailureAction: Enforce
  background: true
  rules:
    - name: tag
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-sytem, istio-system, longhorn-system, falco, metallb-system, argocd] } }] }
      validate:
        message: A tag is needed
        pattern: { spec: { containers: [{ image: '!*:latest' }] } }
`),
  }),
  slip('Signatures are asked for of images by an owner who is spelt otherwise', 'kyverno-policy-sound', BLOG, MESHES, [], {
    ...more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: signed }
spec:
  validationFailureAction: Audit
  background: false
  webhookTimeoutSeconds: 30
  rules:
    - name: blog
      match: { any: [{ resources: { kinds: [Pod], namespaces: [blog-system] } }] }
      verifyImages:
        - imageReferences: ['ghcr.io/exmaple/*']
          attestors: [{ entries: [{ keyless: { subject: 'https://github.com/example/*', issuer: 'https://token.actions.githubusercontent.com', rekor: { url: 'https://rekor.sigstore.dev' } } }] }]
`),
  }),
  slip('A sealed Secret for a registry is opened as one of no kind', 'pull-secret-fits', BLOG, MESHES, [], {
    ...more(`apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: ghcr-secret, namespace: blog-system }
spec:
  encryptedData: { .dockerconfigjson: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq }
  template: { metadata: { name: ghcr-secret, namespace: blog-system } }
`),
  }),
  slip('The copies of a volume are a number where a text must stand', 'yaml-typed-value', BLOG, MESHES, [], {
    ...more(`apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: longhorn-two }
provisioner: driver.longhorn.io
allowVolumeExpansion: true
parameters: { numberOfReplicas: 2, staleReplicaTimeout: '30' }
`),
  }),
  slip(
    'A volume asks for a recurring job with a label that Longhorn does not read',
    'volume-jobs-read',
    BLOG,
    'services/blog-system/mysql/mysql.yaml',
    [
      [
        'metadata: { name: mysql-pvc, namespace: blog-system }',
        'metadata: { name: mysql-pvc, namespace: blog-system, labels: { recurring-job-group.longhorn.io/databases: enabled } }',
      ],
    ],
    {
      added: {
        'configs/platform/jobs.yaml': `apiVersion: longhorn.io/v1beta2
kind: RecurringJob
metadata: { name: nightly, namespace: longhorn-system }
spec: { name: nightly, task: backup, cron: '0 19 * * *', retain: 7, concurrency: 1, groups: [databases] }
`,
      },
    },
  ),
  slip('A recurring job does what Longhorn calls otherwise', 'schema-valid', BLOG, MESHES, [], {
    added: {
      'configs/platform/jobs.yaml': `apiVersion: longhorn.io/v1beta2
kind: RecurringJob
metadata: { name: nightly, namespace: longhorn-system }
spec: { name: nightly, task: snapshots, cron: '0 19 * * *', retain: 7, concurrency: 1, groups: [default] }
`,
    },
  }),
];
