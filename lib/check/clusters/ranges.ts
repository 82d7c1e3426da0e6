import { AddressRange } from '../../values/cidr.ts';
import { isNetwork, networkCovers } from '../network/address.ts';
import { at, fields, itemsAt, join, text, textAt, type Fields } from '../read.ts';
import type { World } from '../world.ts';
import { ciliumMembers, ciliumMesh, istioMesh, TEXT } from './members.ts';
import { CONFIG, everywhere, type Placed } from './where.ts';

/** Addresses that a cluster takes for its pods or Services, or that its machines have. */
export interface Claim extends Placed {
  readonly path: string;
  readonly of: 'pods' | 'services' | 'nodes';
  /** `10.100.0.0/16`, one address, or a span of addresses. */
  readonly range: string;
  /** Claims of one map of settings: they are for one cluster. */
  readonly plan: object;
  /** Nobody wrote it: it is what the program takes by itself. */
  readonly byDefault?: true;
}

const KUBEADM = 'kubeadm.k8s.io/v1beta4';
/** Objects whose settings hold ranges, and the path of the map that does. */
const PLANS: Readonly<Record<string, string>> = {
  [`${KUBEADM}/ClusterConfiguration`]: 'networking',
  'kind.x-k8s.io/v1alpha4/Cluster': 'networking',
  'cluster.x-k8s.io/v1beta1/Cluster': 'spec.clusterNetwork',
  'kops.k8s.io/v1alpha2/Cluster': 'spec',
};
const CALICO: Readonly<Record<string, string>> = {
  'operator.tigera.io/v1/Installation': 'spec.calicoNetwork',
  'crd.projectcalico.org/v1/IPPool': 'spec',
  'projectcalico.org/v3/IPPool': 'spec',
};
/** Kinds that claim ranges. */
export const RANGE_KINDS = [
  ...Object.keys(PLANS),
  ...Object.keys(CALICO),
  `${KUBEADM}/InitConfiguration`,
  'argoproj.io/v1alpha1/Application',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
  'slipway.dev/v1/HelmValues',
  CONFIG,
  TEXT,
] as const;

const PODS = /^(?:pods?|cluster)[-_]?(?:network[-_]?)?(?:cidr|subnet|network|ip[-_]?range)(?:[-_]?(?:range|blocks?))?s?$/i;
const SERVICES = /^services?[-_]?(?:cluster[-_]?)?(?:network[-_]?)?(?:cidr|subnet|network|ip[-_]?range)(?:[-_]?(?:range|blocks?))?s?$/i;
const NODES = /^(?:node|host|bridge|machine|lan)[-_]?(?:cidr|subnet|network)s?$/i;

/** All claims of all clusters. */
export function claims(world: World): readonly Claim[] {
  return world.everywhere.once('address claims', () => {
    const plans = Object.entries(PLANS).flatMap(([kind, path]) =>
      everywhere(world, kind).flatMap((each) => inMap(each, path, fields(at(each.manifest.object, path)))),
    );
    const configs = everywhere(world, CONFIG).flatMap((each) => [...inDocument(each, 'content', at(each.manifest.object, 'content'), 0)]);
    const addresses = everywhere(world, `${KUBEADM}/InitConfiguration`).flatMap((each) =>
      one(each, 'localAPIEndpoint.advertiseAddress', 'nodes', textAt(each.manifest.object, 'localAPIEndpoint.advertiseAddress'), {}),
    );
    const texts = everywhere(world, TEXT).flatMap(inTerraform);
    return [...plans, ...configs, ...addresses, ...texts, ...ofCalico(world), ...ofCilium(world)];
  });
}

/** Something lets pods of one cluster call those of another: then no address may be in both. */
export function areJoined(world: World): boolean {
  return world.everywhere.once('clusters are joined', () => {
    const networks = istioMesh(world).map(({ values }) => textAt(values, 'global.network'));
    const submariner = everywhere(world, 'submariner.io/v1alpha1/Submariner', 'submariner.io/v1alpha1/Broker').length > 0;
    return submariner || ciliumMesh(world).length > 1 || new Set(networks).size < networks.length;
  });
}

/** Whether two ranges have an address in common. */
export function overlap(a: string, b: string): boolean {
  if (isNetwork(a) && isNetwork(b)) return networkCovers(a, b) || networkCovers(b, a);
  const [one, other] = [span(a), span(b)];
  return one !== undefined && other !== undefined && one.overlaps(other);
}

