import { POD_KINDS } from '../../pods.ts';
import { at, items, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { looksLikeBackup } from '../../scheduling/backups.ts';

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
