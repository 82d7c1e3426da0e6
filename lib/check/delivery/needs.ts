import { addTo } from '../../values/multimap.ts';
import { configReferences } from '../config-references.ts';
import { clusterUrls } from '../cluster-urls.ts';
import { chartObject } from '../hosts/chart-objects.ts';
import { releasesBy } from '../hosts/releases.ts';
import { hasSyncOption, installerOf, type Installer } from '../installers.ts';
import { namedClasses } from '../named-classes.ts';
import { namedObjects, PLACES } from '../named-objects.ts';
import { runsToCompletion, type PodTemplate } from '../pods.ts';
import { at, items, itemsAt, textAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import { claimUsers } from '../scheduling/claims.ts';
import { chartSources } from '../secret-references.ts';
import type { World } from '../world.ts';
import { analysisUses, templateKind, templateOf } from './analyses.ts';
import { makersOf } from './makers.ts';
import { hasHealthCheck } from './waiting.ts';

/** Something without which an object does not become healthy. */
export interface Need {
  /** `ConfigMap settings` */
  readonly what: string;
  readonly path: string;
  /** Objects that bring it, or Applications whose chart does: one of them is enough. */
  readonly from: readonly WorldObject[];
  /** It was read out of an address: the program may try again, or do without. @default false */
  readonly guessed?: boolean;
}

/** Kinds about which `needsOf` knows something, besides those with pods. */
export const NEEDING_KINDS = [
  'argoproj.io/v1alpha1/Application',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'cert-manager.io/v1/Certificate',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Issuer',
  'external-secrets.io/v1/ExternalSecret',
  'gateway.networking.k8s.io/v1/Gateway',
  'networking.k8s.io/v1/Ingress',
  'v1/PersistentVolumeClaim',
  'v1/Service',
] as const;

/** What an object needs to become healthy, as far as the tree brings it. */
export function* needsOf(manifest: WorldObject, world: World): Iterable<Need> {
  const { object } = manifest;
  const namespace = object.metadata.namespace ?? '';
  const found = finder(world, namespace);
  const pod = world.podTemplate(manifest);
  if (pod !== undefined) yield* podNeeds(pod, world, found);
  switch (kindOf(object)) {
    case 'PersistentVolumeClaim':
      yield* found('storage.k8s.io/v1/StorageClass', textAt(object, 'spec.storageClassName'), 'spec.storageClassName', '');
      yield* consumers(manifest, world);
      return;
    case 'apps/StatefulSet':
      for (const [index, claim] of itemsAt(object, 'spec.volumeClaimTemplates').entries()) {
        const path = `spec.volumeClaimTemplates[${index}].spec.storageClassName`;
        yield* found('storage.k8s.io/v1/StorageClass', textAt(claim, 'spec.storageClassName'), path, '');
      }
      return;
    case 'argoproj.io/Rollout':
      yield* rolloutNeeds(manifest, world, found);
      return;
    case 'autoscaling/HorizontalPodAutoscaler': {
      const kind = `${textAt(object, 'spec.scaleTargetRef.apiVersion') ?? 'apps/v1'}/${textAt(object, 'spec.scaleTargetRef.kind') ?? ''}`;
      yield* found(kind, textAt(object, 'spec.scaleTargetRef.name'), 'spec.scaleTargetRef');
      return;
    }
    case 'argoproj.io/Application':
      yield* applicationNeeds(manifest, world, found);
      return;
    case 'networking.k8s.io/Ingress':
      yield* found('networking.k8s.io/v1/IngressClass', textAt(object, 'spec.ingressClassName'), 'spec.ingressClassName', '');
      return;
    case 'gateway.networking.k8s.io/Gateway':
      yield* found('gateway.networking.k8s.io/v1/GatewayClass', textAt(object, 'spec.gatewayClassName'), 'spec.gatewayClassName', '');
      return;
    case 'Service':
      if (textAt(object, 'spec.type') === 'LoadBalancer' && at(object, 'spec.loadBalancerClass') === undefined)
        yield* pools('spec.type', world);
      return;
    case 'cert-manager.io/ClusterIssuer':
    case 'cert-manager.io/Issuer': {
      const where = namespace === '' ? 'cert-manager' : namespace;
      yield* secret(textAt(object, 'spec.ca.secretName'), 'spec.ca.secretName', where, world);
      return;
    }
    default:
      for (const { kind, name, namespace: where, path } of namedObjects(object, PLACES[STORED[kindOf(object)] ?? ''] ?? []))
        yield* found(kind, name, path, where);
  }
}

/** MetalLB gives addresses wherever the tree has a pool of it. */
function pools(path: string, world: World): readonly Need[] {
  return oneOf('an IPAddressPool', path, world.ofKind('metallb.io/v1beta1/IPAddressPool'));
}

/** Where the values of charts say which kind of Service they make, a LoadBalancer unless they say otherwise. */
const BALANCED: Readonly<Record<string, string>> = {
  gateway: 'service.type',
  'ingress-nginx': 'controller.service.type',
  traefik: 'service.type',
};

/** Namespaces by their makers: objects, and Applications that are told to make their own. */
function namespaceMakers(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('makers of namespaces', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('v1/Namespace')) addTo(map, each.object.metadata.name, each);
    for (const installer of world.installers())
      if (hasSyncOption(installer, 'CreateNamespace=true')) addTo(map, installer.namespace ?? '', installer.manifest);
    // Argo CD stands where its Applications do, and some are there in every cluster.
    const before = ['default', 'kube-system', 'kube-public'];
    for (const { manifest } of world.installers()) before.push(manifest.object.metadata.namespace ?? '');
    for (const name of before) map.delete(name);
    return map;
  });
}

