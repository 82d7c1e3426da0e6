import { aimIn, aimOf } from './aims.ts';
import type { Everywhere } from './everywhere.ts';
import type { Facts } from './facts.ts';
import type { Installer } from './installers.ts';
import { LabelIndex } from './label-index.ts';
import { podTemplateOf, type PodTemplate } from './pods.ts';
import { fieldsAt, textAt, textsAt } from './read.ts';
import { kindKey, kindOf, type WorldObject } from './rule.ts';
import { matchesSelector, type Labels } from './selector.ts';
import { serviceHost, type ServiceHost } from './services.ts';
import { addTo, groupedBy } from '../values/multimap.ts';

/** The index of a kind, made on first use: of every way in which the kind is written, they are few. */
function indexOf<V>(indexes: Map<string, V>, kind: string, make: () => V): V {
  let index = indexes.get(kind);
  if (index === undefined) {
    const key = kindKey(kind);
    index = indexes.get(key) ?? make();
    indexes.set(key, index);
    indexes.set(kind, index);
  }
  return index;
}

const NONE: readonly never[] = Object.freeze([]);

/**
 * Everything that is known of one cluster, indexed so that no rule has to search: each index is built once, in one pass,
 * when the first rule asks for it. A namespace that is left out is `''`, as in a kustomization's base.
 */
export class World {
  private readonly memos = new Map<string, unknown>();
  private readonly namespaces = new Map<string, ReadonlyMap<string, readonly WorldObject[]>>();
  private readonly names = new Map<string, ReadonlyMap<string, ReadonlyMap<string, WorldObject>>>();
  // Most rules ask for these: a field is found faster than a memo by its name.
  private kinds: ReadonlyMap<string, readonly WorldObject[]> | undefined;
  private pods: ReadonlyMap<WorldObject, PodTemplate> | undefined;

  constructor(
    /** Objects of this cluster, judged ones first. */
    readonly objects: readonly WorldObject[],
    private readonly provided: ReadonlySet<WorldObject>,
    readonly facts: Facts,
    /** All clusters together. */
    readonly everywhere: Everywhere,
    /** Name of this cluster, where it is certain which of several it is. */
    private readonly certain?: string,
  ) {}

  /** Computes once. For rules that need an index of their own: `world.once('hosts', () => …)`. */
  once<T>(name: string, compute: () => T): T {
    const known = this.memos.get(name);
    if (known !== undefined || this.memos.has(name)) return known as T;
    const made = compute();
    this.memos.set(name, made);
    return made;
  }

  /** Made by a third-party chart: known to exist, not ours to judge. */
  isProvided(manifest: WorldObject): boolean {
    return this.provided.has(manifest);
  }

  /** Argo CD Applications that install here; where clusters are not told apart, all that there are. */
  installers(): readonly Installer[] {
    const { everywhere, certain } = this;
    if (certain === undefined) return everywhere.installers();
    return this.once('installers here', () => {
      return everywhere.installers().filter(({ manifest, spec }) => {
        const target = aimIn(spec) ?? manifest.cluster;
        return target === undefined || target.includes('{{') || target === certain;
      });
    });
  }

  /** The world that an Application installs into. */
  targetOf(application: WorldObject): World {
    const { worlds } = this.everywhere;
    return worlds.get(aimOf(application) ?? application.cluster) ?? worlds.get(application.cluster) ?? this;
  }

  /** Objects of a kind, `networking.istio.io/v1/Gateway`; every version of the group counts. */
  ofKind(kind: string): readonly WorldObject[] {
    this.kinds ??= groupedBy(this.objects, ({ object }) => kindOf(object));
    return this.kinds.get(kindKey(kind)) ?? NONE;
  }

  /** Objects of a kind in one namespace. */
  inNamespace(kind: string, namespace: string): readonly WorldObject[] {
    const byNamespace = indexOf(this.namespaces, kind, () => {
      const map = new Map<string, WorldObject[]>();
      for (const each of this.ofKind(kind)) addTo(map, each.object.metadata.namespace ?? '', each);
      return map;
    });
    return byNamespace.get(namespace) ?? NONE;
  }

  /** One object; for a cluster-scoped kind the namespace is `''`. */
  find(kind: string, namespace: string, name: string): WorldObject | undefined {
    const byName = indexOf(this.names, kind, () => {
      const map = new Map<string, Map<string, WorldObject>>();
      for (const each of this.ofKind(kind)) {
        const { namespace: place = '', name: called } = each.object.metadata;
        const own = map.get(place);
        if (own === undefined) map.set(place, new Map([[called, each]]));
        else own.set(called, each);
      }
      return map;
    });
    return byName.get(namespace)?.get(name);
  }

