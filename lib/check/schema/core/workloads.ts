import { at, fieldsAt, numberAt, textAt, type Fields } from '../../read.ts';
import { between, countOrPercent, form, oneOf, type FieldsJudge, type ValueJudge } from '../judges.ts';
import { shown, type Report } from '../problem.ts';
import { cronProblem } from '../cron.ts';

const count = between(0);

/** Longest name of a CronJob: its Jobs add eleven characters. */
const CRON_JOB_NAME_MAX = 52;

export const workloadValues: Readonly<Record<string, ValueJudge>> = {
  'apps.v1.DeploymentSpec.replicas': count,
  'apps.v1.DeploymentSpec.minReadySeconds': count,
  'apps.v1.DeploymentSpec.revisionHistoryLimit': count,
  'apps.v1.DeploymentStrategy.type': oneOf('Recreate', 'RollingUpdate'),
  'apps.v1.RollingUpdateDeployment.maxSurge': countOrPercent,
  'apps.v1.RollingUpdateDeployment.maxUnavailable': countOrPercent,
  'apps.v1.StatefulSetSpec.replicas': count,
  'apps.v1.StatefulSetSpec.podManagementPolicy': oneOf('OrderedReady', 'Parallel'),
  'apps.v1.StatefulSetUpdateStrategy.type': oneOf('RollingUpdate', 'OnDelete'),
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': oneOf('Retain', 'Delete'),
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': oneOf('Retain', 'Delete'),
  'apps.v1.DaemonSetUpdateStrategy.type': oneOf('RollingUpdate', 'OnDelete'),
  'apps.v1.RollingUpdateDaemonSet.maxUnavailable': countOrPercent,
  'apps.v1.RollingUpdateDaemonSet.maxSurge': countOrPercent,
  'batch.v1.JobSpec.completionMode': oneOf('NonIndexed', 'Indexed'),
  'batch.v1.JobSpec.parallelism': count,
  'batch.v1.JobSpec.completions': count,
  'batch.v1.JobSpec.backoffLimit': count,
  'batch.v1.JobSpec.activeDeadlineSeconds': between(1),
  'batch.v1.JobSpec.ttlSecondsAfterFinished': count,
  'batch.v1.JobSpec.podReplacementPolicy': oneOf('TerminatingOrFailed', 'Failed'),
  'batch.v1.CronJobSpec.concurrencyPolicy': oneOf('Allow', 'Forbid', 'Replace'),
  'batch.v1.CronJobSpec.startingDeadlineSeconds': count,
  'batch.v1.CronJobSpec.successfulJobsHistoryLimit': count,
  'batch.v1.CronJobSpec.failedJobsHistoryLimit': count,
  'batch.v1.CronJobSpec.timeZone': (value, path, report) => {
    if (typeof value !== 'string' || isTimeZone(value)) return;
    report({ sort: 'value', path, message: `${shown(value)} is no time zone`, fix: 'Write a name such as Asia/Seoul or Etc/UTC.' });
  },
  'batch.v1.CronJobSpec.schedule': (value, path, report) => {
    const problem = typeof value === 'string' ? cronProblem(value) : undefined;
    if (problem !== undefined) report({ sort: 'value', path, ...problem });
  },
};

/** The first look-up takes tens of milliseconds, each further one longer than all else that is asked of a CronJob; a tree has few. */
const timeZones = new Map<string, boolean>(
  ['America/Los_Angeles', 'America/New_York', 'Asia/Kolkata', 'Asia/Seoul', 'Asia/Shanghai', 'Asia/Tokyo', 'Etc/UTC', 'Europe/Berlin']
    .concat(['Europe/London', 'Europe/Paris', 'UTC'])
    .map((name) => [name, true]),
);

/** Whether Go finds a time zone of this name in its database. */
export function isTimeZone(name: string): boolean {
  let known = timeZones.get(name);
  if (known === undefined) timeZones.set(name, (known = name !== '' && name.toLowerCase() !== 'local' && isKnown(name)));
  return known;
}

/** Abbreviations that JavaScript still takes, and the database of time zones does not have. */
const ABBREVIATED = /^(ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST)$/;

