import { mistake, object } from './apps.ts';
import { addon, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { kyverno, onClusters, upgrade, vaultLines, role, policy, store, thanosSecret, stack, velero } from './fleet-scripts-parts.ts';

/** Scripts that install three clusters from one machine, and set Vault up. */
export const fleetScripts: readonly Mistake[] = [
  mistake(
    'A loop over the clusters installs into the same one each time',
    'script-cluster-chosen',
    {
      'addons/install.sh': onClusters('for cluster in app1 app2; do', upgrade(''), 'done'),
      ...kyverno,
    },
    'addons/install.sh',
    [['--version 3.5.2', '--version 3.5.2 --kube-context "$cluster"']],
  ),
  mistake(
    'A script speaks to a context that is called otherwise where it is made',
    'script-cluster-chosen',
    {
      'shell/kubeconfig.sh': installs(
        'for cluster in mgmt app1 app2; do',
        '  multipass exec "$cluster-cp" -- sudo cat /etc/kubernetes/admin.conf > "$HOME/.kube/$cluster.yaml"',
        'done',
        'kubectl config rename-context kubernetes-admin@app1 app1',
        'kubectl config rename-context kubernetes-admin@app2 app2',
      ),
      'addons/install.sh': onClusters(upgrade(' --kube-context app-1'), upgrade(' --kube-context app2')),
      ...kyverno,
    },
    'addons/install.sh',
    [['--kube-context app-1', '--kube-context app1']],
  ),
  mistake(
    'Cilium joins a cluster with itself',
    'script-cluster-chosen',
    {
      'addons/mesh.sh': installs(
        'cilium clustermesh enable --context mgmt --service-type LoadBalancer',
        'cilium clustermesh enable --context app1 --service-type LoadBalancer',
        'cilium clustermesh connect --context mgmt --destination-context mgmt',
      ),
    },
    'addons/mesh.sh',
    [['--destination-context mgmt', '--destination-context app1']],
  ),
  mistake(
    'Clusters are joined before the mesh is enabled in one of them',
    'script-cluster-chosen',
    {
      'addons/mesh.sh': installs(
        'cilium clustermesh enable --context mgmt --service-type LoadBalancer',
        'cilium clustermesh connect --context mgmt --destination-context app1',
        'cilium clustermesh enable --context app1 --service-type LoadBalancer',
      ),
    },
    'addons/mesh.sh',
    [
      [
        'cilium clustermesh connect --context mgmt --destination-context app1\ncilium clustermesh enable --context app1 --service-type LoadBalancer',
        'cilium clustermesh enable --context app1 --service-type LoadBalancer\ncilium clustermesh connect --context mgmt --destination-context app1',
      ],
    ],
  ),
  mistake(
    'The log-in of one cluster in Vault asks the API server of another whether a token is good',
    'vault-policy-reads',
    {
      'addons/vault.sh': vaultLines(
        'vault auth enable -path=kubernetes-app1 kubernetes',
        'vault write auth/kubernetes-app1/config kubernetes_host=https://192.168.64.20:6443 token_reviewer_jwt=@app1.jwt kubernetes_ca_cert=@app1.crt',
        'vault auth enable -path=kubernetes-app2 kubernetes',
        'vault write auth/kubernetes-app2/config kubernetes_host=https://192.168.64.20:6443 token_reviewer_jwt=@app2.jwt kubernetes_ca_cert=@app2.crt',
      ),
    },
    'addons/vault.sh',
    [
      [
        'auth/kubernetes-app2/config kubernetes_host=https://192.168.64.20:6443',
        'auth/kubernetes-app2/config kubernetes_host=https://192.168.64.30:6443',
      ],
    ],
  ),
  mistake(
    'Vault keeps secrets in the first version of its store, External Secrets asks for the second',
    'vault-setup-agrees',
    {
      'addons/vault.sh': installs('export VAULT_ADDR=https://127.0.0.1:8200', 'vault secrets enable -path=secret kv'),
      'mgmt/store.yaml': store,
    },
    'addons/vault.sh',
    [['-path=secret kv', '-path=secret kv-v2']],
  ),
  mistake(
    'A policy of Vault forgets the "data" that the second version of its store has in every path',
    'vault-policy-reads',
    {
      'addons/vault.sh': vaultLines(
        'vault auth enable kubernetes',
        policy('external-secrets', 'path "secret/platform/*" { capabilities = ["read"] }'),
        role('external-secrets'),
      ),
      'mgmt/store.yaml': store,
    },
    'addons/vault.sh',
    [['"secret/platform/*"', '"secret/data/platform/*"']],
  ),
  mistake(
    'A role of Vault gives a policy that the script writes under another name',
    'vault-policy-reads',
    {
      'addons/vault.sh': vaultLines(
        'vault auth enable kubernetes',
        policy('external-secrets', 'path "secret/data/*" { capabilities = ["read"] }'),
        role('eso-read'),
      ),
      'mgmt/store.yaml': store,
    },
    'addons/vault.sh',
    [['policies=eso-read', 'policies=external-secrets']],
  ),
  mistake(
    'The policy of cert-manager allows to sign at another path than the issuer asks',
    'vault-policy-reads',
    {
      'addons/vault.sh': vaultLines(
        'vault auth enable kubernetes',
        'vault secrets enable -path=pki_int pki',
        'vault write pki_int/roles/k8s-certs allowed_domains=example.com allow_subdomains=true max_ttl=720h',
        policy('cert-manager', 'path "pki/sign/k8s-certs" { capabilities = ["create", "update"] }'),
        'vault write auth/kubernetes/role/cert-manager bound_service_account_names=vault-issuer bound_service_account_namespaces=cert-manager policies=cert-manager ttl=20m',
      ),
      'mgmt/issuer.yaml': documents(
        namespace('cert-manager'),
        object('v1', 'ServiceAccount', 'vault-issuer', 'cert-manager', 'automountServiceAccountToken: false'),
        object(
          'cert-manager.io/v1',
          'ClusterIssuer',
          'vault-issuer',
          '',
          `spec:
  vault:
    server: https://vault.example.com
    path: pki_int/sign/k8s-certs
    auth: { kubernetes: { role: cert-manager, mountPath: /v1/auth/kubernetes, serviceAccountRef: { name: vault-issuer } } }`,
        ),
      ),
    },
    'addons/vault.sh',
    [['"pki/sign/k8s-certs"', '"pki_int/sign/k8s-certs"']],
  ),
  mistake(
    'A script makes the Secret of Thanos under the name of the file, its reader wants another key',
    'secret-reference-exists',
    { 'addons/install.sh': thanosSecret('addons/thanos/objstore.yaml'), ...stack },
    'addons/install.sh',
    [['--from-file=addons', '--from-file=config.yaml=addons']],
  ),
  mistake(
    'A script makes the Secret of Thanos in another namespace than that of its reader',
    'secret-reference-exists',
    { 'addons/install.sh': thanosSecret('config.yaml=addons/thanos/objstore.yaml', 'thanos'), ...stack },
    'addons/install.sh',
    [['-n thanos', '-n monitoring']],
  ),
  mistake(
    'The credentials of Velero are made under another key than "cloud"',
    'secret-reference-exists',
    velero('credentials'),
    'addons/install.sh',
    [['--from-file=credentials=', '--from-file=cloud=']],
  ),
  mistake(
    'A script gives the namespace of the node exporter a standard that forbids it',
    'chart-needs-privileges',
    {
      'addons/install.sh': installs(
        'kubectl create namespace monitoring',
        'kubectl label namespace monitoring pod-security.kubernetes.io/enforce=baseline',
        release('prometheus', 'prometheus-community', 'kube-prometheus-stack', '69.3.1', 'monitoring'),
      ),
      'addons/values/prometheus.yaml': 'grafana: { enabled: false }\n',
    },
    'addons/install.sh',
    [['enforce=baseline', 'enforce=privileged']],
  ),
  mistake(
    'A script writes a level of pod security that there is not',
    'pod-security-effective',
    {
      'addons/install.sh': installs(
        'kubectl create namespace falco',
        'kubectl label namespace falco pod-security.kubernetes.io/enforce=privilaged',
        release('falco', 'falcosecurity', 'falco', '4.21.3', 'falco'),
      ),
      'addons/values/falco.yaml': 'driver: { kind: modern_ebpf }\n',
    },
    'addons/install.sh',
    [['enforce=privilaged', 'enforce=privileged']],
  ),
  mistake(
    'The snapshot of etcd is asked for without the certificates that etcd wants',
    'etcd-snapshot-commands',
    {
      'shell/etcd-backup.sh': installs(
        'SNAPSHOT="/var/backups/etcd-$(date +%F).db"',
        'ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:2379 snapshot save "$SNAPSHOT"',
      ),
    },
    'shell/etcd-backup.sh',
    [
      [
        'etcdctl --endpoints=https://127.0.0.1:2379',
        'etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key',
      ],
    ],
  ),
  mistake(
    'The keys with which Vault is opened lie in the repository',
    'no-literal-secret',
    {
      ...addon('vault', 'hashicorp', 'vault', '0.29.1', 'vault', 'injector: { enabled: false }\n'),
      'vault-init.json': JSON.stringify({
        unseal_keys_b64: ['3Zk9dV8mJxQw2nT7rYbLs5fHcPaGe1UoKi4NqXvBtRw='],
        unseal_shares: 1,
        unseal_threshold: 1,
        root_token: `hvs.CAESIJ8kQ2mVn5xYtRw7`,
      }),
    },
    'vault-init.json',
    [
      ['3Zk9dV8mJxQw2nT7rYbLs5fHcPaGe1UoKi4NqXvBtRw=', ''],
      ['hvs.CAESIJ8kQ2mVn5xYtRw7', ''],
    ],
  ),
  mistake(
    'The credentials for Harbor are made for its host without its port',
    'pull-secret-fits',
    {
      'addons/harbor.sh': installs(
        'kubectl create namespace app',
        'kubectl create secret docker-registry harbor-pull -n app --docker-server=harbor.local.dev --docker-username="$HARBOR_USER" --docker-password="$HARBOR_PASSWORD"',
      ),
      'app1/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      imagePullSecrets: [{ name: harbor-pull }]
      containers: [{ name: web, image: 'harbor.local.dev:8443/app/web:1.4.0' }]
`,
    },
    'addons/harbor.sh',
    [['--docker-server=harbor.local.dev', '--docker-server=harbor.local.dev:8443']],
  ),
];
