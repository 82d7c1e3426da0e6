import { mistake } from './apps.ts';
import {
  fetches,
  fetching,
  guarded,
  installed,
  migrated,
  OWNED,
  password,
  updatedChart,
  vaultLogin,
  watching,
  wrapping,
} from './asked-delivery-parts.ts';
import { falco, sso } from './fleet2-delivery-parts.ts';
import { member, raft, RAFT } from './fleet2-vault-parts.ts';
import type { Mistake, Tree } from './mistake.ts';

const SECRETS = 'app1/secrets.yaml';
const REPLICAS = '    replicas: 3\n';
const SEAL = `    config: |
      seal "transit" {
        address    = "https://seal.example.com:8200"
        key_name   = "autounseal"
        mount_path = "transit/"
      }
`;
const fields = "name: repo\ntemplate:\n  data:\n    url: https://github.com/example/gitops.git\n    password: '{{ .password }}'\n";
function repository(target: string): string {
  return fetching('repo', target + OWNED, '- { secretKey: password, remoteRef: { key: platform/git, property: password } }\n');
}

function authority(target: string): string {
  return fetching('db-ca', target, '- { secretKey: ca.crt, remoteRef: { key: app/ca, property: crt } }\n');
}

function brought(files: string): Tree {
  return falco(`falco: { rules_files: [${files}] }
falcoctl:
  config:
    artifact:
      install: { refs: [falco-rules:4, falco-incubating-rules:4] }
      follow: { refs: [falco-rules:4, falco-incubating-rules:4] }
`);
}

/** What people asked others about: Argo CD, Vault, Kyverno and Falco of three clusters. */
export const askedDeliveryFleet: readonly Mistake[] = [
  mistake(
    'The log-in of Argo CD asks for its groups under a key of another program',
    'helm-values-work',
    { 'mgmt/argocd.yaml': sso('$oidc.keycloak.clientSecret').replace('requestedScopes:', 'scopes:') },
    'mgmt/argocd.yaml',
    [['scopes:', 'requestedScopes:']],
    { says: 'requestedScopes' },
  ),
  mistake(
    'The account of a program is a hook that is deleted once it has succeeded',
    'hook-lasts',
    {
      'apps/shop.yaml': installed('shop'),
      'shop/api.yaml': migrated(
        ', annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded }',
      ),
    },
    'shop/api.yaml',
    [[', annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded }', '']],
  ),
  mistake(
    'The updater of images is given a tag where it asks for a key',
    'image-updater-writes',
    updatedChart('develop'),
    'apps/web.yaml',
    [['image-tag: develop', 'image-tag: image.tag']],
  ),
  mistake(
    'A template of a Secret has its address in base64',
    'secret-encoded-once',
    fetches(repository(fields.replace('https://github.com/example/gitops.git', 'aHR0cHM6Ly9naXRodWIuY29tL2V4YW1wbGUvZ2l0b3BzLmdpdA=='))),
    SECRETS,
    [['aHR0cHM6Ly9naXRodWIuY29tL2V4YW1wbGUvZ2l0b3BzLmdpdA==', 'https://github.com/example/gitops.git']],
  ),
  mistake(
    'A template of a Secret leaves out what is fetched for it',
    'secret-template-filled',
    fetches(repository(fields.replace("    password: '{{ .password }}'\n", ''))),
    SECRETS,
    [['gitops.git\n', "gitops.git\n        password: '{{ .password }}'\n"]],
  ),
  mistake(
    'A certificate is merged into the Secret that another ExternalSecret owns',
    'external-secret-owner',
    fetches(password('app/db'), authority('name: db\ncreationPolicy: Merge\n')),
    SECRETS,
    [['    name: db\n    creationPolicy: Merge', '    name: db-ca\n    creationPolicy: Owner']],
  ),
  mistake(
    'The seal of Vault stands in the configuration of another storage',
    'helm-values-work',
    { ...raft(member), [RAFT]: (raft(member)[RAFT] ?? '').replace(REPLICAS, REPLICAS + SEAL) },
    RAFT,
    [[SEAL, '']],
    { says: 'seal "transit"' },
  ),
  mistake(
    'Falco is brought rules that it is not told to load',
    'helm-values-work',
    brought('/etc/falco/falco_rules.yaml, /etc/falco/rules.d'),
    'addons/values/falco.yaml',
    [['falco_rules.yaml, ', 'falco_rules.yaml, /etc/falco/falco-incubating_rules.yaml, ']],
    { says: 'falco-incubating-rules' },
  ),
  mistake('Kyverno stands in the namespace of what it is to guard', 'kyverno-stands-apart', guarded('app', ''), 'addons/install.sh', [
    ['-n app ', '-n kyverno '],
  ]),
  mistake(
    'A policy excepts the kind that it is about',
    'policy-acts',
    guarded('kyverno', '{ any: [{ resources: { kinds: [Pod] } }] }'),
    'app1/policies.yaml',
    [['exclude: { any: [{ resources: { kinds: [Pod] } }] }', 'exclude: { any: [{ resources: { namespaces: [falco] } }] }']],
    { says: 'leaves out all' },
  ),
  mistake(
    'An exception of a policy has a field that its filter does not know',
    'schema-unknown-field',
    guarded('kyverno', '{ any: [{ resources: { label: { selector: { matchLabels: { app: agent } } } } }] }'),
    'app1/policies.yaml',
    [['{ label: { selector: { matchLabels: { app: agent } } } }', '{ selector: { matchLabels: { app: agent } } }']],
    { missed: 'a field that resembles none may belong to a newer release of the definition: it is a remark only' },
  ),
  mistake(
    'A suffix renames the ConfigMap that an option names',
    'kustomization-name-reference',
    watching('nameSuffix: -blue\n'),
    'shop/kustomization.yaml',
    [['nameSuffix: -blue\n', '']],
  ),
  mistake(
    'The condition of a dependency is another than the values answer',
    'chart-switch-read',
    wrapping(', condition: cache.enabled'),
    'charts/cache/Chart.yaml',
    [['condition: cache.enabled', 'condition: redis.enabled']],
  ),
  mistake(
    'Vault asks the API server of a cluster without TLS',
    'api-server-encrypted',
    vaultLogin('http://192.168.64.20:6443'),
    'terraform/vault/main.tf',
    [['http://192.168', 'https://192.168']],
  ),
];
