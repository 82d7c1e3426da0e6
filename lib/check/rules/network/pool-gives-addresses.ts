import { releasesBy } from '../../hosts/releases.ts';
import { addressesAsked } from '../../metallb.ts';
import { at, itemsAt, strings, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import type { World } from '../../world.ts';

const POOL = 'metallb.io/v1beta1/IPAddressPool';
/** Names that ask for one pool. */
const OF_POOL = /^metallb\.(io|universe\.tf)\/address-pool$/;

/** Charts whose Service is a LoadBalancer, and where their values say otherwise. */
const DOORS: Readonly<Record<string, string>> = {
  gateway: 'service',
  'ingress-nginx': 'controller.service',
  traefik: 'service',
};

export const poolGivesAddresses = defineRule({
  id: 'pool-gives-addresses',
  severity: 'error',
  kinds: ['v1/Service', 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease'],
  asks: 'A LoadBalancer that asks for no address of its own finds a pool of MetalLB that gives one to it unasked.',
  source: 'https://metallb.io/configuration/_advanced_ipaddresspool_configuration/',
  *check(manifest, world) {
    if (world.ofKind(POOL).length === 0 || addressesAsked(manifest)[Symbol.iterator]().next().done !== true) return;
    const { object } = manifest;
    if (object.kind === 'Service') {
      if (textAt(object, 'spec.type') !== 'LoadBalancer' || at(object, 'spec.loadBalancerClass') !== undefined) return;
      if (
        at(object, 'spec.loadBalancerIP') !== undefined ||
        Object.keys(textsAt(object, 'metadata.annotations')).some((key) => OF_POOL.test(key))
      )
        return;
      const { namespace, name } = object.metadata;
      yield* unserved({ who: `Service ${name}`, namespace, labels: textsAt(object, 'metadata.labels') }, 'spec.type', world);
      return;
    }
    for (const { chart, name, namespace, values, open } of releasesBy(world, manifest)) {
      const place = DOORS[chart];
      if (place === undefined || open === true || (textAt(values, `${place}.type`) ?? 'LoadBalancer') !== 'LoadBalancer') continue;
      if (['loadBalancerIP', 'loadBalancerClass', 'enabled'].some((key) => at(values, `${place}.${key}`) !== undefined)) continue;
      if ([...strings(at(values, place))].some(({ key }) => OF_POOL.test(key) || key.endsWith('loadBalancerIPs'))) continue;
      yield* unserved({ who: `the Service of release ${name} (chart ${chart})`, namespace, labels: undefined }, 'spec', world);
    }
  },
});

interface Door {
  readonly who: string;
  readonly namespace: string | undefined;
  /** `undefined` where nobody knows them. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

function* unserved({ who, namespace, labels }: Door, path: string, world: World): Iterable<Issue> {
  const pools = world.ofKind(POOL);
  const reasons = pools.map((pool) => keptBack(pool, namespace, labels, world));
  if (reasons.some((reason) => reason === undefined)) return;
  const said = pools.map(({ object }, index) => `${object.metadata.name} ${reasons[index] ?? ''}`);
  yield {
    path,
    message: `${who} asks for no address, and no pool gives one unasked: ${said.join(', ')}`,
    why: 'MetalLB passes it over: the Service stays <pending>, and nothing reaches the cluster.',
    fix: 'Ask for an address (metallb.io/loadBalancerIPs) or a pool (metallb.io/address-pool), or let a pool give them (autoAssign: true).',
  };
}

/** Why a pool gives nothing to a Service that does not ask; labels that nobody knows may be the right ones. */
function keptBack({ object }: WorldObject, namespace: string | undefined, labels: Door['labels'], world: World): string | undefined {
  if (at(object, 'spec.autoAssign') === false) return 'has autoAssign: false';
  const allocation = at(object, 'spec.serviceAllocation');
  if (allocation === undefined || namespace === undefined || namespace === '') return undefined;
  const names = itemsAt(allocation, 'namespaces').flatMap((each) => text(each) ?? []);
  const selectors = itemsAt(allocation, 'namespaceSelectors');
  const spaces = world.namespaceLabels(namespace);
  const chosen =
    names.includes(namespace) ||
    (selectors.length > 0 && (spaces === undefined || selectors.some((each) => matchesSelector(each, spaces))));
  if ((names.length > 0 || selectors.length > 0) && !chosen) return `is for namespaces ${names.join(', ') || 'with other labels'}`;
  const services = itemsAt(allocation, 'serviceSelectors');
  if (services.length === 0 || labels === undefined || services.some((each) => matchesSelector(each, labels))) return undefined;
  return 'is for Services with other labels';
}
