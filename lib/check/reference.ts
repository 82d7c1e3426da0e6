import {
  chartNamespaces,
  chartService,
  chartServiceNames,
  chartsFill,
  chartsLack,
  mayComeFromChart,
  openChartMakes,
} from './hosts/chart-services.ts';
import { isGuide } from './guides.ts';
import { madeNamespaces } from './namespaces.ts';
import { mayBeOperated, operatedServiceNames } from './operators.ts';
import { textAt } from './read.ts';
import { takesInUnread } from './kustomize/inputs.ts';
import { NearNames } from './near-names.ts';
import type { Severity } from './rule.ts';
import type { World } from './world.ts';
import { addTo } from '../values/multimap.ts';

/** The known name that was most likely meant. */
export function nearName(name: string, known: Iterable<string>): string | undefined {
  return new NearNames(known).near(name);
}

/** Names of the objects of a kind in a namespace. */
export function namesIn(world: World, kind: string, namespace: string): NearNames {
  const places = world.once(`names of each ${kind}`, () => new Map<string, NearNames>());
  let names = places.get(namespace);
  if (names === undefined) {
    const isService = kind === 'v1/Service';
    const made = isService ? [...chartServiceNames(world, namespace), ...operatedServiceNames(world, namespace)] : [];
    names = new NearNames([...world.inNamespace(kind, namespace).map(({ object }) => object.metadata.name), ...made]);
    places.set(namespace, names);
  }
  return names;
}

/**
 * Objects of this namespace may come from a chart or folder that was not read, so nothing can be said to be missing there.
 * Once charts' objects are handed over as provided, the namespace is known.
 */
export function isOpaque(world: World, namespace: string): boolean {
  const opaque = world.once('opaque namespaces', () => {
    const found = new Set(world.everywhere.unreadNamespaces());
    for (const { object } of world.ofKind('helm.toolkit.fluxcd.io/v2/HelmRelease')) {
      found.add(textAt(object, 'spec.targetNamespace') ?? object.metadata.namespace ?? '');
    }
    for (const { object } of world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization')) {
      const namespace = textAt(object, 'namespace') ?? '';
      if (namespace !== '' && takesInUnread(object)) found.add(namespace);
    }
    for (const each of world.objects) {
      if (world.isProvided(each)) found.delete(each.object.metadata.namespace ?? '');
    }
    return found;
  });
  return opaque.has(namespace);
}

/** Namespaces that every cluster has and few trees describe. */
const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Services that clusters and their distributions have there themselves. */
const SYSTEM_PARTS =
  /^(?:kube-(?!state-metrics)|coredns|core-dns|metrics-server|traefik|hubble|cilium|calico|etcd|registry|konnectivity|aws-|azure|gke-)/;

/** Namespaces that a platform usually has, filled from another repository or by hand: a tree that is silent about them may be right. */
export const PLATFORM: ReadonlySet<string> = new Set(
  [
    'argocd',
    'cert-manager',
    'external-secrets',
    'flux-system',
    'ingress-nginx',
    'istio-system',
    'kafka',
    'keda',
    'knative-serving',
    'kube-monitoring',
  ]
    .concat(['linkerd', 'logging', 'longhorn-system', 'metallb-system', 'minio', 'monitoring', 'observability', 'opentelemetry'])
    .concat(['appmesh-system', 'calico-system', 'cnpg-system', 'consul', 'crossplane-system', 'gatekeeper-system', 'gloo-system'])
    .concat(['kuma-system', 'kyverno', 'linkerd-viz', 'openebs', 'osm-system', 'rabbitmq-system', 'spire', 'tekton-pipelines'])
    .concat(['argo', 'argo-rollouts', 'external-dns', 'karpenter', 'kiali-operator', 'sealed-secrets', 'tigera-operator', 'trivy-system'])
    .concat(['redis', 'rook-ceph', 'tracing', 'traefik', 'vault', 'velero', 'default', ...SYSTEM]),
);

/** A namespace of the platform itself, that another repository may fill. */
export function isPlatform(namespace: string): boolean {
  return PLATFORM.has(namespace);
}

