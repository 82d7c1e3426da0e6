import type { Issue, WorldObject } from '../rule.ts';
import { scaleOf } from '../scale.ts';
import type { World } from '../world.ts';
import { durationSeconds } from './expression.ts';
import { hasFlag, type ThanosPart } from './thanos.ts';

/** What keeps the compactor of Thanos from its work. */
export function* compactorFaults(compactor: ThanosPart, manifest: WorldObject, world: World): Iterable<Issue> {
  const { path } = compactor;
  const { kind } = manifest.object;
  const runsOn = kind === 'Deployment' || kind === 'StatefulSet';
  if (runsOn && !hasFlag(compactor, '--wait') && !hasFlag(compactor, '-w')) {
    const why = 'It ends after one round and is started again, at ever longer intervals: CrashLoopBackOff with exit code 0.';
    yield {
      path,
      severity: 'warning',
      message: `thanos compact has no --wait, and a ${kind} restarts what ends`,
      why,
      fix: 'Add --wait, or make it a CronJob.',
    };
  }
  const pod = world.podTemplate(manifest);
  const copies = runsOn && pod !== undefined ? scaleOf(world, pod).max : 1;
  const shared = !hasFlag(compactor, '--selector.relabel-config') && !hasFlag(compactor, '--selector.relabel-config-file');
  if (copies > 1 && shared) {
    const why = 'Two compactors of one bucket overlap in what they write: both halt, and blocks may have to be repaired by hand.';
    yield {
      path: 'spec.replicas',
      message: `${copies} compactors of Thanos work on one bucket`,
      why,
      fix: 'Run one, or give each its own part with --selector.relabel-config.',
    };
  }
  yield* tooSoon(compactor);
}

/** Least time that samples of one resolution are kept before smaller ones are made of them. Unit: seconds. */
const DOWNSAMPLED = { 'resolution-raw': 40 * 3600, 'resolution-5m': 240 * 3600 } as const;

function* tooSoon({ words, path }: ThanosPart): Iterable<Issue> {
  if (words.includes('--downsampling.disable')) return;
  for (const [resolution, least] of Object.entries(DOWNSAMPLED)) {
    const written = words
      .map((word) => new RegExp(`^--retention\\.${resolution}=(\\w+)$`).exec(word)?.[1])
      .find((each) => each !== undefined);
    const seconds = durationSeconds(written);
    if (seconds === undefined || seconds === 0 || seconds >= least) continue;
    yield {
      path,
      message: `--retention.${resolution} is ${written ?? ''}, and Thanos needs ${least / 3600}h to make smaller samples of them`,
      why: 'The compactor refuses to start: the bucket grows, and queries over weeks get slow.',
      fix: `Keep them ${least / 3600}h or more, or set --downsampling.disable.`,
    };
  }
}