  /** Labels of a namespace, from its object or from the Application that creates it; `undefined` when neither is known. */
  namespaceLabels(namespace: string): Labels | undefined {
    const known = this.once('namespace labels', () => {
      const map = new Map<string, Labels>();
      for (const { spec, namespace: name } of this.installers()) {
        const labels = textsAt(spec, 'syncPolicy.managedNamespaceMetadata.labels');
        if (name !== undefined && Object.keys(labels).length > 0) map.set(name, labels);
      }
      for (const { object } of this.ofKind('v1/Namespace')) map.set(object.metadata.name, textsAt(object, 'metadata.labels'));
      return map;
    });
    return known.get(namespace);
  }

  /** The pods of every workload, those of charts included. */
  podTemplates(): readonly PodTemplate[] {
    return this.once('all templates', () => [...this.templates().values()]);
  }

  /** The pods of one workload. */
  podTemplate(owner: WorldObject): PodTemplate | undefined {
    return this.templates().get(owner);
  }

  private templates(): ReadonlyMap<WorldObject, PodTemplate> {
    if (this.pods !== undefined) return this.pods;
    const pods = new Map<WorldObject, PodTemplate>();
    for (const each of this.objects) {
      const pod = podTemplateOf(each, this.namespaceLabels(each.object.metadata.namespace ?? ''), this.isProvided(each));
      if (pod !== undefined) pods.set(each, pod);
    }
    this.pods = pods;
    return pods;
  }

  podsIn(namespace: string): readonly PodTemplate[] {
    return this.podsByLabel().in(namespace);
  }

  /** Pods that carry all of these labels, in one namespace or in all. */
  podsWith(labels: Labels, namespace?: string): readonly PodTemplate[] {
    return this.podsByLabel().with(labels, namespace);
  }

  private podsByLabel(): LabelIndex<PodTemplate> {
    return this.once('pods by label', () => {
      return new LabelIndex(
        this.podTemplates(),
        ({ labels }) => labels,
        ({ namespace }) => namespace,
      );
    });
  }

  /** Pods of a namespace that a LabelSelector selects; an empty one selects all. */
  podsSelected(selector: unknown, namespace: string): readonly PodTemplate[] {
    return this.podsWith(textsAt(selector, 'matchLabels'), namespace).filter((pod) => matchesSelector(selector, pod.labels));
  }

  /** Pods behind a Service; none for one without a selector. */
  podsOfService(service: WorldObject): readonly PodTemplate[] {
    const selector = textsAt(service.object, 'spec.selector');
    return Object.keys(selector).length === 0 ? [] : this.podsWith(selector, service.object.metadata.namespace ?? '');
  }

  /** Services whose own labels a LabelSelector selects, in one namespace or in all; an empty one selects all. */
  servicesSelected(selector: unknown, namespace?: string): readonly WorldObject[] {
    const labelsOf = ({ object }: WorldObject): Labels => textsAt(object, 'metadata.labels');
    const byLabel = this.once('services by label', () => {
      return new LabelIndex(this.ofKind('v1/Service'), labelsOf, ({ object }) => object.metadata.namespace ?? '');
    });
    return byLabel.with(textsAt(selector, 'matchLabels'), namespace).filter((each) => matchesSelector(selector, labelsOf(each)));
  }

  /** Services that send to a pod. */
  servicesOf(pod: PodTemplate): readonly WorldObject[] {
    const byPod = this.once('services by pod', () => {
      const map = new Map<PodTemplate, WorldObject[]>();
      for (const service of this.ofKind('v1/Service')) {
        for (const each of this.podsOfService(service)) addTo(map, each, service);
      }
      return map;
    });
    return byPod.get(pod) ?? [];
  }

  /** The Service that a host name stands for, seen from a namespace, and whether it exists. */
  serviceAt(host: string, from: string): { readonly host: ServiceHost; readonly service: WorldObject | undefined } | undefined {
    const parsed = serviceHost(host, from);
    return parsed === undefined ? undefined : { host: parsed, service: this.find('v1/Service', parsed.namespace, parsed.name) };
  }

  /** Autoscalers by the workload they scale. */
  scalersOf(workload: WorldObject): readonly WorldObject[] {
    const byTarget = this.once('scalers', () => {
      const map = new Map<string, WorldObject[]>();
      for (const kind of ['autoscaling/v2/HorizontalPodAutoscaler', 'keda.sh/v1alpha1/ScaledObject']) {
        for (const each of this.ofKind(kind)) {
          const target = fieldsAt(each.object, 'spec.scaleTargetRef');
          const targetKind = textAt(target, 'kind') ?? 'Deployment';
          addTo(map, `${targetKind}/${each.object.metadata.namespace ?? ''}/${textAt(target, 'name') ?? ''}`, each);
        }
      }
      return map;
    });
    const { kind, metadata } = workload.object;
    return byTarget.get(`${kind}/${metadata.namespace ?? ''}/${metadata.name}`) ?? [];
  }

  /** The world that an object of another cluster lives in. */
  worldOf({ cluster }: WorldObject): World {
    return this.everywhere.worlds.get(cluster) ?? this;
  }
}