/** Whether an Application puts something into its namespace: what belongs to the whole cluster does without. */
function fills(world: World, { namespace, sources, manifest }: Installer): boolean {
  if (sources.some(({ chart }) => chart !== undefined)) return true;
  return world.everywhere
    .installersOf(manifest)
    .some((each) => world.everywhere.installedBy(each).some(({ object }) => object.metadata.namespace === namespace));
}

/** What an Application needs before it can be healthy: its namespace, and what the values of its chart name. */
function* applicationNeeds(manifest: WorldObject, world: World, found: Found): Iterable<Need> {
  const installer = installerOf(manifest);
  const namespace = installer?.namespace ?? '';
  const makers = namespaceMakers(world).get(namespace) ?? [];
  if (installer !== undefined && !makers.includes(manifest) && fills(world, installer))
    yield* oneOf(`Namespace ${namespace}`, 'spec.destination.namespace', makers);
  for (const { name, path } of namedClasses(manifest)) yield* found('storage.k8s.io/v1/StorageClass', name, path, '');
  for (const { kind, name, namespace, path } of chartSources(manifest))
    yield* kind === 'Secret' ? secret(name, path, namespace, world) : found('v1/ConfigMap', name, path, namespace);
  for (const { chart, values } of releasesBy(world, manifest)) {
    const type = BALANCED[chart];
    if (type !== undefined && (textAt(values, type) ?? 'LoadBalancer') === 'LoadBalancer')
      // The chart runs without an address, and gets it as soon as there is a pool.
      yield* pools('spec.source.chart', world).map((each) => ({ ...each, guessed: true }));
  }
}

/** Kinds whose places are looked up under the version that stands there. */
const STORED: Readonly<Record<string, string>> = {
  'cert-manager.io/Certificate': 'cert-manager.io/v1/Certificate',
  'external-secrets.io/ExternalSecret': 'external-secrets.io/v1/ExternalSecret',
};

type Found = (kind: string, name: string | undefined, path: string, where?: string) => readonly Need[];

/** Finds objects by name, in the tree and among what its charts make. */
function finder(world: World, namespace: string): Found {
  return (kind, name, path, where = namespace) => {
    if (name === undefined || name === '') return [];
    const own = world.find(kind, where, name);
    const made = chartObject(world, kind, where, name)?.release.manifest;
    // What a chart makes comes with its Application.
    const from = own === undefined || world.isProvided(own) ? (made?.object.kind === 'Application' ? made : undefined) : own;
    return from === undefined ? [] : [{ what: `${kind.slice(kind.lastIndexOf('/') + 1)} ${name}`, path, from: [from] }];
  };
}

