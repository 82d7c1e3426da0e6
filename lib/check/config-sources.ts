import { documentKind } from './document.ts';
import { chartObjects } from './hosts/chart-objects.ts';
import { addTo } from '../values/multimap.ts';
import { terraformObjects } from './delivery/terraform.ts';
import { at, fields, fieldsAt, itemsAt, textAt } from './read.ts';
import { isOpenName, nearName } from './reference.ts';
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
    for (const { namespace, name, keys } of chartObjects(world, `v1/${kind}`)) {
      if (!found.has(`${namespace}/${name}`)) put(namespace, name, keys);
    }
    if (kind === 'Secret') {
      for (const { namespace, name, keys } of world.facts.secrets ?? []) put(namespace, name, keys);
      for (const [makerKind, made] of MAKERS) {
        for (const maker of world.ofKind(makerKind)) if (!isMerged(maker)) put(maker.object.metadata.namespace ?? '', ...made(maker));
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
    }
    for (const { object } of (['Script', 'Guide', 'Aside'] as const).flatMap((each) => world.ofKind(documentKind(each)))) {
      for (const [call, made = '', name = '', rest = ''] of (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ').matchAll(CREATED)) {
        if ((made === 'configmap') !== (kind === 'ConfigMap')) continue;
        const place = /(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)/.exec(call)?.[1] ?? '';
        const before = found.get(`${place}/${name}`);
        const keys = keysMade(made, rest);
        put(
          place,
          name,
          keys === undefined || (before !== undefined && before.keys === undefined) ? undefined : [...(before?.keys ?? []), ...keys],
        );
      }
    }
    for (const [makerKind, made] of kind === 'Secret' ? MAKERS : []) {
      for (const maker of world.ofKind(makerKind)) {
        const [name, keys] = made(maker);
        const place = `${maker.object.metadata.namespace ?? ''}/${name}`;
        const before = found.get(place);
        if (before !== undefined && isMerged(maker))
          found.set(place, { keys: before.keys === undefined || keys === undefined ? undefined : [...before.keys, ...keys] });
      }
    }
    return found;
  });
}

/** It adds keys to a Secret that somebody else makes. */
function isMerged({ object }: WorldObject): boolean {
  return /^(?:Merge|None)$/.test(textAt(object, 'spec.target.creationPolicy') ?? '');
}

/** `kubectl create secret generic NAME … -n NAMESPACE` */
const CREATED = /\bkubectl\b[^\n|;&]*?\bcreate\s+(?:secret\s+)?(generic|tls|docker-registry|configmap)\s+([a-z0-9][a-z0-9.-]*)([^\n|;&]*)/g;

/** Keys that the options of such a call give; `undefined` where a file or a variable decides. */
function keysMade(made: string, options: string): readonly string[] | undefined {
  if (made === 'tls') return ['tls.crt', 'tls.key'];
  if (made === 'docker-registry' || options.includes('--from-env-file') || /\s["']?\$\{?[A-Za-z@*]/.test(options)) return undefined;
  // A pipe in a substitution ended the match too early.
  if ((options.match(/"/g) ?? []).length % 2 === 1 || (options.match(/\(/g) ?? []).length !== (options.match(/\)/g) ?? []).length)
    return undefined;
  const keys = [...options.matchAll(/--from-(literal|file)[= ]["']?([^\s"'=]+)(=?)/g)].map(([, from, name = '', sign]) =>
    // Without a key it is a file, named by its ending, or a folder.
    from === 'file' && sign === '' ? /[^/]+\.\w+$/.exec(name)?.[0] : name,
  );
  return keys.length === 0 || keys.some((key) => key === undefined || key.includes('$')) ? undefined : keys.flatMap((key) => key ?? []);
}

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
    // Whatever its template says, the controller gives the Secret the name of the SealedSecret.
    ({ object }) => [object.metadata.name, Object.keys(fieldsAt(object, 'spec.encryptedData'))],
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
  if (isOpenName(name) || isOpenName(namespace)) return { keys: undefined };
  if (
    kind === 'ConfigMap' &&
    (EVERYWHERE.has(name) || world.ofKind('trust.cert-manager.io/v1alpha1/Bundle').some(({ object }) => object.metadata.name === name))
  )
    return { keys: undefined };
  return configSources(world, kind).get(`${namespace}/${name}`);
}

/** Another namespace that has a ConfigMap or Secret of this name, which pods here cannot read; none where something copies them about. */
export function sourceElsewhere(world: World, kind: Kind, namespace: string, name: string): string | undefined {
  const places = world.once(`namespaces of ${kind} sources`, () => {
    const byName = new Map<string, string[]>();
    if (isCopying(world)) return byName;
    for (const key of configSources(world, kind).keys()) addTo(byName, key.slice(key.indexOf('/') + 1), key.slice(0, key.indexOf('/')));
    for (const made of terraformObjects(world).values())
      if (made.kind === kind && made.namespace !== undefined) addTo(byName, made.name, made.namespace);
    return byName;
  });
  const found = places.get(name) ?? [];
  return namespace === '' || found.includes('') || found.includes(namespace)
    ? undefined
    : found.find((each) => withoutStage(each) !== withoutStage(namespace));
}

/** `shop-dev` and `shop-prod` are stages of one system: what one of them has in Git, the other may have by hand. */
function withoutStage(namespace: string): string {
  return namespace.replace(STAGE, '').replace(/^-/, '');
}

const STAGE = /(^|-)(?:dev|development|test|testing|qa|uat|int|stage|staging|preprod|prod|production|local|live|\d+)(?=-|$)/g;

/** Reflectors, replicators and policies put Secrets into other namespaces. */
function isCopying(world: World): boolean {
  return world.objects.some(
    ({ object }) =>
      (object.kind.endsWith('Policy') && itemsAt(object, 'spec.rules').some((rule) => 'generate' in fields(rule))) ||
      object.kind === 'ClusterExternalSecret' ||
      /reflector|replicat|kubed|config-syncer/.exec(
        JSON.stringify([
          object.metadata.annotations,
          at(object, 'spec.template.metadata'),
          at(object, 'spec.target.template'),
          at(object, 'spec.secretTemplate'),
        ]),
      ) !== null,
  );
}

/** The source of nearly this name in the same namespace. */
export function nearSource(world: World, kind: Kind, namespace: string, name: string): string | undefined {
  const names = world.once(`names of ${kind} sources`, () => {
    const byNamespace = new Map<string, string[]>();
    for (const key of configSources(world, kind).keys()) {
      const slash = key.indexOf('/');
      addTo(byNamespace, key.slice(0, slash), key.slice(slash + 1));
    }
    return byNamespace;
  });
  return nearName(name, names.get(namespace) ?? []);
}
