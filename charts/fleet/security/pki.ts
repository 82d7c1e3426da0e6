import { KubeRole, KubeRoleBinding } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm as Algorithm,
  CertificateSpecPrivateKeyRotationPolicy as Rotation,
  CertificateSpecUsages as Usage,
  ClusterIssuer,
} from '../../../imports/cert-manager.io.ts';
import { ServiceAccount } from '../../../lib/constructs/service-account.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GLOBAL_SERVICES, VAULT_ISSUER } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';
import { CERT_MANAGER } from './peers.ts';
import { SERVER_CERTIFICATE } from './vault.ts';
import { authMount, VAULT_CA, VAULT_URL } from './vault-access.ts';

const SELF_SIGNED = 'selfsigned-bootstrap';
const BOOTSTRAP_CA = 'bootstrap-ca';

/** Account of cert-manager's own namespace with which the issuer logs in. */
export const ISSUER_ACCOUNT = { name: VAULT_ISSUER, namespace: CERT_MANAGER } as const;

/** Audience of the cluster's API server: of kubeadm's default issuer. */
const API_AUDIENCE = 'https://kubernetes.default.svc.cluster.local';

const GROUP = 'cert-manager.io';
const BOOTSTRAP = inWave(WAVE.bootstrapPki, { definedElsewhere: true });

/** Chosen: ten years and one before the end, for the copies on other clusters are put there by hand. */
const CA_LIFE = { duration: '87600h', renewBefore: '8760h' };
/** Chosen: Vault reads a renewed certificate only when it is told to (SIGHUP) or starts anew, so three years and half a year for it. */
const SERVER_LIFE = { duration: '26280h', renewBefore: '4380h' };

/** Phase 1 on every cluster; where Vault is, the authority and the certificate that it starts with (seed 004, ADR-004). */
export function firstPhase(scope: Construct): void {
  new ClusterIssuer(scope, 'SelfSigned', { metadata: { name: SELF_SIGNED, annotations: BOOTSTRAP }, spec: { selfSigned: {} } });
}

/** What Vault needs before there is a Vault that signs. */
export function vaultCertificates(scope: Construct, cluster: Cluster): void {
  const { name, namespace } = GLOBAL_SERVICES.vault;
  new Certificate(scope, 'BootstrapCa', {
    metadata: { name: VAULT_CA.name, namespace: VAULT_CA.namespace, annotations: BOOTSTRAP },
    spec: {
      ...CA_LIFE,
      secretName: VAULT_CA.name,
      isCa: true,
      commonName: `${cluster.fleet?.name ?? cluster.name} bootstrap CA`,
      issuerRef: { group: GROUP, kind: 'ClusterIssuer', name: SELF_SIGNED },
      // With the key of before, what was signed and copied before stays valid after a renewal.
      privateKey: { algorithm: Algorithm.ECDSA, size: 256, rotationPolicy: Rotation.NEVER },
    },
  });
  new ClusterIssuer(scope, 'BootstrapIssuer', {
    metadata: { name: BOOTSTRAP_CA, annotations: BOOTSTRAP },
    spec: { ca: { secretName: VAULT_CA.name } },
  });
  new Certificate(scope, 'VaultServer', {
    metadata: { name: SERVER_CERTIFICATE, namespace, annotations: BOOTSTRAP },
    spec: {
      ...SERVER_LIFE,
      secretName: SERVER_CERTIFICATE,
      dnsNames: [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`, 'localhost'],
      ipAddresses: ['127.0.0.1'], // the readiness probe and people in the pod
      usages: [Usage.SERVER_AUTH],
      issuerRef: { group: GROUP, kind: 'ClusterIssuer', name: BOOTSTRAP_CA },
      privateKey: { algorithm: Algorithm.ECDSA, size: 256, rotationPolicy: Rotation.ALWAYS },
    },
  });
}

/** Phase 2: everything that comes later is signed by Vault, to which each cluster logs in at a mount of its own. */
export function secondPhase(scope: Construct, cluster: Cluster): void {
  const { name, namespace } = ISSUER_ACCOUNT;
  new ServiceAccount(scope, 'IssuerAccount', ISSUER_ACCOUNT);
  new KubeRole(scope, 'IssuerTokens', {
    metadata: { name: `${name}-tokens`, namespace },
    rules: [{ apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: [name], verbs: ['create'] }],
  });
  new KubeRoleBinding(scope, 'IssuerTokensOfCertManager', {
    metadata: { name: `${name}-tokens`, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `${name}-tokens` },
    subjects: [{ kind: 'ServiceAccount', name: CERT_MANAGER, namespace }],
  });
  new ClusterIssuer(scope, 'VaultIssuer', {
    metadata: { name: VAULT_ISSUER, annotations: inWave(WAVE.vaultPki, { definedElsewhere: true }) },
    spec: {
      vault: {
        server: VAULT_URL,
        path: 'pki_int/sign/k8s-certs', // guide
        caBundleSecretRef: { name: VAULT_CA.name, key: VAULT_CA.key },
        auth: {
          kubernetes: {
            mountPath: `/v1/auth/${authMount(cluster)}`,
            role: 'cert-manager', // guide
            serviceAccountRef: { name, audiences: [API_AUDIENCE] }, // with which it may ask for its own review
          },
        },
      },
    },
  });
}