/** Something to look at or to test with, rather than to apply as it is. Guides are what people copy from; a stage may be called `test`. */
export function isSample(file: string | undefined): boolean {
  if (file === undefined || isGuide(file)) return false;
  if (SAMPLE_NAME.test(file)) return true;
  if (!SAMPLES.test(file)) return false;
  return SAMPLES.test(file.replace(/(^|\/)(overlays|envs?|environments?|stages?|clusters|apps)\/(tests?|demo)\//, '$1'));
}

const SAMPLES = /(^|\/)(tests?|testdata|e2e|fixtures?|examples?|(?:config[-_]?)?samples?|demos?|docs?|dev-env|hack)\//;

/** `secret.example.yaml`, `values-sample.yml`: to be copied and filled in. */
const SAMPLE_NAME = /[^/][._-](?:example|sample|template|tpl|tmpl|dist)\.[a-z]+$/;

/** A variable that Flux fills in with what is not in the tree. */
export function isOpenName(name: string): boolean {
  return name.includes('${');
}

export interface Missing {
  /** `error` where the tree describes the namespace, `warning` where it does not say a word about it. */
  readonly severity: Severity;
  readonly near: string | undefined;
  /** Another namespace that has an object of this name. */
  readonly elsewhere: string | undefined;
}

/** Says how an object is missing; `undefined` when it exists or may exist for all we know. */
export function missing(world: World, kind: string, namespace: string, name: string): Missing | undefined {
  if (world.find(kind, namespace, name) !== undefined || isOpenName(name) || isOpenName(namespace)) return undefined;
  const isService = kind === 'v1/Service';
  if (isService && chartService(world, namespace, name) !== undefined) return undefined;
  // The table of charts tells the names of Services, nothing else.
  const lacks = isService && chartsLack(world, namespace, name);
  if ((isOpaque(world, namespace) || (isService && chartsFill(world, namespace))) && !lacks) return undefined;

  const known = namesIn(world, kind, namespace);
  const near = known.near(name);
  if (isService && mayBeOperated(world, namespace, name)) return undefined;
  // What states no namespace may be applied beside the chart.
  if (isService && namespace === '' && openChartMakes(world, name)) return undefined;
  const elsewhere = [...(namespacesOf(world, kind).get(name) ?? []), ...(isService ? chartNamespaces(world, name) : [])].filter(
    (each) => each !== namespace,
  );
  // Most of what runs there was put there by no manifest; what the tree itself puts elsewhere was not.
  const isMoved = isService && elsewhere.length > 0 && !SYSTEM_PARTS.test(name);
  if (SYSTEM.has(namespace) && near === undefined && !isMoved && world.facts.whole !== true) return undefined;
  // A manifest that states no namespace may be applied to this one; one without may be applied where the other is.
  if (elsewhere.includes('') || (namespace === '' && elsewhere.length > 0)) return undefined;
  const found = severityIn(world, namespace, lacks, near);
  const isByHand = found === 'error' && isService && near === undefined && world.facts.whole !== true && mayComeFromChart(world, name);
  const severity = isByHand ? 'warning' : found;
  // A tree that has its like here, or the very one next door, is meant to have it.
  const isMeant = namespace !== '' && (known.size > 0 || elsewhere.length > 0);
  return { severity: severity === 'info' && isMeant ? 'warning' : severity, near, elsewhere: elsewhere[0] };
}

/** Namespaces that have an object of a kind, by its name. */
function namespacesOf(world: World, kind: string): ReadonlyMap<string, readonly string[]> {
  return world.once(`namespaces of each ${kind}`, () => {
    const map = new Map<string, string[]>();
    for (const { object } of world.ofKind(kind)) {
      addTo(map, object.metadata.name, object.metadata.namespace ?? '');
    }
    return map;
  });
}

function severityIn(world: World, namespace: string, byTable: boolean, near: string | undefined): Severity {
  if (world.facts.whole === true) return 'error';
  // What is known of charts is known from the values that were read; a name of theirs that is nearly this one settles it.
  if (byTable) return near === undefined ? 'warning' : 'error';
  // A tree that shows nothing of a namespace without a name is a part of another one.
  if (namespace === '' && near === undefined && !describes(world, namespace)) return 'info';
  // What states no namespace, or that of everything, may have its neighbours in another tree.
  if ((namespace === '' || namespace === 'default') && near === undefined) return 'warning';
  if (describes(world, namespace)) {
    // What is put into somebody else's namespace has neighbours that are in no tree.
    if (near !== undefined || madeNamespaces(world).has(namespace)) return 'error';
    return isPlatform(namespace) ? 'info' : 'warning';
  }
  return isPlatform(namespace) ? 'info' : 'warning';
}

/** The tree says what runs in the namespace: a workload or a Service of it stands there. Settings alone may be for what is installed by hand. */
function describes(world: World, namespace: string): boolean {
  return world
    .once('described namespaces', () => {
      const services = world.ofKind('v1/Service').map(({ object }) => object.metadata.namespace ?? '');
      return new Set([...services, ...world.podTemplates().map((pod) => pod.namespace)]);
    })
    .has(namespace);
}

/** The sentence for `fix`: the near miss, the namesake in another namespace, or else the advice given. */
export function meant({ near, elsewhere }: Missing, otherwise: string): string {
  if (near !== undefined) return `Did you mean "${near}"?`;
  return elsewhere === undefined || elsewhere === '' ? otherwise : `There is one in "${elsewhere}": name that namespace, or make one here.`;
}
