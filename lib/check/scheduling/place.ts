import { fields, fieldsAt, itemsAt, numberAt, text, textAt, type Fields } from '../read.ts';
import { matchesSelector, type Labels } from '../selector.ts';
import { minus, NOTHING, plus, type Amount } from './amount.ts';
import { isChosen, openTaint, type Place } from './node-choice.ts';

/** Pods of one workload: they are all alike. */
export interface Alike {
  readonly labels: Labels;
  readonly spec: Fields;
  readonly requests: Amount;
  /** A claim that one pod of the cluster may use (ReadWriteOncePod). @default false */
  readonly exclusive?: boolean | undefined;
}

export interface Placed {
  /** Pods that find a place, by node. */
  readonly on: ReadonlyMap<string, number>;
  readonly count: number;
  /** What each node has against the next pod, in few words; empty when all found a place. */
  readonly because: readonly { readonly node: string; readonly reason: string }[];
}

/** A node that is being filled. */
interface Room {
  readonly place: Place;
  used: Amount;
  count: number;
}

/**
 * Places pods of one workload as the scheduler would, one after the other, on nodes with nothing else on them: taints, node
 * selector and affinity, anti-affinity against themselves, affinity with themselves, hard topology spread, requests.
 * @see https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins
 */
export function placeAlike(pods: Alike, wanted: number, places: readonly Place[]): Placed {
  const rooms = places.map((place): Room => ({ place, used: NOTHING, count: 0 }));
  const rules = new Rules(pods, rooms);
  for (let number = 0; number < wanted; number++) {
    const open = rooms.filter((room) => rules.refusal(room) === undefined);
    const best = open.sort((a, b) => a.count - b.count || fullness(a, pods.requests) - fullness(b, pods.requests))[0];
    if (best === undefined) {
      const because = rooms.map((room) => ({ node: room.place.name, reason: rules.refusal(room) ?? '' }));
      return { on: counts(rooms), count: number, because };
    }
    best.count += 1;
    best.used = plus(best.used, pods.requests);
  }
  return { on: counts(rooms), count: wanted, because: [] };
}

/** How full a node would be, 0 to 1: the mean of both, as in the scheduler's default score. */
function fullness({ place: { room }, used }: Room, requests: Amount): number {
  if (room === undefined) return 0;
  const share = (resource: 'cpu' | 'memory'): number => used[resource].plus(requests[resource]).toNumber() / room[resource].toNumber();
  return (share('cpu') + share('memory')) / 2;
}

function counts(rooms: readonly Room[]): ReadonlyMap<string, number> {
  return new Map(rooms.filter(({ count }) => count > 0).map(({ place, count }) => [place.name, count]));
}

/** What keeps a pod from a node, while others of its kind are on the nodes already. */
class Rules {
  /** What has nothing to do with the other pods, once for each node. */
  private readonly standing: ReadonlyMap<Room, string | undefined>;
  private readonly apart: readonly string[];
  private readonly together: readonly string[];
  private readonly spreads: readonly Spread[];

  constructor(
    private readonly pods: Alike,
    private readonly rooms: readonly Room[],
  ) {
    this.standing = new Map(rooms.map((room) => [room, standing(pods.spec, room.place)]));
    this.apart = ownTerms(pods, 'affinity.podAntiAffinity');
    this.together = ownTerms(pods, 'affinity.podAffinity');
    this.spreads = itemsAt(pods.spec, 'topologySpreadConstraints').flatMap((raw) => spreadOf(fields(raw), pods) ?? []);
  }

