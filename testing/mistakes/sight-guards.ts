import { BLOG, MESHES } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';
import { mending } from './pieces.ts';

const FALCO = 'charts/falco/values.yaml';
const MORE = 'configs/platform/more.yaml';
function more(text: string, rest: Pick<Mistake, 'partly' | 'says'> = {}): { readonly added: Tree } & Pick<Mistake, 'partly' | 'says'> {
  return { added: { [MORE]: text }, ...rest };
}

/** What guards a blog and its secrets, as it goes wrong between two files. */
export const sightGuards: readonly Mistake[] = [
  slip('The rules of ones own lie in a folder that Falco is not told to read', 'helm-values-work', BLOG, FALCO, [
    [
      'rules_files: [/etc/falco/falco_rules.yaml, /etc/falco/rules.d]',
      'rules_files: [/etc/falco/falco_rules.yaml, /etc/falco/falco_rules.local.yaml]',
    ],
  ]),
  slip('A condition compares a name with a list', 'falco-rules-valid', BLOG, FALCO, [
    ['proc.name in (bash, sh)', 'proc.name = (bash, sh)'],
  ]),
  slip('A condition uses a macro that its rules do not have', 'falco-rules-valid', BLOG, FALCO, [
    [
      '      - rule: Java Process Spawning Shell\n',
      `      - rule: Package Manager in Container
        desc: Packages are installed at run time
        condition: spawned_process and container and package_mgmt_process
        output: Packages (command=%proc.cmdline pod=%k8s.pod.name)
        priority: WARNING
      - rule: Java Process Spawning Shell
`,
    ],
  ]),
  slip('An exception of a rule has fewer values than fields', 'falco-rules-valid', BLOG, FALCO, [
    [
      '        priority: CRITICAL\n',
      `        priority: CRITICAL
        exceptions:
          - name: known_scripts
            fields: [proc.name, k8s.ns.name]
            comps: [=, =]
            values: [[bash]]
`,
    ],
  ]),
  slip('A rule of Falco is lengthened by words that do not begin with a joining one', 'falco-rules-valid', BLOG, FALCO, [
    [
      '        tags: [container, mitre_execution]\n',
      `        tags: [container, mitre_execution]
      - rule: Terminal shell in container
        condition: k8s.ns.name != "argocd"
        override: { condition: append }
`,
    ],
  ]),
  slip('The Secret of Falcosidekick is made with a key that is no variable of it', 'secret-variables-known', BLOG, FALCO, [], {
    added: mending(BLOG, 'docs/secrets.md', [
      'kubectl create secret docker-registry',
      'kubectl create secret generic falcosidekick-slack -n falco --from-literal=webhook="$URL"\nkubectl create secret docker-registry',
    ]),
  }),
  slip('Talon waits for a namespace in fields that are one text', 'talon-rules-work', BLOG, FALCO, [
    [
      '          rules: [Java Process Spawning Shell]\n',
      '          rules: [Java Process Spawning Shell]\n          output_fields: k8s.ns.name=blog-system\n',
    ],
  ]),
  slip(
    'An exception of Kyverno names a rule in the plural',
    'policy-exception-fits',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: require-team }
spec:
  validationFailureAction: Enforce
  background: true
  rules:
    - name: team
      match: { any: [{ resources: { kinds: [Pod], namespaces: [blog-system] } }] }
      exclude: { any: [{ resources: { selector: { matchLabels: { app: '?*' } } } }] }
      validate:
        message: Pods say to whom they belong
        pattern: { metadata: { labels: { team: '?*' } } }
---
apiVersion: kyverno.io/v2
kind: PolicyException
metadata: { name: mysql, namespace: blog-system }
spec:
  exceptions: [{ policyName: require-team, ruleNames: [teams] }]
  match: { any: [{ resources: { kinds: [Pod, Deployment], namespaces: [blog-system], names: [mysql*] } }] }
`),
  ),
  slip(
    'A copy of a pull secret is made from a namespace that does not have it',
    'secret-reference-exists',
    BLOG,
    MESHES,
    [],
    more(
      `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: copy-ghcr }
spec:
  rules:
    - name: copy
      match: { any: [{ resources: { kinds: [Namespace] } }] }
      generate:
        apiVersion: v1
        kind: Secret
        name: ghcr-secret
        namespace: '{{ request.object.metadata.name }}'
        synchronize: true
        clone: { namespace: default, name: ghcr-secret }
`,
      { partly: true, says: 'default/ghcr-secret' },
    ),
  ),
  slip(
    'A sealed Secret got another name after it was sealed',
    'sealed-secret-opens',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: aws-s3-credentials, namespace: blog-system }
spec:
  encryptedData: { access-key: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq, secret-key: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEr, region: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEs }
  template: { metadata: { name: aws-s3, namespace: blog-system } }
`),
  ),
  slip(
    'A sealed Secret holds what is coded only',
    'sealed-secret-opens',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: grafana-admin, namespace: monitoring }
spec:
  encryptedData: { password: YmxvZy1hZG1pbi0yMDI2 }
  template: { metadata: { name: grafana-admin, namespace: monitoring } }
`),
  ),
  slip(
    'A Secret from outside adds to one that nobody makes',
    'secret-reference-exists',
    BLOG,
    MESHES,
    [],
    more(
      `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: grafana-admin, namespace: monitoring }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: aws }
  target: { name: grafana-admin, creationPolicy: Merge }
  data: [{ secretKey: password, remoteRef: { key: blog/grafana, property: password } }]
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: aws }
spec:
  provider:
    aws: { service: SecretsManager, region: ap-northeast-2, auth: { secretRef: { accessKeyIDSecretRef: { name: aws, key: id, namespace: external-secrets }, secretAccessKeySecretRef: { name: aws, key: key, namespace: external-secrets } } } }
`,
      { partly: true, says: 'grafana-admin' },
    ),
  ),
];
