import { kube, ruleCases } from '../../testing.ts';
import { namedObjectExists } from './named-object-exists.ts';

const namespace = 'blog';
const store = kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault-backend' });
const secret = (secretStoreRef: object) => kube('external-secrets.io/v1/ExternalSecret', { namespace }, { spec: { secretStoreRef } });
const issuer = kube('cert-manager.io/v1/ClusterIssuer', { name: 'letsencrypt' });
const gateway = kube('gateway.networking.k8s.io/v1/Gateway', { namespace: 'infra', name: 'public' });
const route = (parent: object) => kube('gateway.networking.k8s.io/v1/HTTPRoute', { namespace }, { spec: { parentRefs: [parent] } });

const flux = (name: string, place: string, ...after: readonly string[]) =>
  kube(
    'kustomize.toolkit.fluxcd.io/v1/Kustomization',
    { name, namespace: place },
    { spec: { dependsOn: after.map((each) => ({ name: each })) } },
  );

ruleCases(namedObjectExists, {
  accepts: {
    'a store of the cluster': [store, secret({ name: 'vault-backend', kind: 'ClusterSecretStore' })],
    'a gateway of another namespace': [gateway, route({ name: 'public', namespace: 'infra' })],
    'a parent of another kind': [gateway, route({ name: 'web', kind: 'Service', group: '' })],
    'an issuer of another group': [
      issuer,
      kube(
        'cert-manager.io/v1/Certificate',
        { namespace },
        { spec: { issuerRef: { name: 'x', group: 'awspca.cert-manager.io', kind: 'AWSPCAIssuer' } } },
      ),
    ],
    'the source that Flux itself was started with': [
      kube('source.toolkit.fluxcd.io/v1/GitRepository', { namespace: 'apps', name: 'team' }),
      kube(
        'kustomize.toolkit.fluxcd.io/v1/Kustomization',
        { namespace: 'flux-system', name: 'tenants' },
        { spec: { sourceRef: { kind: 'GitRepository', name: 'flux-system' } } },
      ),
    ],
    'objects of operators that are there': [
      kube('kafka.strimzi.io/v1beta2/Kafka', { namespace, name: 'events' }),
      kube('kafka.strimzi.io/v1beta2/KafkaTopic', { namespace, name: 'orders', labels: { 'strimzi.io/cluster': 'events' } }),
      kube('postgresql.cnpg.io/v1/Cluster', { namespace, name: 'pg' }),
      kube('postgresql.cnpg.io/v1/ScheduledBackup', { namespace }, { spec: { cluster: { name: 'pg' } } }),
      kube('traefik.io/v1alpha1/Middleware', { namespace: 'traefik', name: 'https' }),
      kube(
        'traefik.io/v1alpha1/IngressRoute',
        { namespace },
        { spec: { routes: [{ middlewares: [{ name: 'https', namespace: 'traefik' }] }, {}] } },
      ),
    ],
    'an issuer by annotation': [
      issuer,
      kube('networking.k8s.io/v1/Ingress', { namespace, annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } }),
    ],
  },
  refuses: {
    'a store of the cluster without its kind, where a chart fills the namespace': {
      given: [
        store,
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'grafana' },
          { spec: { source: { chart: 'grafana' }, destination: { server: 'https://kubernetes.default.svc', namespace } } },
        ),
        secret({ name: 'vault-backend' }),
      ],
      says: 'there is no SecretStore blog/vault-backend',
      fix: 'There is a ClusterSecretStore of this name: write kind: ClusterSecretStore.',
    },
    'a store of the namespace where one of the cluster is meant': {
      given: [store, kube('external-secrets.io/v1/SecretStore', { namespace, name: 'vault-backnd' }), secret({ name: 'vault-backend' })],
      says: 'there is no SecretStore blog/vault-backend',
      fix: 'There is a ClusterSecretStore of this name: write kind: ClusterSecretStore.',
    },
    'a topic of another Kafka': {
      given: [
        kube('kafka.strimzi.io/v1beta2/Kafka', { namespace, name: 'events' }),
        kube('kafka.strimzi.io/v1beta2/KafkaTopic', { namespace, name: 'orders', labels: { 'strimzi.io/cluster': 'event' } }),
      ],
      says: 'there is no Kafka blog/event',
      fix: 'Did you mean "events"?',
    },
    'a middleware without its namespace': {
      given: [
        kube('traefik.io/v1alpha1/Middleware', { namespace: 'traefik', name: 'https' }),
        kube('traefik.io/v1alpha1/IngressRoute', { namespace }, { spec: { routes: [{}, { middlewares: [{ name: 'https' }] }] } }),
      ],
      says: 'there is no Middleware blog/https',
      fix: 'There is one in "traefik": name that namespace, or make one here.',
    },
    'a backup of another database': {
      given: [
        kube('postgresql.cnpg.io/v1/Cluster', { namespace, name: 'pg' }),
        kube('postgresql.cnpg.io/v1/ScheduledBackup', { namespace }, { spec: { cluster: { name: 'postgres' } } }),
      ],
      says: 'there is no Cluster blog/postgres',
    },
    'a folder of Flux that waits for one of another namespace, and for one with a slip': {
      given: [
        flux('infra', 'platform'),
        flux('apps', 'flux-system'),
        flux('web', 'flux-system', 'infra'),
        flux('jobs', 'flux-system', 'app'),
      ],
      says: ['there is no Kustomization flux-system/app', 'there is no Kustomization flux-system/infra'],
      fix: 'Did you mean "apps"?',
    },
    'a gateway without its namespace': {
      given: [gateway, route({ name: 'public' })],
      says: 'there is no Gateway blog/public',
      fix: 'There is one in "infra": name that namespace, or make one here.',
    },
    'an issuer with a slip': {
      given: [issuer, kube('networking.k8s.io/v1/Ingress', { namespace, annotations: { 'cert-manager.io/cluster-issuer': 'letsencypt' } })],
      says: 'there is no ClusterIssuer letsencypt',
      fix: 'Did you mean "letsencrypt"?',
    },
    'a pool with a slip in a namespace that a chart fills': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          {},
          { spec: { source: { chart: 'metallb', repoURL: 'https://x.example' }, destination: { namespace } } },
        ),
        kube('metallb.io/v1beta1/IPAddressPool', { namespace, name: 'default-pool' }),
        kube('metallb.io/v1beta1/L2Advertisement', { namespace }, { spec: { ipAddressPools: ['default'] } }),
      ],
      says: 'there is no IPAddressPool blog/default',
      fix: 'Did you mean "default-pool"?',
    },
    'a pool with a slip': {
      given: [
        kube('metallb.io/v1beta1/IPAddressPool', { namespace, name: 'default-pool' }),
        kube('metallb.io/v1beta1/L2Advertisement', { namespace }, { spec: { ipAddressPools: ['default-pol'] } }),
      ],
      says: 'there is no IPAddressPool blog/default-pol',
      fix: 'Did you mean "default-pool"?',
    },
  },
});
