import { LabelIndex } from '../label-index.ts';
import { SIDECAR_METRICS } from '../mesh/sidecar.ts';
import { itemsAt, textAt, textsAt } from '../read.ts';
import { matchesSelector, type Labels } from '../selector.ts';
import { servicePorts } from '../services.ts';
import type { World } from '../world.ts';

/** What a monitor may select: labels and names of ports. */
export interface Candidate {
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly string[];
}

/** Everything that monitors of one kind may select, by its labels. Without a namespace, all of them are meant. */
export class Monitored {
  private readonly index: LabelIndex<Candidate>;
  private readonly values = new Map<string, Set<string>>();

  constructor(candidates: readonly Candidate[]) {
    this.index = new LabelIndex(
      candidates,
      ({ labels }) => labels,
      ({ namespace }) => namespace,
    );
    for (const { namespace, labels } of candidates) {
      for (const [key, value] of Object.entries(labels)) {
        for (const place of [keyOf(key, namespace), key]) this.values.set(place, (this.values.get(place) ?? new Set()).add(value));
      }
    }
  }

  /** What a LabelSelector selects. */
  selected(selector: unknown, namespace: string | undefined): readonly Candidate[] {
    const labels = textsAt(selector, 'matchLabels');
    const [first] = itemsAt(selector, 'matchExpressions');
    // What must not be there is in no index; other expressions alone are looked up under each value of their first key.
    const isIndexed = Object.keys(labels).length > 0 || /^(?:DoesNotExist|NotIn)$/.test(textAt(first, 'operator') ?? '');
    const key = textAt(first, 'key') ?? '';
    const lookups = isIndexed ? [labels] : this.valuesOf(key, namespace).map((value) => ({ [key]: value }));
    return lookups.flatMap((each) => this.index.with(each, namespace)).filter((each) => matchesSelector(selector, each.labels));
  }

  /** The only namespace in which something carries the labels of a selector. */
  placeOf(selector: unknown): string | undefined {
    if (Object.keys(textsAt(selector, 'matchLabels')).length === 0) return undefined;
    const [only, ...more] = new Set(this.selected(selector, undefined).map(({ namespace }) => namespace));
    return more.length === 0 && only !== '' ? only : undefined;
  }

  /** Values that a label has. */
  valuesOf(key: string, namespace: string | undefined): readonly string[] {
    return [...(this.values.get(namespace === undefined ? key : keyOf(key, namespace)) ?? [])];
  }
}

/** No key of a label has a space. */
function keyOf(key: string, namespace: string): string {
  return `${key} ${namespace}`;
}

/** What ServiceMonitors may select. */
export function monitoredServices(world: World): Monitored {
  return world.once('monitored services', () => {
    const services = world.ofKind('v1/Service').map(({ object }) => ({
      namespace: object.metadata.namespace ?? '',
      labels: textsAt(object, 'metadata.labels'),
      ports: servicePorts(object).flatMap(({ name }) => name ?? []),
    }));
    return new Monitored(services);
  });
}

/** What PodMonitors may select. */
export function monitoredPods(world: World): Monitored {
  return world.once('monitored pods', () => {
    const pods = world.podTemplates().map(({ namespace, labels, containers, injection }) => {
      // The sidecar that the webhook adds names a port of its own.
      const added = injection === 'no' ? [] : [SIDECAR_METRICS.name];
      return { namespace, labels, ports: [...containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])), ...added] };
    });
    return new Monitored(pods);
  });
}