function oneOf(what: string, path: string, from: readonly WorldObject[]): readonly Need[] {
  return from.length === 0 ? [] : [{ what, path, from }];
}

/** A Secret: written out, or made by an operator from another object. */
function secret(name: string | undefined, path: string, namespace: string, world: World): readonly Need[] {
  if (name === undefined) return [];
  const written = world.find('v1/Secret', namespace, name);
  const makers = makersOf(world, 'Secret', namespace, name);
  if (written !== undefined || makers.length !== 1) return oneOf(`Secret ${name}`, path, written === undefined ? [] : [written, ...makers]);
  return oneOf(`${makers[0]?.object.kind ?? ''} ${makers[0]?.object.metadata.name ?? ''}, which makes Secret ${name},`, path, makers);
}

function* podNeeds(pod: PodTemplate, world: World, found: Found): Iterable<Need> {
  const { specPath, spec, namespace } = pod;
  for (const { kind, name, path } of configReferences(pod))
    yield* kind === 'Secret' ? secret(name, path, namespace, world) : found('v1/ConfigMap', name, path);
  for (const [index, volume] of items(spec['volumes']).entries())
    yield* found('v1/PersistentVolumeClaim', textAt(volume, 'persistentVolumeClaim.claimName'), `${specPath}.volumes[${index}]`);
  yield* found('v1/ServiceAccount', textAt(spec, 'serviceAccountName'), `${specPath}.serviceAccountName`);
  yield* found('scheduling.k8s.io/v1/PriorityClass', textAt(spec, 'priorityClassName'), `${specPath}.priorityClassName`, '');
  // A Job is healthy once it has ended: what it calls must answer before.
  if (!runsToCompletion(pod) || pod.owner.object.kind === 'CronJob') return;
  for (const { service, path } of clusterUrls(pod.owner, world)) {
    const behind = service === undefined || world.isProvided(service) ? [] : world.podsOfService(service).map(({ owner }) => owner);
    const [first] = behind;
    if (first !== undefined)
      yield { what: `${first.object.kind} ${first.object.metadata.name}, which answers there,`, path, from: behind, guessed: true };
  }
}

/** A claim whose class waits for its first consumer needs the pods that need it. */
function consumers(claim: WorldObject, world: World): readonly Need[] {
  const name = textAt(claim.object, 'spec.storageClassName') ?? '';
  const own = world.find('storage.k8s.io/v1/StorageClass', '', name);
  const waits =
    own === undefined
      ? chartObject(world, 'storage.k8s.io/v1/StorageClass', '', name)?.waitsForPod === true
      : textAt(own.object, 'volumeBindingMode') === 'WaitForFirstConsumer';
  if (!waits || hasHealthCheck(world, 'PersistentVolumeClaim') === true) return [];
  const users = (claimUsers(world).get(`${claim.object.metadata.namespace ?? ''}/${claim.object.metadata.name}`) ?? []).map(
    ({ owner }) => owner,
  );
  const [first] = users;
  return first === undefined
    ? []
    : oneOf(`${first.object.kind} ${first.object.metadata.name}, for whose pod class ${name} waits,`, 'spec.storageClassName', users);
}

/** What a Rollout names, without which it is invalid. */
function* rolloutNeeds(manifest: WorldObject, world: World, found: Found): Iterable<Need> {
  const { object } = manifest;
  for (const field of ['canary.stableService', 'canary.canaryService', 'blueGreen.activeService', 'blueGreen.previewService'])
    yield* found('v1/Service', textAt(object, `spec.strategy.${field}`), `spec.strategy.${field}`);
  const istio = 'spec.strategy.canary.trafficRouting.istio';
  yield* found('networking.istio.io/v1/VirtualService', textAt(object, `${istio}.virtualService.name`), `${istio}.virtualService.name`);
  yield* found('networking.istio.io/v1/DestinationRule', textAt(object, `${istio}.destinationRule.name`), `${istio}.destinationRule.name`);
  for (const use of analysisUses(manifest)) {
    const template = templateOf(use, object.metadata.namespace ?? '', world);
    const kind = templateKind(use);
    if (template !== undefined) yield* oneOf(`${kind.slice(kind.lastIndexOf('/') + 1)} ${use.template}`, use.path, [template]);
  }
}
