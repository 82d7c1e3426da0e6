import type { KubeObject } from '../../manifest/manifest.ts';
import { Quantity } from '../../values/quantity.ts';
import { quantityOf } from '../quantities.ts';
import { at, fieldsAt, itemsAt, text } from '../read.ts';
import { kindOf } from '../rule.ts';
import { scaleOf } from '../scale.ts';
import type { World } from '../world.ts';
import { podSizes, type Sizes } from './sizes.ts';

/** Amounts that quotas count, and the name that each goes by in full. */
const KEYS: Readonly<Record<string, QuotaKey>> = {
  cpu: 'requests.cpu',
  memory: 'requests.memory',
  'requests.cpu': 'requests.cpu',
  'requests.memory': 'requests.memory',
  'limits.cpu': 'limits.cpu',
  'limits.memory': 'limits.memory',
  pods: 'pods',
  'count/pods': 'pods',
};

export type QuotaKey = 'requests.cpu' | 'requests.memory' | 'limits.cpu' | 'limits.memory' | 'pods';

/** One bound of a quota. */
export interface QuotaLine {
  readonly key: QuotaKey;
  readonly hard: Quantity;
  /** As it is written. */
  readonly text: string;
}

/** The bounds of a quota for all pods; one with scopes counts some of them only, and has none here. */
export function quotaLines(quota: KubeObject): readonly QuotaLine[] {
  if (itemsAt(quota, 'spec.scopes').length > 0 || at(quota, 'spec.scopeSelector') !== undefined) return [];
  return Object.entries(fieldsAt(quota, 'spec.hard')).flatMap(([name, value]) => {
    const [key, hard, written] = [KEYS[name], quantityOf(text(value)), text(value)];
    return key === undefined || hard === undefined || written === undefined ? [] : [{ key, hard, text: written }];
  });
}

/** What quotas of a namespace demand that every container states. */
export function demandedBy(world: World, namespace: string): readonly { readonly quota: string; readonly key: QuotaKey }[] {
  return world.inNamespace('v1/ResourceQuota', namespace).flatMap(({ object }) =>
    quotaLines(object)
      .filter(({ key }) => key !== 'pods')
      .map(({ key }) => ({ quota: object.metadata.name, key })),
  );
}

/** The pods of one workload, as a quota counts them. */
export interface Load {
  /** `Rollout web` */
  readonly name: string;
  readonly sizes: Sizes;
  readonly sidecar: boolean;
  /** At least, at the autoscaler's maximum, and beyond that during an update. Unit: pods. */
  readonly rest: number;
  readonly most: number;
  readonly surge: number;
}

/** What the workloads of a namespace bring; Jobs end and do not count, a DaemonSet counts once a node where the nodes are known. */
export function loadsOf(world: World, namespace: string): readonly Load[] {
  return world.once(`loads of ${namespace}`, () =>
    world
      .podsIn(namespace)
      .filter(({ owner }) => !kindOf(owner.object).startsWith('batch/'))
      .map((pod) => {
        const { min, max, surge } = scaleOf(world, pod);
        const daemon = kindOf(pod.owner.object) === 'apps/DaemonSet';
        const nodes = daemon ? (world.facts.nodes?.filter(({ schedulable }) => schedulable).length ?? 1) : 1;
        return {
          name: `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`,
          sizes: podSizes(world, pod),
          sidecar: pod.injection === 'yes',
          rest: daemon ? nodes : min,
          most: daemon ? nodes : max,
          surge: daemon ? 0 : surge,
        };
      }),
  );
}

/** What so many pods of each come to, as the quota counts it. */
export function sumOf(loads: readonly Load[], key: QuotaKey, pods: (load: Load) => number): Quantity {
  return Quantity.sum(loads.map((load) => amountOf(load.sizes, key).times(whole(pods(load)))));
}

function amountOf({ requests, limits }: Sizes, key: QuotaKey): Quantity {
  if (key === 'pods') return Quantity.parse('1');
  const [list, resource] = key.split('.') as ['requests' | 'limits', 'cpu' | 'memory'];
  return (list === 'limits' ? limits[resource] : requests[resource]) ?? Quantity.parse('0');
}

function whole(pods: number): number {
  return Number.isSafeInteger(pods) && pods > 0 ? pods : 0;
}

/** `2.6` cores or pods, `5.4Gi` of memory. */
export function shownAmount(key: QuotaKey, amount: Quantity): string {
  const value = amount.toNumber();
  return key.endsWith('memory') ? `${Number((value / 1024 ** 3).toFixed(2))}Gi` : String(Number(value.toFixed(3)));
}
