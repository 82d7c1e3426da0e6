import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { vaultSetupAgrees } from './vault-setup-agrees.ts';

const script = (...lines: string[]) =>
  inFile('vault/setup.sh', documentObject('Script', 'vault/setup', { text: ['#!/bin/sh', 'set -e', ...lines].join('\n') }));
const login = (mount: string, role: string, accounts: string, namespaces: string) => [
  `vault auth enable -path=${mount} kubernetes`,
  `kubectl exec -n vault vault-0 -- vault write auth/${mount}/role/${role} bound_service_account_names=${accounts} bound_service_account_namespaces=${namespaces} ttl=1h`,
];
const store = (mountPath: string, about: object = {}) =>
  kube(
    'external-secrets.io/v1/ClusterSecretStore',
    { name: 'vault' },
    {
      spec: {
        provider: {
          vault: {
            server: 'https://vault.vault.svc:8200',
            path: 'secret',
            version: 'v2',
            auth: { kubernetes: { mountPath, role: 'eso', serviceAccountRef: { name: 'eso', namespace: 'external-secrets' } } },
            ...about,
          },
        },
      },
    },
  );
const issuer = (path: string) =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    { name: 'vault' },
    {
      spec: {
        vault: {
          server: 'https://v',
          path,
          auth: { kubernetes: { role: 'cm', mountPath: '/v1/auth/kubernetes', serviceAccountRef: { name: 'issuer' } } },
        },
      },
    },
  );

ruleCases(vaultSetupAgrees, {
  accepts: {
    'what the script sets up': [
      script(...login('k8s', 'eso', 'eso', 'external-secrets'), 'vault secrets enable -path=secret kv-v2'),
      store('k8s'),
    ],
    'a mount of the usual name': [script('vault auth enable kubernetes'), store('kubernetes')],
    'a mount in a variable': [
      script('vault auth enable -path=kubernetes-$CLUSTER kubernetes', 'vault auth enable -path=other kubernetes'),
      store('kubernetes-app1'),
    ],
    'a role for everybody': [script(...login('k8s', 'eso', '*', 'external-secrets,cert-manager')), store('k8s')],
    'version 2 by its option': [script('vault secrets enable -path=secret -version=2 kv'), store('k8s')],
    'no script at all': [store('k8s')],
    'a signing role of the script': [
      script('vault secrets enable -path=pki_int pki', 'vault write pki_int/roles/certs allow_any_name=true'),
      issuer('pki_int/sign/certs'),
    ],
    'other work with Vault': [script('vault kv put secret/db password=@file', 'vault status'), store('k8s')],
  },
  refuses: {
    'another mount': {
      given: [script(...login('kubernetes/app1', 'eso', 'eso', 'external-secrets')), store('kubernetes-app1')],
      says: 'the log-in is at kubernetes-app1, and vault/setup.sh sets up kubernetes/app1',
      fix: 'Write the same here and in vault/setup.sh.',
    },
    'another role': {
      given: [script(...login('k8s', 'external-secrets', 'eso', 'external-secrets')), store('k8s')],
      says: 'there is no role eso at k8s, vault/setup.sh makes external-secrets',
    },
    'an account that the role does not admit': {
      given: [script(...login('k8s', 'eso', 'vault', 'external-secrets')), store('k8s')],
      says: 'role eso admits account vault, not eso',
    },
    'a namespace that the role does not admit': {
      given: [script(...login('k8s', 'eso', 'eso', 'eso-system')), store('k8s')],
      says: 'role eso admits accounts of namespace eso-system, not of external-secrets',
    },
    'secrets under another path': {
      given: [script('vault secrets enable -path=kv kv-v2'), store('k8s')],
      says: 'secrets are read from secret, and vault/setup.sh sets up kv',
    },
    'secrets of another version': {
      given: [script('vault secrets enable -path=secret kv'), store('k8s')],
      says: 'secret is read as version v2, and vault/setup.sh sets it up as v1',
    },
    'a signing role under another name': {
      given: [
        script('vault secrets enable -path=pki_int pki', 'vault write pki_int/roles/kubernetes allow_any_name=true'),
        issuer('pki_int/sign/k8s'),
      ],
      says: 'there is no role k8s at pki_int, vault/setup.sh makes kubernetes',
    },
    'an authority at another mount': {
      given: [script('vault secrets enable pki'), issuer('pki_int/sign/k8s')],
      says: 'certificates are signed at pki_int, and vault/setup.sh sets up pki',
    },
  },
});
