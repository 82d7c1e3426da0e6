import type { Fields } from '../../lib/check/read.ts';
import type { Taint } from '../../lib/check/scheduling/node-choice.ts';

/** One workload and the nodes it may choose from; what is drawn comes from a fixed seed, so the cases are the same for ever. */
export interface SchedulingCase {
  readonly name: string;
  readonly nodes: readonly CaseNode[];
  readonly replicas: number;
  readonly spec: Fields;
  /** Access mode of a claim that all pods share, if they have one. */
  readonly claim?: string | undefined;
  readonly cpu: string;
  readonly memory: string;
}

export interface CaseNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly cpu: string;
  readonly memory: string;
}

/** Cases that are drawn. */
export const CASES = 180;

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Numbers that look drawn by lot (Lehmer, 16807): the same on every machine. */
class Lot {
  constructor(private state: number) {}

  below(count: number): number {
    this.state = (this.state * 16_807) % 2_147_483_647;
    return this.state % count;
  }

  one<T>(...choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export function schedulingCases(): readonly SchedulingCase[] {
  const lot = new Lot(20_261_121);
  return Array.from({ length: CASES }, (_, index) => drawn(lot, `case-${String(index).padStart(3, '0')}`));
}

function drawn(lot: Lot, name: string): SchedulingCase {
  const nodes = Array.from({ length: 1 + lot.below(4) }, (_, index) => node(lot, name, index));
  return {
    name,
    nodes,
    replicas: 1 + lot.below(7),
    spec: {
      nodeSelector: { case: name, ...(lot.chance(12) ? { disk: 'ssd' } : {}) },
      ...tolerations(lot),
      ...spreads(lot, name),
      ...affinity(lot, name),
    },
    ...(lot.chance(10) ? { claim: lot.one('ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany') } : {}),
    cpu: lot.one('0', '100m', '600m', '1', '1500m', '2500m'),
    memory: lot.one('0', '128Mi', '1Gi', '1500Mi', '3Gi'),
  };
}

function node(lot: Lot, name: string, index: number): CaseNode {
  const taints: Taint[] = [];
  if (index === 0 && lot.chance(60)) taints.push({ key: CONTROL_PLANE, effect: 'NoSchedule' });
  if (lot.chance(12))
    taints.push({ key: 'dedicated', value: lot.one('gpu', 'db'), effect: lot.one('NoSchedule', 'NoExecute', 'PreferNoSchedule') });
  return {
    name: `${name}-${index}`,
    labels: {
      case: name,
      generation: String(1 + lot.below(4)),
      ...(lot.chance(85) ? { [ZONE]: `${name}-${lot.one('a', 'b')}` } : {}),
      ...(lot.chance(50) ? { disk: lot.one('ssd', 'hdd') } : {}),
    },
    taints,
    cpu: lot.one('1', '2', '4', '8'),
    memory: lot.one('2Gi', '4Gi', '8Gi'),
  };
}

function tolerations(lot: Lot): Fields {
  const chosen: Fields[] = [];
  if (lot.chance(20)) chosen.push({ key: CONTROL_PLANE, operator: 'Exists', ...(lot.chance(50) ? { effect: 'NoSchedule' } : {}) });
  if (lot.chance(15)) chosen.push({ key: 'dedicated', operator: 'Equal', value: lot.one('gpu', 'db') });
  if (lot.chance(5)) chosen.push({ operator: 'Exists' });
  return chosen.length === 0 ? {} : { tolerations: chosen };
}

function spreads(lot: Lot, name: string): Fields {
  const chosen: Fields[] = [];
  for (const [key, percent] of [
    [HOSTNAME, 45],
    [ZONE, 20],
  ] as const) {
    if (!lot.chance(percent)) continue;
    const whenUnsatisfiable = lot.chance(85) ? 'DoNotSchedule' : 'ScheduleAnyway';
    chosen.push({
      maxSkew: 1 + lot.below(2),
      topologyKey: key,
      whenUnsatisfiable,
      labelSelector: { matchLabels: { app: lot.chance(90) ? name : 'another' } },
      ...(lot.chance(35) ? { nodeTaintsPolicy: lot.one('Honor', 'Ignore') } : {}),
      ...(lot.chance(10) ? { nodeAffinityPolicy: lot.one('Honor', 'Ignore') } : {}),
      ...(whenUnsatisfiable === 'DoNotSchedule' && lot.chance(15) ? { minDomains: 1 + lot.below(4) } : {}),
    });
  }
  return chosen.length === 0 ? {} : { topologySpreadConstraints: chosen };
}

function affinity(lot: Lot, name: string): Fields {
  const chosen: Record<string, unknown> = {};
  const self = (key: string): Fields => ({ topologyKey: key, labelSelector: { matchLabels: { app: name } } });
  if (lot.chance(22))
    chosen['podAntiAffinity'] = { requiredDuringSchedulingIgnoredDuringExecution: [self(lot.one(HOSTNAME, HOSTNAME, ZONE))] };
  else if (lot.chance(10)) chosen['podAffinity'] = { requiredDuringSchedulingIgnoredDuringExecution: [self(lot.one(HOSTNAME, ZONE))] };
  if (lot.chance(22)) {
    const expression = lot.one<Fields>(
      { key: 'disk', operator: 'In', values: ['ssd'] },
      { key: 'disk', operator: 'NotIn', values: ['hdd'] },
      { key: 'disk', operator: 'Exists' },
      { key: 'disk', operator: 'DoesNotExist' },
      { key: 'generation', operator: 'Gt', values: ['2'] },
      { key: 'generation', operator: 'Lt', values: ['3'] },
      { key: CONTROL_PLANE, operator: 'DoesNotExist' },
    );
    chosen['nodeAffinity'] = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] },
    };
  }
  return Object.keys(chosen).length === 0 ? {} : { affinity: chosen };
}