function isKnown(name: string): boolean {
  if (ABBREVIATED.test(name)) return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Pods of a workload that lasts are always restarted. */
function lasting(kind: string): FieldsJudge {
  return (value, path, report) => {
    const policy = textAt(value, 'template.spec.restartPolicy') ?? 'Always';
    if (policy !== 'Always') {
      const message = `the pods of a ${kind} have restartPolicy ${policy}, where only Always is taken`;
      report({ sort: 'value', path: `${path}.template.spec.restartPolicy`, message, fix: 'Remove it, or make a Job.' });
    }
    const deadline = at(value, 'template.spec.activeDeadlineSeconds');
    if (deadline !== undefined && deadline !== null) {
      const message = `the pods of a ${kind} may not have activeDeadlineSeconds`;
      report({ sort: 'value', path: `${path}.template.spec.activeDeadlineSeconds`, message, fix: 'Remove it, or make a Job.' });
    }
    emptySelector(value, path, report);
  };
}

function emptySelector(value: Fields, path: string, report: Report): void {
  const selector = value['selector'];
  if (typeof selector !== 'object' || selector === null) return;
  if (Object.keys(fieldsAt(selector, 'matchLabels')).length > 0 || Array.isArray(at(selector, 'matchExpressions'))) return;
  report({
    sort: 'missing',
    path: `${path}.selector`,
    message: 'the selector is empty',
    fix: 'Name the labels of the pods in matchLabels.',
  });
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0%' || value === '0';
}

/** A rolling update that may add no pod and remove none cannot begin. */
function canRoll(strategy: string, surge: unknown, unavailable: unknown): FieldsJudge {
  return (value, path, report) => {
    const type = textAt(value, `${strategy}.type`) ?? 'RollingUpdate';
    const rolling = at(value, `${strategy}.rollingUpdate`);
    if (rolling === undefined || rolling === null) return;
    if (type !== 'RollingUpdate') {
      const severe = type === 'Recreate';
      const message = `${strategy} has the type ${type} and settings of rollingUpdate`;
      if (severe) report({ sort: 'value', path: `${path}.${strategy}.rollingUpdate`, message, fix: 'Remove rollingUpdate.' });
      return;
    }
    if (!isNone(at(rolling, 'maxSurge') ?? surge) || !isNone(at(rolling, 'maxUnavailable') ?? unavailable)) return;
    const message = 'maxSurge and maxUnavailable are both 0, so no pod can be replaced';
    report({ sort: 'value', path: `${path}.${strategy}.rollingUpdate`, message, fix: 'Allow one of them.' });
  };
}

const deploymentRolls = canRoll('strategy', '25%', '25%');
const daemonRolls = canRoll('updateStrategy', 0, 1);
const deploymentLasts = lasting('Deployment');
const daemonLasts = lasting('DaemonSet');

export const workloadChecks: Readonly<Record<string, FieldsJudge>> = {
  'apps.v1.DeploymentSpec': (value, path, report) => {
    deploymentLasts(value, path, report);
    deploymentRolls(value, path, report);
    const deadline = numberAt(value, 'progressDeadlineSeconds');
    const ready = numberAt(value, 'minReadySeconds') ?? 0;
    if (deadline !== undefined && deadline <= ready) {
      const message = `progressDeadlineSeconds is ${deadline}, not more than minReadySeconds ${ready}`;
      report({
        sort: 'value',
        path: `${path}.progressDeadlineSeconds`,
        message,
        fix: 'Allow more time than a pod needs to count as ready.',
      });
    }
  },
  'apps.v1.StatefulSetSpec': lasting('StatefulSet'),
  'apps.v1.DaemonSetSpec': (value, path, report) => {
    daemonLasts(value, path, report);
    daemonRolls(value, path, report);
  },
  'batch.v1.JobSpec': (value, path, report) => {
    const policy = textAt(value, 'template.spec.restartPolicy');
    if (policy === 'OnFailure' || policy === 'Never' || value['template'] === undefined) return;
    const message = `the pods of a Job have restartPolicy ${policy ?? 'Always, the default'}, where only OnFailure and Never are taken`;
    report({ sort: 'value', path: `${path}.template.spec.restartPolicy`, message, fix: 'Write OnFailure, or Never.' });
  },
  'batch.v1.CronJob': (value, _, report) => {
    form(/^/, CRON_JOB_NAME_MAX, 'the name of a CronJob', '')(at(value, 'metadata.name'), 'metadata.name', report);
  },
};
