import { kube, ruleCases } from '../../testing.ts';
import { externalSecretReads } from './external-secret-reads.ts';

const store = (conditions: readonly object[] = [], version = 'v2') =>
  kube(
    'external-secrets.io/v1/ClusterSecretStore',
    { name: 'vault' },
    { spec: { conditions, provider: { vault: { path: 'secret', version, server: 'https://v' } } } },
  );
const secret = (key: string, template?: object, secretKey = 'config') =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 's', namespace: 'monitoring' },
    {
      spec: {
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: template === undefined ? {} : { template },
        data: [{ secretKey, remoteRef: { key } }],
      },
    },
  );
const labelled = kube('v1/Namespace', { name: 'monitoring', labels: { team: 'sight' } });
const docker = 'kubernetes.io/dockerconfigjson';

ruleCases(externalSecretReads, {
  accepts: {
    'an open store': [store(), secret('apps/a')],
    'a store that lists the namespace': [store([{ namespaces: ['monitoring'] }]), secret('apps/a')],
    'a store that selects it': [labelled, store([{ namespaceSelector: { matchLabels: { team: 'sight' } } }]), secret('apps/a')],
    'a store that matches its name': [store([{ namespaceRegexes: ['^mon'] }]), secret('apps/a')],
    'a path in the first version': [store([], 'v1'), secret('data/a')],
    'the whole path, which the operator cuts off': [store(), secret('secret/data/apps/a')],
    'a login of a registry': [store(), secret('a', { type: docker, data: { '.dockerconfigjson': '{{ .config }}' } })],
    'a login that is fetched under its key': [store(), secret('a', { type: docker }, '.dockerconfigjson')],
  },
  refuses: {
    'a path below another place of secrets': {
      given: [store(), secret('kv/apps/a')],
      says: 'kv/apps/a begins with kv, and the store reads below secret',
      fix: 'Write apps/a, or name a store of kv.',
    },
    'a store for others': {
      given: [store([{ namespaces: ['argocd', 'vault'] }]), secret('apps/a')],
      says: 'the store vault is not open to monitoring, but to argocd, vault',
    },
    'a store that selects others': {
      given: [labelled, store([{ namespaceSelector: { matchLabels: { team: 'shop' } } }]), secret('apps/a')],
      says: 'the store vault is not open to monitoring',
    },
    'a path with data': {
      given: [store(), secret('data/apps/a')],
      says: 'data/apps/a is asked for at secret/data/data/apps/a: the store adds "data" itself',
      fix: 'Write apps/a.',
    },
    'a login under another key': {
      given: [store(), secret('a', { type: docker, data: { 'config.json': '{{ .config }}' } })],
      says: `a Secret of type ${docker} has .dockerconfigjson, and this one gets config.json`,
    },
    'a certificate without its key': {
      given: [store(), secret('a', { type: 'kubernetes.io/tls', data: { 'tls.crt': '{{ .config }}' } })],
      says: 'a Secret of type kubernetes.io/tls has tls.key, and this one gets tls.crt',
    },
  },
});
