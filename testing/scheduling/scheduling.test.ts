import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amount } from '../../lib/check/scheduling/amount.ts';
import type { Place } from '../../lib/check/scheduling/node-choice.ts';
import { placeAlike } from '../../lib/check/scheduling/place.ts';
import { CASES, schedulingCases, type SchedulingCase } from './cases.ts';

const verdicts = JSON.parse(readFileSync(join(__dirname, 'verdicts.json'), 'utf8')) as Readonly<Record<string, number>>;
const cases = schedulingCases();

/** The nodes of all cases are one cluster, as they were for the real scheduler. */
const places: readonly Place[] = cases.flatMap(({ nodes }) =>
  nodes.map(({ name, labels, taints, cpu, memory }) => ({
    name,
    labels: { ...labels, 'kubernetes.io/hostname': name },
    taints,
    room: amount(cpu, memory),
  })),
);

function placed({ name, spec, replicas, cpu, memory, claim }: SchedulingCase): number {
  const pods = { labels: { app: name }, spec, requests: amount(cpu, memory), exclusive: claim === 'ReadWriteOncePod' };
  return placeAlike(pods, replicas, places).count;
}

test('as many pods find a node as with the scheduler of Kubernetes 1.31, in every case', () => {
  const ours = Object.fromEntries(cases.map((each) => [each.name, placed(each)]));

  expect(Object.keys(verdicts)).toHaveLength(CASES);
  expect(ours).toEqual(verdicts);
});

test('the cases are of many kinds: pods that all find a node, none, and some', () => {
  const kinds = cases.map(({ name, replicas }) => (verdicts[name] === 0 ? 'none' : verdicts[name] === replicas ? 'all' : 'some'));

  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  expect({ none: count('none') > 20, all: count('all') > 40, some: count('some') > 40 }).toEqual({ none: true, all: true, some: true });
});