  refusal(room: Room): string | undefined {
    const { place } = room;
    const standing = this.standing.get(room);
    if (standing !== undefined) return standing;
    const short = lacks(room, this.pods.requests);
    if (short !== undefined) return short;
    if (this.pods.exclusive === true && this.rooms.some(({ count }) => count > 0)) return 'the claim is in use';
    for (const key of this.apart) if (this.domainCount(key, place) > 0) return `has one of them in its ${shortKey(key)}`;
    for (const key of this.together) {
      if (!(key in place.labels)) return `has no ${key}`;
      if (this.rooms.some(({ count }) => count > 0) && this.domainCount(key, place) === 0)
        return `has none of them in its ${shortKey(key)}`;
    }
    for (const spread of this.spreads) {
      const reason = this.ahead(spread, place);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  private domainCount(key: string, { labels }: Place): number {
    const domain = labels[key];
    if (domain === undefined) return 0;
    return this.rooms.reduce((sum, { place, count }) => (place.labels[key] === domain ? sum + count : sum), 0);
  }

  /** Whether one more pod would put this domain too far ahead of the emptiest one. */
  private ahead(spread: Spread, place: Place): string | undefined {
    if (!(spread.key in place.labels)) return `has no ${spread.key}`;
    const domains = new Map<string, number>();
    for (const { place: each, count } of this.rooms) {
      if (!countsAs(spread, this.pods.spec, each) || !this.spreads.every(({ key }) => key in each.labels)) continue;
      const domain = each.labels[spread.key] ?? '';
      domains.set(domain, (domains.get(domain) ?? 0) + (spread.counts ? count : 0));
    }
    const least = domains.size < spread.minDomains ? 0 : Math.min(...domains.values());
    const own = domains.get(place.labels[spread.key] ?? '') ?? 0;
    return own + (spread.counts ? 1 : 0) - least > spread.skew
      ? `is ${spread.skew} ahead of the emptiest ${shortKey(spread.key)}`
      : undefined;
  }
}

interface Spread {
  readonly key: string;
  readonly skew: number;
  readonly minDomains: number;
  /** Whether it counts the pods that carry it. */
  readonly counts: boolean;
  readonly honorsTaints: boolean;
  readonly honorsAffinity: boolean;
}

function spreadOf(constraint: Fields, { labels }: Alike): Spread | undefined {
  if ((text(constraint['whenUnsatisfiable']) ?? 'DoNotSchedule') !== 'DoNotSchedule') return undefined;
  return {
    key: text(constraint['topologyKey']) ?? '',
    skew: numberAt(constraint, 'maxSkew') ?? 1,
    minDomains: numberAt(constraint, 'minDomains') ?? 1,
    counts: constraint['labelSelector'] !== undefined && matchesSelector(constraint['labelSelector'], labels),
    honorsTaints: constraint['nodeTaintsPolicy'] === 'Honor',
    honorsAffinity: constraint['nodeAffinityPolicy'] !== 'Ignore',
  };
}

function countsAs({ honorsTaints, honorsAffinity }: Spread, spec: Fields, place: Place): boolean {
  if (honorsAffinity && !isChosen(spec, place)) return false;
  return !honorsTaints || openTaint(spec, place) === undefined;
}

/** Topology keys of required terms that select the pods themselves. Terms about other pods cannot be judged here. */
function ownTerms({ spec, labels }: Alike, path: string): readonly string[] {
  return itemsAt(spec, `${path}.requiredDuringSchedulingIgnoredDuringExecution`)
    .filter((term) => 'labelSelector' in fields(term) && matchesSelector(fieldsAt(term, 'labelSelector'), labels))
    .map((term) => textAt(term, 'topologyKey') ?? '');
}

/** What a node has against a pod, whoever else is there. */
function standing(spec: Fields, place: Place): string | undefined {
  if (!isChosen(spec, place)) return 'has other labels';
  const taint = openTaint(spec, place);
  if (taint === undefined) return undefined;
  return `is tainted ${taint.key}${(taint.value ?? '') === '' ? '' : `=${taint.value ?? ''}`}:${taint.effect}`;
}

function lacks({ place: { room }, used }: Room, requests: Amount): string | undefined {
  if (room === undefined) return undefined;
  const after = plus(used, requests);
  if (requests.cpu.compare(NOTHING.cpu) > 0 && after.cpu.compare(room.cpu) > 0)
    return `lacks ${Math.ceil(minus(after, room).cpu.toNumber() * 1000)}m CPU`;
  if (requests.memory.compare(NOTHING.memory) > 0 && after.memory.compare(room.memory) > 0)
    return `lacks ${Math.ceil(minus(after, room).memory.toNumber() / 1024 ** 2)}Mi memory`;
  return undefined;
}

/** `kubernetes.io/hostname` → `hostname` */
function shortKey(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
