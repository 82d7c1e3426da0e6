import { groupOf } from '../manifest/scope.ts';
import { addTo } from '../values/multimap.ts';
import { itemsAt, textAt } from './read.ts';
import type { Labels } from './selector.ts';
import type { World } from './world.ts';

/** Groups whose objects are settings: nothing runs for them, and no Service comes of them. */
const SETTINGS =
  /(^|\.)(k8s\.io|istio\.io|cert-manager\.io|cilium\.io|external-secrets\.io|bitnami\.com|kyverno\.io|gatekeeper\.sh|metallb\.io|traefik\.io|traefik\.containo\.us|projectcontour\.io|konghq\.com|keda\.sh|velero\.io|longhorn\.io|fluxcd\.io|slipway\.dev|projectcalico\.org|hashicorp\.com|onepassword\.com|infisical\.com|linkerd\.io|kustomize\.config\.k8s\.io|external-dns\.alpha)$/;

/** Kinds of other groups that are settings, too. */
const PLAIN = new Set(
  [
    'Application',
    'ApplicationSet',
    'AppProject',
    'Rollout',
    'AnalysisTemplate',
    'ClusterAnalysisTemplate',
    'Workflow',
    'WorkflowTemplate',
  ].concat(
    [
      'ServiceMonitor',
      'PodMonitor',
      'Probe',
      'PrometheusRule',
      'ScrapeConfig',
      'AlertmanagerConfig',
      'GrafanaDashboard',
      'GrafanaDatasource',
    ],
    ['GrafanaFolder', 'VMRule', 'VMServiceScrape', 'VMPodScrape', 'KafkaTopic', 'KafkaUser', 'ScheduledBackup', 'Backup', 'Pooler'],
  ),
);

/** Services that operators are known to make for an object, as patterns of their names with `@` for the name of the object. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  'kafka.strimzi.io/Kafka': ['@-kafka-bootstrap', '@-kafka-brokers', '@-\\w[\\w-]*'],
  'kafka.strimzi.io/KafkaConnect': ['@-connect-api', '@-connect'],
  'postgresql.cnpg.io/Cluster': ['@-rw', '@-ro', '@-r', '@-any'],
  'postgresql.cnpg.io/Pooler': ['@'],
};

/** Services of operators whose names are known, by namespace: those to name, and a pattern of all. */
function knownServices(world: World): ReadonlyMap<string, { readonly names: readonly string[]; readonly all: RegExp }[]> {
  return world.once('services of operators', () => {
    const found = new Map<string, { names: readonly string[]; all: RegExp }[]>();
    for (const { object } of world.objects) {
      const patterns = SERVICES[`${groupOf(object.apiVersion)}/${object.kind}`];
      if (patterns === undefined) continue;
      const { namespace = '', name } = object.metadata;
      const more = itemsAt(object, 'spec.managed.services.additional').flatMap(
        (each) => textAt(each, 'serviceTemplate.metadata.name') ?? [],
      );
      const all = [...patterns.map((each) => each.replace('@', name)), ...more];
      addTo(found, namespace, { names: all.slice(0, 1), all: new RegExp(`^(?:${all.join('|')})$`) });
    }
    return found;
  });
}

/** Names of Services that operators are known to make in a namespace. */
export function operatedServiceNames(world: World, namespace: string): readonly string[] {
  return (knownServices(world).get(namespace) ?? []).flatMap(({ names }) => names);
}

/** Groups of Kubernetes itself that have no dot. */
const CORE = /^(v1|apps|batch|autoscaling|policy|extensions)(\/|$)/;

/** Names of operators' objects by namespace, and whether the Services that come of them are known: what they run is in no tree, and is called after them. */
function operated(world: World): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
  return world.once('objects of operators', () => {
    const found = new Map<string, Map<string, boolean>>();
    for (const { object } of world.objects) {
      const group = groupOf(object.apiVersion);
      // A Gateway of the Gateway API gets a proxy of its own.
      const gateway = group === 'gateway.networking.k8s.io' && object.kind === 'Gateway';
      if (!gateway && (CORE.test(object.apiVersion) || SETTINGS.test(group) || PLAIN.has(object.kind))) continue;
      const { namespace = '', name } = object.metadata;
      const names = found.get(namespace) ?? new Map<string, boolean>();
      names.set(name, (names.get(name) ?? true) && SERVICES[`${group}/${object.kind}`] !== undefined);
      if (group === 'monitoring.coreos.com') names.set(object.kind.toLowerCase(), false);
      found.set(namespace, names);
    }
    return found;
  });
}

/**
 * Whether an operator may make an object of this name for an object of its own: `pg-rw` for the Cluster `pg`, `events-kafka-bootstrap`
 * for the Kafka `events`, `prometheus-operated` for any Prometheus, `cilium-gateway-main` for the Gateway `main`.
 */
export function mayBeOperated(world: World, namespace: string, name: string): boolean {
  if (
    knownServices(world)
      .get(namespace)
      ?.some(({ all }) => all.test(name)) === true
  )
    return true;
  return isCalledAfter(world, namespace, name, (isKnown) => !isKnown);
}

/** Whether an operator may make a Secret of this name: `mail-default-user` for the RabbitmqCluster `mail`. */
export function mayBeOperatedSecret(world: World, namespace: string, name: string): boolean {
  return isCalledAfter(world, namespace, name, () => true);
}

function isCalledAfter(world: World, namespace: string, name: string, takes: (isKnown: boolean) => boolean): boolean {
  const names = operated(world).get(namespace);
  if (names === undefined) return false;
  const words = name.split('-');
  return words.some((_, at) =>
    [words.slice(0, at + 1), words.slice(at)].some((part) => {
      const isKnown = names.get(part.join('-'));
      return isKnown !== undefined && takes(isKnown);
    }),
  );
}

/** Whether labels may be those of pods that an operator runs: they hold the name of its object, or have a key of its own that no template of the tree has. */
export function selectsOperated(world: World, namespace: string, labels: Labels, expressions: readonly unknown[] = []): boolean {
  const own = world.once('keys of pod labels', () => new Set(world.podTemplates().flatMap((pod) => Object.keys(pod.labels))));
  const wanted = [...Object.entries(labels), ...expressions.map((each) => [textAt(each, 'key') ?? '', ''] as const)];
  return wanted.some(
    ([key, value]) =>
      isCalledAfter(world, namespace, value, () => true) ||
      (/^[^/]+\.[^/]+\//.test(key) && !/(^|\.)(k8s|kubernetes|istio)\.io\//.test(key) && !own.has(key)),
  );
}
