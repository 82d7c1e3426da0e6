import { at, fields, fieldsAt, itemsAt, numberAt, strings, textAt, textsAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matches, type Labels } from '../selector.ts';
import { podPort, servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { ROOT_NAMESPACE } from '../mesh.ts';
import { gatewayPods } from './gateway-pods.ts';
import { isGatewayPod } from './sidecar.ts';

/** One of `spec.configPatches` of an EnvoyFilter. */
export interface EnvoyPatch {
  /** `spec.configPatches[0]` */
  readonly path: string;
  readonly fields: unknown;
  readonly value: Fields;
  /** It puts a filter in, whole. */
  readonly addsFilter: boolean;
}

export function envoyPatches({ object }: WorldObject): readonly EnvoyPatch[] {
  return itemsAt(object, 'spec.configPatches').map((patch, index) => ({
    path: `spec.configPatches[${index}]`,
    fields: patch,
    value: fieldsAt(patch, 'patch.value'),
    addsFilter:
      (textAt(patch, 'applyTo') ?? '').endsWith('FILTER') && /^(ADD|INSERT_\w+|REPLACE)$/.test(textAt(patch, 'patch.operation') ?? ''),
  }));
}

/** Names of filters before Envoy 1.14, which Istio looks for no more. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'envoy.http_connection_manager': 'envoy.filters.network.http_connection_manager',
  'envoy.tcp_proxy': 'envoy.filters.network.tcp_proxy',
  'envoy.router': 'envoy.filters.http.router',
  'envoy.lua': 'envoy.filters.http.lua',
  'envoy.cors': 'envoy.filters.http.cors',
  'envoy.fault': 'envoy.filters.http.fault',
  'envoy.rate_limit': 'envoy.filters.http.ratelimit',
};

interface OldName {
  readonly path: string;
  readonly name: string;
  readonly now: string;
}

/** Filters that a patch calls as Envoy did before 1.14. */
export function oldNames({ fields: patch, path }: EnvoyPatch): readonly OldName[] {
  return [...strings(patch, path)].flatMap((each) => {
    const now = each.key === 'name' ? OLD_NAMES[each.value] : undefined;
    return now === undefined ? [] : [{ path: each.path, name: each.value, now }];
  });
}

interface PlainDuration {
  readonly path: string;
  readonly key: string;
  readonly value: string | number;
}

/**
 * Durations that Envoy cannot read. Those of protobuf are texts in seconds: `60s`, not `60` and not `1m`.
 * @see https://protobuf.dev/programming-guides/json/
 */
export function* plainDurations(value: unknown, path: string): Iterable<PlainDuration> {
  for (const [key, each] of Object.entries(fields(value))) {
    const isText = typeof each === 'string' && /^\d+(\.\d+)?(ms|m|h|d)?$/.test(each);
    if (/(^|_)(interval|timeout|delay)$/.test(key) && (typeof each === 'number' || isText))
      yield { path: `${path}.${key}`, key, value: each };
    else if (typeof each === 'object') yield* plainDurations(each, `${path}.${key}`);
  }
}

/** What the selector of an EnvoyFilter means. */
export interface FilteredPods {
  readonly labels: Labels;
  /** Of each pod that it selects, whether it is a gateway. */
  readonly gateways: readonly boolean[];
  /** Namespace of gateways with its labels, where none of them is in its own. */
  readonly elsewhere: string | undefined;
  /** The one `match.context` that all of its patches have. */
  readonly context: string | undefined;
}

export function filteredPods({ object }: WorldObject, world: World): FilteredPods | undefined {
  const labels = textsAt(object, 'spec.workloadSelector.labels');
  if (Object.keys(labels).length === 0) return undefined;
  const { namespace = '' } = object.metadata;
  const pods = world.podsWith(labels, namespace === ROOT_NAMESPACE ? undefined : namespace);
  const known = gatewayPods(world).filter((each) => matches(labels, each.labels));
  const isApart = pods.length === 0 && namespace !== ROOT_NAMESPACE && known.every((each) => each.namespace !== namespace);
  const contexts = new Set(itemsAt(object, 'spec.configPatches').map((each) => textAt(each, 'match.context') ?? 'ANY'));
  const ofCharts = known.filter(
    (each) => (namespace === ROOT_NAMESPACE || each.namespace === namespace) && pods.every((pod) => pod.labels !== each.labels),
  );
  return {
    labels,
    gateways: [...pods.map((pod) => isGatewayPod(pod) || known.some((each) => each.labels === pod.labels)), ...ofCharts.map(() => true)],
    elsewhere: isApart ? known[0]?.namespace : undefined,
    context: contexts.size === 1 ? [...contexts][0] : undefined,
  };
}

/** A filter that names itself and not its type, which Envoy reads it by. */
export function lacksType({ addsFilter, value }: EnvoyPatch): boolean {
  return (
    addsFilter &&
    value['name'] !== undefined &&
    at(value, 'config_discovery') === undefined &&
    textAt(value['typed_config'], '@type') === undefined
  );
}

/** A port on which no selected pod takes requests, so that the patch finds no listener; with the port that was meant, where one was. */
export function missedPort(
  { fields: patch }: EnvoyPatch,
  manifest: WorldObject,
  world: World,
): { readonly port: number; readonly meant: number | undefined; readonly own: readonly number[] } | undefined {
  const port = numberAt(patch, 'match.listener.portNumber');
  const labels = textsAt(manifest.object, 'spec.workloadSelector.labels');
  if (port === undefined || textAt(patch, 'match.context') !== 'SIDECAR_INBOUND' || Object.keys(labels).length === 0) return undefined;
  const { namespace = '' } = manifest.object.metadata;
  const pods = world.podsWith(labels, namespace === ROOT_NAMESPACE ? undefined : namespace);
  const doors = pods.flatMap((pod) =>
    world.servicesOf(pod).flatMap((service) => servicePorts(service.object).map((each) => ({ port: each.port, own: podPort(each, pod) }))),
  );
  const own = new Set([
    ...doors.flatMap((each) => each.own ?? []),
    ...pods.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports.map((each) => each.port))),
  ]);
  if (own.size === 0 || own.has(port)) return undefined;
  return { port, meant: doors.find((each) => each.port === port)?.own, own: [...own].sort((a, b) => a - b) };
}
