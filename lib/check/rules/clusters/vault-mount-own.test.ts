import { inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { vaultMountOwn } from './vault-mount-own.ts';

const VAULT = 'https://vault.acme.io:8200';
const store = (mountPath: string, server = VAULT): ReturnType<typeof kube> =>
  kube(
    'external-secrets.io/v1/ClusterSecretStore',
    { name: 'vault' },
    { spec: { provider: { vault: { server, auth: { kubernetes: { mountPath, role: 'eso' } } } } } },
  );
const issuer = (mountPath: string): ReturnType<typeof kube> =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    { name: 'vault' },
    { spec: { vault: { server: VAULT, auth: { kubernetes: { mountPath, role: 'pki' } } } } },
  );
const LOCAL = 'http://vault.vault.svc:8200';

ruleCases(vaultMountOwn, {
  accepts: {
    'a mount for each cluster': [
      ...inCluster('a', store('kubernetes-a'), issuer('/v1/auth/kubernetes-a')),
      ...inCluster('b', store('kubernetes-b'), issuer('/v1/auth/kubernetes-b')),
    ],
    'a Vault in each cluster': ['a', 'b'].flatMap((cluster) =>
      inCluster(cluster, store('kubernetes', LOCAL), service({ name: 'vault', namespace: 'vault', selector: { app: 'vault' } })),
    ),
    'another log-in': [
      kube(
        'cert-manager.io/v1/ClusterIssuer',
        { name: 'vault' },
        { spec: { vault: { server: VAULT, auth: { appRole: { path: 'approle' } } } } },
      ),
    ],
    'stores of namespaces, which are stages of one cluster': ['dev', 'prod'].flatMap((stage) =>
      inCluster(
        stage,
        kube(
          'external-secrets.io/v1/SecretStore',
          { name: 'vault', namespace: stage },
          { spec: { provider: { vault: { server: VAULT, auth: { kubernetes: { mountPath: 'kubernetes' } } } } } },
        ),
      ),
    ),
  },
  refuses: {
    'one mount for two clusters': {
      given: [...inCluster('a', store('kubernetes')), ...inCluster('b', store('kubernetes'))],
      says: `mount kubernetes of ${VAULT} is that of ClusterSecretStore vault of a, too`,
    },
    'one mount through stubs that lead to another cluster': {
      given: ['a', 'b'].flatMap((cluster) =>
        inCluster(cluster, store('kubernetes', LOCAL), service({ name: 'vault', namespace: 'vault' })),
      ),
      says: `mount kubernetes of ${LOCAL} is that of ClusterSecretStore vault of a, too`,
    },
    'a name where cert-manager wants a path': {
      given: [issuer('kubernetes-app1')],
      says: "mountPath kubernetes-app1 is no path of Vault's API: cert-manager wants /v1/auth/kubernetes-app1",
    },
    'a path where External Secrets wants a name': {
      given: [store('/v1/auth/kubernetes')],
      says: 'mountPath /v1/auth/kubernetes is a path: External Secrets wants the name of the mount, kubernetes',
    },
  },
});
