import { alertRules } from '../../observability/alert-rules.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, items, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { neverComes } from '../../schema/cron.ts';
import { looksLikeBackup } from '../../scheduling/backups.ts';
import type { World } from '../../world.ts';

/** The controller looks every 10 seconds: a start that may be no later than this is missed by chance. Unit: seconds. */
const CONTROLLER_PERIOD = 10;

export const cronJobRuns = defineRule({
  id: 'cron-job-runs',
  severity: 'warning',
  kinds: POD_KINDS.filter((kind) => kind.endsWith('/CronJob')),
  asks: 'A CronJob is started each time, not twice at the same time on one volume, and leaves a trace when it fails.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  *check(manifest, world) {
    const { object } = manifest;
    const schedule = textAt(object, 'spec.schedule') ?? '';
    if (neverComes(schedule)) {
      yield {
        path: 'spec.schedule',
        severity: 'error',
        message: `${schedule} fits no day`,
        why: 'The API server takes it, and the job is never started: nothing says so, for nothing fails.',
        fix: 'Choose a day that the month has.',
      };
    }
    const deadline = numberAt(object, 'spec.startingDeadlineSeconds');
    if (deadline !== undefined && deadline < CONTROLLER_PERIOD) {
      yield {
        path: 'spec.startingDeadlineSeconds',
        message: `it may start no later than ${deadline} s after its time, and the controller looks every ${CONTROLLER_PERIOD} s`,
        why: 'Whether the job runs is left to chance: most of its times are missed, and nothing says so.',
        fix: 'Set startingDeadlineSeconds to some minutes, or leave it out.',
      };
    }
    if (numberAt(object, 'spec.failedJobsHistoryLimit') === 0) {
      yield {
        path: 'spec.failedJobsHistoryLimit',
        message: 'a Job that failed is removed at once',
        why: 'Its pods and their logs go with it, and alerts on failed Jobs never see one: it fails every night, and nobody can tell since when or why.',
        fix: 'Keep at least one: failedJobsHistoryLimit: 1.',
      };
    }
    yield* goneSoon(manifest, world);
    const pod = world.podTemplate(manifest);
    const volumes = items(pod?.spec['volumes']).flatMap((volume) => textAt(volume, 'persistentVolumeClaim.claimName') ?? []);
    const overlaps = (textAt(object, 'spec.concurrencyPolicy') ?? 'Allow') === 'Allow';
    const ends = numberAt(object, 'spec.jobTemplate.spec.activeDeadlineSeconds') ?? numberAt(pod?.spec, 'activeDeadlineSeconds');
    if (overlaps && volumes.length > 0 && ends === undefined) {
      yield {
        path: 'spec.concurrencyPolicy',
        severity: 'info',
        message: `a run that hangs does not keep the next from starting, and both write ${volumes.join(', ')}`,
        why: 'Two runs mix their files, or the second waits for the volume that the first holds on another node, and the runs pile up.',
        fix: 'Set concurrencyPolicy: Forbid, and activeDeadlineSeconds so that a run that hangs ends.',
      };
    }
    if (at(object, 'spec.suspend') === true) {
      const why =
        'It is never started, and its Jobs are missed nowhere: a pause that was forgotten is not seen until its result is needed.';
      const backup = pod !== undefined && looksLikeBackup(pod);
      yield {
        path: 'spec.suspend',
        severity: backup ? 'warning' : 'info',
        message: backup ? 'the backup is suspended' : 'it is suspended',
        why,
        fix: 'Remove suspend, or the CronJob.',
      };
    }
  },
});

/** Jobs that are removed before an alert on them has waited long enough to fire. */
function* goneSoon({ object }: WorldObject, world: World): Iterable<Issue> {
  const kept = numberAt(object, 'spec.jobTemplate.spec.ttlSecondsAfterFinished');
  if (kept === undefined) return;
  const late = alertRules(world).find(
    ({ kind, expr, for: waits }) => kind === 'alert' && /kube_job_(status_)?failed\b/.test(expr) && (durationSeconds(waits) ?? 0) >= kept,
  );
  if (late === undefined && kept >= 60) return;
  yield {
    path: 'spec.jobTemplate.spec.ttlSecondsAfterFinished',
    ...(late === undefined ? { severity: 'info' as const } : {}),
    message: `a Job is removed ${kept} s after its end${late === undefined ? ', with its logs' : `, and alert ${late.name} waits ${late.for ?? '0s'} to tell of one that failed`}`,
    why: 'What tells of the Job goes with it: alerts on failed Jobs never fire, and nobody can read why it failed.',
    fix: 'Keep it longer, such as ttlSecondsAfterFinished: 86400.',
  };
}
