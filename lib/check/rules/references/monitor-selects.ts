import { SIDECAR_METRICS } from '../../mesh/sidecar.ts';
import { chartsFill } from '../../hosts/chart-services.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { selectsOperated } from '../../operators.ts';
import { fieldsAt, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { isOpaque, isPlatform, nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { isEmptySelector, labelsText, matchesSelector, type Labels } from '../../selector.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

/** What a monitor may select: labels and names of ports. */
interface Candidate {
  readonly labels: Labels;
  readonly ports: readonly string[];
}

export const monitorSelects = defineRule({
  id: 'monitor-selects',
  severity: 'error',
  kinds: ['monitoring.coreos.com/v1/ServiceMonitor', 'monitoring.coreos.com/v1/PodMonitor'],
  asks: 'A ServiceMonitor selects a Service and a PodMonitor pods, and the ports that they name are theirs.',
  source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors; seed 002, D-12',
  *check(manifest, world) {
    const { object } = manifest;
    const service = object.kind === 'ServiceMonitor';
    const selector = fieldsAt(object, 'spec.selector');
    const namespaces = namespacesOf(manifest);
    if (isEmptySelector(selector)) return;

    const found = (namespaces ?? ['*']).flatMap((each) => selected(world, service, each, selector));
    const why = 'Prometheus gets no target: every series, alert and panel built on it stays empty, and nothing looks broken.';
    if (found.length === 0) {
      const place = namespaces?.some((each) => isMade(world, each)) === false ? placeOf(world, service, selector) : undefined;
      if (place !== undefined) {
        yield {
          path: 'spec.namespaceSelector',
          severity: 'warning',
          message: `it looks in ${(namespaces ?? []).map((each) => `"${each}"`).join(', ')}, which nothing here makes, and ${labelsText(textsAt(selector, 'matchLabels'))} is in "${place}"`,
          why,
          fix: `Did you mean "${place}"?`,
        };
        return;
      }
      if (
        namespaces === undefined
          ? world.everywhere.unreadNamespaces().size > 0
          : namespaces.some((each) => mayHide(world, each, selector) || (each !== object.metadata.namespace && isUnseen(world, each)))
      )
        return;
      const [labels, expressions] = [textsAt(selector, 'matchLabels'), itemsAt(selector, 'matchExpressions')];
      if ((namespaces ?? []).some((each) => selectsOperated(world, each, labels, expressions))) return;
      const [key, value] = Object.entries(textsAt(selector, 'matchLabels'))[0] ?? ['', ''];
      const near = nearName(
        value,
        (namespaces ?? ['*']).flatMap((each) => valuesOf(world, service, each, key)),
      );
      // In the whole cluster there is more than this tree shows.
      if (namespaces === undefined && near === undefined && world.facts.whole !== true) return;
      const what = labelsText(textsAt(selector, 'matchLabels')) || 'its expressions';
      const where = namespaces === undefined ? 'here' : `in ${namespaces.map((each) => `"${each}"`).join(', ')}`;
      yield {
        path: 'spec.selector',
        severity: (namespaces ?? []).some((each) => isOpaque(world, each) || chartsFill(world, each)) ? 'warning' : 'error',
        message: `no ${service ? 'Service' : 'pod'} ${where} carries ${what}`,
        why,
        fix:
          near === undefined
            ? `Copy the labels of the ${service ? 'Service' : 'pods'}, or name their namespace in namespaceSelector.`
            : `Did you mean ${key}=${near}?`,
      };
      return;
    }
    const list = service ? 'endpoints' : 'podMetricsEndpoints';
    for (const [index, endpoint] of itemsAt(object, `spec.${list}`).entries()) {
      const port = textAt(endpoint, 'port');
      const names = [...new Set(found.flatMap(({ ports }) => ports))];
      if (port === undefined || names.includes(port)) continue;
      const near = nearName(port, names);
      yield {
        path: `spec.${list}[${index}].port`,
        message: `no ${service ? 'Service' : 'pod'} that it selects names a port "${port}"; named: ${names.join(', ') || 'none'}`,
        why,
        fix: near === undefined ? 'Write the name of a port, not its number.' : `Did you mean "${near}"?`,
      };
    }
  },
});

/** Something makes the namespace, or is in it. */
function isMade(world: World, namespace: string): boolean {
  const used = world.once('namespaces with objects', () => new Set(world.objects.map(({ object }) => object.metadata.namespace ?? '')));
  return isPlatform(namespace) || madeNamespaces(world).has(namespace) || used.has(namespace);
}

/** The only namespace in which something carries the labels. */
function placeOf(world: World, service: boolean, selector: unknown): string | undefined {
  if (Object.keys(textsAt(selector, 'matchLabels')).length === 0) return undefined;
  const places = service
    ? world.servicesSelected(selector).map(({ object }) => object.metadata.namespace ?? '')
    : world
        .podsWith(textsAt(selector, 'matchLabels'))
        .flatMap((pod) => (matchesSelector(selector, pod.labels) ? pod.namespace : []));
  const [only, ...more] = new Set(places);
  return more.length === 0 && only !== '' ? only : undefined;
}

/** Namespaces that are searched; `undefined` for all. */
function namespacesOf({ object }: WorldObject): readonly string[] | undefined {
  const selector = fieldsAt(object, 'spec.namespaceSelector');
  if (selector['any'] === true) return undefined;
  const named = itemsAt(selector, 'matchNames').flatMap((each) => text(each) ?? []);
  return named.length === 0 ? [object.metadata.namespace ?? ''] : named;
}

/** Candidates by `namespace/label=value`, and values by `namespace/label`; the namespace `*` is all of them. */
function index(
  world: World,
  service: boolean,
): {
  readonly byLabel: ReadonlyMap<string, Candidate[]>;
  readonly values: ReadonlyMap<string, Set<string>>;
  readonly all: ReadonlyMap<string, readonly Candidate[]>;
} {
  return world.once(`monitored ${service ? 'services' : 'pods'}`, () => {
    const byLabel = new Map<string, Candidate[]>();
    const values = new Map<string, Set<string>>();
    const all = new Map<string, Candidate[]>();
    const add = (namespace: string, candidate: Candidate): void => {
      for (const scope of [namespace, '*']) {
        addTo(all, scope, candidate);
        for (const [key, value] of Object.entries(candidate.labels)) {
          const name = `${scope}/${key}=${value}`;
          addTo(byLabel, name, candidate);
          values.set(`${scope}/${key}`, (values.get(`${scope}/${key}`) ?? new Set()).add(value));
        }
      }
    };
    if (service) {
      for (const { object } of world.ofKind('v1/Service')) {
        const ports = servicePorts(object).flatMap(({ name }) => name ?? []);
        add(object.metadata.namespace ?? '', { labels: textsAt(object, 'metadata.labels'), ports });
      }
    } else {
      for (const { namespace, labels, containers, injection } of world.podTemplates()) {
        // The sidecar that the webhook adds names a port of its own.
        const added = injection === 'no' ? [] : [SIDECAR_METRICS.name];
        add(namespace, { labels, ports: [...containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])), ...added] });
      }
    }
    return { byLabel, values, all };
  });
}

