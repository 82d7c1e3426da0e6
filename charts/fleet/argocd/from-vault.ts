import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { VaultSecret, type VaultSecretProps } from '../../../lib/constructs/vault-secret.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { apiServerUrl } from '../base/published-inventory.ts';
import { VAULT_STORE } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';

/** Labels by which the generator of trees finds the clusters that are to have one (seed 004, 4.2). */
export const CLUSTER_LABELS = { role: 'cluster-role', name: 'cluster-name' } as const;
export const APP_CLUSTER = 'app';

const SECRET_TYPE = 'argocd.argoproj.io/secret-type';

/** What Argo CD knows and Git may not (seed 004, 4.3). */
export function argoCdSecrets(scope: Construct, cluster: Cluster): void {
  for (const other of cluster.fleet?.others ?? []) registration(scope, other);
  fromVault(scope, 'k8s-manifests', {
    path: 'argocd/repository',
    keys: ['username', 'password'],
    template: {
      labels: { [SECRET_TYPE]: 'repository' },
      data: {
        type: 'git',
        url: cluster.repository('manifests').url,
        username: '{{ .username }}',
        password: '{{ .password }}',
      },
    },
  });
  fromVault(scope, 'argocd-secret', {
    path: 'argocd/server',
    keys: ['adminPasswordHash', 'adminPasswordMtime', 'serverSecretKey'],
    template: {
      labels: { 'app.kubernetes.io/part-of': 'argocd' }, // Argo CD reads Secrets with this label only
      data: {
        'admin.password': '{{ .adminPasswordHash }}',
        'admin.passwordMtime': '{{ .adminPasswordMtime }}',
        'server.secretkey': '{{ .serverSecretKey }}',
      },
    },
  });
}

/** Tells Argo CD of a cluster: by the address of its node, for Argo CD must reach it before the mesh works. */
function registration(scope: Construct, target: Cluster): void {
  const { name } = target;
  const config = { bearerToken: '{{ .token }}', tlsClientConfig: { insecure: false, caData: '{{ .ca | b64enc }}' } };
  fromVault(scope, `cluster-${name}`, {
    path: `registration/${name}`,
    keys: ['token', 'ca'],
    template: {
      labels: { [SECRET_TYPE]: 'cluster', [CLUSTER_LABELS.role]: APP_CLUSTER, [CLUSTER_LABELS.name]: name },
      data: { name, server: apiServerUrl(target), config: JSON.stringify(config) },
    },
  });
}

function fromVault(scope: Construct, name: string, props: Pick<VaultSecretProps, 'path' | 'keys' | 'template'>): void {
  new VaultSecret(scope, `Secret-${name}`, {
    ...props,
    name,
    namespace: ARGOCD_NAMESPACE,
    store: VAULT_STORE,
    annotations: inWave(WAVE.secrets, { definedElsewhere: true }),
  });
}
