import { documentKind } from './document.ts';
import { fieldsAt, itemsAt, textAt } from './read.ts';
import { nearName } from './reference.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A ConfigMap or Secret that exists or will; its keys where they are known. */
export interface ConfigSource {
  readonly keys: readonly string[] | undefined;
}

type Kind = 'ConfigMap' | 'Secret';

/** ConfigMaps and Secrets by `namespace/name`: written out, expected by the inventory, or made by an operator from another object. */
export function configSources(world: World, kind: Kind): ReadonlyMap<string, ConfigSource> {
  return world.once(`sources of ${kind}`, () => {
    const found = new Map<string, ConfigSource>();
    const put = (namespace: string, name: string, keys?: readonly string[]): void => void found.set(`${namespace}/${name}`, { keys });
    for (const { object } of world.ofKind(`v1/${kind}`)) {
      // What a chart is known to make may be known by name only.
      const keys = ['data', 'binaryData', 'stringData'].flatMap((list) => Object.keys(fieldsAt(object, list)));
      put(object.metadata.namespace ?? '', object.metadata.name, keys.length === 0 ? undefined : keys);
    }
    if (kind === 'Secret') {
      for (const { namespace, name, keys } of world.facts.secrets ?? []) put(namespace, name, keys);
      for (const [makerKind, made] of MAKERS) {
        for (const maker of world.ofKind(makerKind)) put(maker.object.metadata.namespace ?? '', ...made(maker));
      }
      for (const { object } of world.ofKind('postgresql.cnpg.io/v1/Cluster')) {
        for (const part of ['app', 'superuser', 'ca', 'server', 'replication'])
          put(object.metadata.namespace ?? '', `${object.metadata.name}-${part}`);
      }
      for (const { object } of world.ofKind('secrets-store.csi.x-k8s.io/v1/SecretProviderClass')) {
        for (const made of itemsAt(object, 'spec.secretObjects')) {
          const keys = itemsAt(made, 'data').flatMap((each) => textAt(each, 'key') ?? []);
          put(object.metadata.namespace ?? '', textAt(made, 'secretName') ?? '', keys);
        }
      }
      for (const { object } of world.ofKind(documentKind('Script'))) {
        for (const [, name = '', rest = ''] of (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ').matchAll(CREATED)) {
          put(/(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)/.exec(rest)?.[1] ?? '', name);
        }
      }
    }
    return found;
  });
}

/** `kubectl create secret generic NAME … -n NAMESPACE` */
const CREATED = /\bkubectl\b[^\n|;&]*?\bcreate\s+secret\s+(?:generic|tls|docker-registry)\s+([a-z0-9][a-z0-9.-]*)([^\n|;&]*)/g;

type Made = (maker: WorldObject) => [name: string, keys?: readonly string[] | undefined];

/** Objects from which an operator makes a Secret. */
const MAKERS: readonly (readonly [kind: string, made: Made])[] = [
  [
    'external-secrets.io/v1/ExternalSecret',
    ({ object }) => {
      const keys = [
        ...itemsAt(object, 'spec.data').flatMap((each) => textAt(each, 'secretKey') ?? []),
        ...Object.keys(fieldsAt(object, 'spec.target.template.data')),
      ];
      return [textAt(object, 'spec.target.name') ?? object.metadata.name, itemsAt(object, 'spec.dataFrom').length > 0 ? undefined : keys];
    },
  ],
  [
    'bitnami.com/v1alpha1/SealedSecret',
    ({ object }) => [
      textAt(object, 'spec.template.metadata.name') ?? object.metadata.name,
      Object.keys(fieldsAt(object, 'spec.encryptedData')),
    ],
  ],
  ['cert-manager.io/v1/Certificate', ({ object }) => [textAt(object, 'spec.secretName') ?? '']],
  ['secrets.hashicorp.com/v1beta1/VaultStaticSecret', ({ object }) => [textAt(object, 'spec.destination.name') ?? '']],
  ['secrets.hashicorp.com/v1beta1/VaultPKISecret', ({ object }) => [textAt(object, 'spec.destination.name') ?? '']],
  ['onepassword.com/v1/OnePasswordItem', ({ object }) => [object.metadata.name]],
  ['kafka.strimzi.io/v1beta2/KafkaUser', ({ object }) => [object.metadata.name]],
  ['secrets.infisical.com/v1alpha1/InfisicalSecret', ({ object }) => [textAt(object, 'spec.managedSecretReference.secretName') ?? '']],
  ['external-secrets.io/v1/ClusterExternalSecret', ({ object }) => [textAt(object, 'spec.externalSecretName') ?? object.metadata.name]],
  ['secrets.hashicorp.com/v1beta1/VaultDynamicSecret', ({ object }) => [textAt(object, 'spec.destination.name') ?? '']],
];

/** ConfigMaps that controllers put into every namespace. */
const EVERYWHERE = new Set(['kube-root-ca.crt', 'istio-ca-root-cert']);

export function findSource(world: World, kind: Kind, namespace: string, name: string): ConfigSource | undefined {
  if (
    kind === 'ConfigMap' &&
    (EVERYWHERE.has(name) || world.ofKind('trust.cert-manager.io/v1alpha1/Bundle').some(({ object }) => object.metadata.name === name))
  )
    return { keys: undefined };
  return configSources(world, kind).get(`${namespace}/${name}`);
}

/** The source of nearly this name in the same namespace. */
export function nearSource(world: World, kind: Kind, namespace: string, name: string): string | undefined {
  const names = world.once(`names of ${kind} sources`, () => {
    const byNamespace = new Map<string, string[]>();
    for (const key of configSources(world, kind).keys()) {
      const slash = key.indexOf('/');
      byNamespace.set(key.slice(0, slash), [...(byNamespace.get(key.slice(0, slash)) ?? []), key.slice(slash + 1)]);
    }
    return byNamespace;
  });
  return nearName(name, names.get(namespace) ?? []);
}