function selected(world: World, service: boolean, namespace: string, selector: unknown): readonly Candidate[] {
  const [first] = Object.entries(textsAt(selector, 'matchLabels'));
  // What must not be there is in no index.
  if (first === undefined && /^(?:DoesNotExist|NotIn)$/.test(textAt(itemsAt(selector, 'matchExpressions')[0], 'operator') ?? ''))
    return (index(world, service).all.get(namespace) ?? []).filter(({ labels }) => matchesSelector(selector, labels));
  // Expressions alone are looked up under each value of their first key.
  const keys =
    first === undefined
      ? valuesOf(world, service, namespace, textAt(itemsAt(selector, 'matchExpressions')[0], 'key') ?? '').map(
          (value) => `${textAt(itemsAt(selector, 'matchExpressions')[0], 'key') ?? ''}=${value}`,
        )
      : [`${first[0]}=${first[1]}`];
  const { byLabel } = index(world, service);
  return keys.flatMap((key) => byLabel.get(`${namespace}/${key}`) ?? []).filter(({ labels }) => matchesSelector(selector, labels));
}

function valuesOf(world: World, service: boolean, namespace: string, key: string): readonly string[] {
  return [...(index(world, service).values.get(`${namespace}/${key}`) ?? [])];
}

/** Objects of charts carry labels nobody knows here; only a name that no chart of the namespace has can be missed. */
function mayHide(world: World, namespace: string, selector: unknown): boolean {
  if (!isOpaque(world, namespace) && !chartsFill(world, namespace)) return false;
  const values = Object.values(textsAt(selector, 'matchLabels'));
  const releases = releasesOf(world).filter((each) => each.namespace === namespace);
  return (
    releases.length === 0 ||
    values.length === 0 ||
    releases.some(({ name, chart }) => values.some((value) => name.includes(value) || chart.includes(value) || value.includes(chart)))
  );
}

/** Of a namespace of others, in which the tree has not a single pod or Service, it does not say what runs there. */
function isUnseen(world: World, namespace: string): boolean {
  if (world.facts.whole === true || world.podsIn(namespace).length > 0 || world.inNamespace('v1/Service', namespace).length > 0)
    return false;
  return isPlatform(namespace) || !world.ofKind('v1/Namespace').some(({ object }) => object.metadata.name === namespace);
}
