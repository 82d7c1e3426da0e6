import { KubeClusterRoleBinding } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import {
  ClusterSecretStore,
  ClusterSecretStoreSpecProviderVaultCaProviderType as CaType,
  ClusterSecretStoreSpecProviderVaultVersion as KvVersion,
} from '../../../imports/external-secrets.io.ts';
import { ServiceAccount } from '../../../lib/constructs/service-account.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { VAULT_STORE } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';
import { EXTERNAL_SECRETS, isManagement } from './peers.ts';
import { ISSUER_ACCOUNT } from './pki.ts';
import { authMount, VAULT_CA, VAULT_URL } from './vault-access.ts';

/** Account with which External Secrets logs in. */
const READER_ACCOUNT = { name: 'vault-reader', namespace: EXTERNAL_SECRETS } as const;

/** The way of every cluster to Vault's entries (seed 004, section 13). */
export function secretStoreObjects(scope: Construct, cluster: Cluster): void {
  new ServiceAccount(scope, 'ReaderAccount', READER_ACCOUNT);
  if (!isManagement(cluster)) reviewedByThemselves(scope);
  new ClusterSecretStore(scope, 'Store', {
    metadata: { name: VAULT_STORE, annotations: inWave(WAVE.secrets, { definedElsewhere: true }) },
    spec: {
      provider: {
        vault: {
          server: VAULT_URL,
          path: 'secret', // guide
          version: KvVersion.V2,
          caProvider: { type: CaType.SECRET, ...VAULT_CA },
          auth: {
            kubernetes: {
              mountPath: authMount(cluster),
              role: 'external-secrets', // guide
              serviceAccountRef: { ...READER_ACCOUNT },
            },
          },
        },
      },
    },
  });
}

/**
 * Vault runs on another cluster and has no account here: it asks this API server about a token with that very token, so its
 * owners may ask for reviews. No token lives longer than one log-in, and none is carried to Vault by hand.
 * @see https://developer.hashicorp.com/vault/docs/auth/kubernetes#use-the-vault-client-s-jwt-as-the-reviewer-jwt
 */
function reviewedByThemselves(scope: Construct): void {
  new KubeClusterRoleBinding(scope, 'TokenReview', {
    metadata: { name: 'vault-token-review' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
    subjects: [READER_ACCOUNT, ISSUER_ACCOUNT].map((account) => ({ kind: 'ServiceAccount', ...account })),
  });
}