function span(range: string): AddressRange | undefined {
  try {
    return AddressRange.parse(/[-/]/.test(range) ? range : `${range}-${range}`);
  } catch {
    return undefined;
  }
}

function one(each: Placed, path: string, of: Claim['of'], range: string | undefined, plan: object): readonly Claim[] {
  return range !== undefined && isNetwork(range) ? [{ ...each, path, of, range, plan }] : [];
}

/** A map with a range for pods and one for Services is a cluster's. */
function inMap(each: Placed, path: string, map: Fields): readonly Claim[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const of =
      PODS.test(key) || key === 'pods'
        ? 'pods'
        : SERVICES.test(key) || key === 'services'
          ? 'services'
          : NODES.test(key)
            ? 'nodes'
            : undefined;
    if (of === undefined) return [];
    const ranges = text(value)?.split(',') ?? (Array.isArray(value) ? value : itemsAt(value, 'cidrBlocks'));
    return ranges.flatMap((range) => one(each, join(path, key), of, text(range)?.trim(), map));
  });
}

/** How deep settings of clusters stand in a document. */
const DEEPEST = 6;

function* inDocument(each: Placed, path: string, value: unknown, depth: number): Generator<Claim> {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    // Lists of objects other than clusters may be long.
    for (const [index, item] of value.slice(0, 100).entries()) yield* inDocument(each, `${path}[${index}]`, item, depth + 1);
    return;
  }
  const own = inMap(each, path, value as Fields);
  if (own.some(({ of }) => of === 'pods') && own.some(({ of }) => of === 'services')) yield* own;
  for (const [key, child] of Object.entries(value)) yield* inDocument(each, join(path, key), child, depth + 1);
}

/** `pod_cidr = "10.100.0.0/16"` beside `service_cidr = …`: each pair is a cluster's. */
function inTerraform(each: Placed): readonly Claim[] {
  const lines = [...(textAt(each.manifest.object, 'text') ?? '').matchAll(/^\s*"?([\w-]+)"?\s*=\s*"(\d+\.\d+\.\d+\.\d+\/\d+)"/gm)];
  const found: Claim[] = [];
  let plan: Record<string, true> = {};
  for (const [, key = '', range] of lines) {
    const of = PODS.test(key) ? 'pods' : SERVICES.test(key) ? 'services' : undefined;
    if (of === undefined) continue;
    if (plan[of] === true) plan = {};
    plan[of] = true;
    found.push(...one(each, 'text', of, range, plan));
  }
  return found;
}

function ofCalico(world: World): readonly Claim[] {
  return Object.entries(CALICO).flatMap(([kind, path]) =>
    everywhere(world, kind).flatMap((each) => {
      const spec = at(each.manifest.object, path);
      const own = one(each, `${path}.cidr`, 'pods', textAt(spec, 'cidr'), fields(spec));
      const pools = itemsAt(spec, 'ipPools').flatMap((pool, index) =>
        one(each, `${path}.ipPools[${index}].cidr`, 'pods', textAt(pool, 'cidr'), fields(spec)),
      );
      return [...own, ...pools];
    }),
  );
}

/** What Cilium gives out in its mode `cluster-pool`: a whole /8 where nobody says otherwise. */
const CILIUM_POOL = '10.0.0.0/8';

function ofCilium(world: World): readonly Claim[] {
  const meshed = new Set(ciliumMesh(world));
  return ciliumMembers(world).flatMap((each): readonly Claim[] => {
    const { values, path } = each;
    const plan = fields(values);
    const server = one(each, `${path}.k8sServiceHost`, 'nodes', textAt(values, 'k8sServiceHost'), plan);
    const mode = textAt(values, 'ipam.mode') ?? 'cluster-pool';
    const list = at(values, 'ipam.operator.clusterPoolIPv4PodCIDRList');
    if (mode !== 'cluster-pool') return server;
    const place = `${path}.ipam.operator.clusterPoolIPv4PodCIDRList`;
    const pools = (Array.isArray(list) ? list : [list]).flatMap((range) => one(each, place, 'pods', text(range), plan));
    const silent = list === undefined && meshed.has(each) && textAt(values, 'ipam.mode') !== undefined;
    return [...server, ...pools, ...(silent ? [{ ...each, path, of: 'pods', range: CILIUM_POOL, plan, byDefault: true } as const] : [])];
  });
}
