import { at, fields, fieldsAt, items, itemsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import { cronProblem } from '../schema/cron.ts';
import { FORMATS } from '../schema/formats.ts';
import { on, type Given, type WrongSetting } from './setting.ts';

/** Schedules of the chart, and the places to which they write. @see https://velero.io/docs/main/api-types/backupstoragelocation/ */
export function* veleroSchedules({ values, has }: Given): Iterable<WrongSetting> {
  const places = itemsAt(values, 'configuration.backupStorageLocation');
  const names = places.map((each) => textAt(each, 'name') ?? 'default');
  const base = 'configuration.backupStorageLocation';
  const defaults = places.flatMap((each, index) => (on(each, 'default') ? [index] : []));
  if (defaults.length > 1) {
    yield {
      path: `${base}[${defaults[1] ?? 0}].default`,
      severity: 'warning',
      message: `${defaults.map((index) => names[index]).join(' and ')} are both the default place of backups`,
      why: 'Velero takes one of them: backups lie where nobody looks for them.',
      fix: 'Leave default: true at one of them.',
    };
  }
  for (const [name, schedule] of Object.entries(fieldsAt(values, 'schedules'))) {
    if (at(schedule, 'disabled') === true) continue;
    const path = `schedules.${name}`;
    const cron = textAt(schedule, 'schedule');
    const problem = cron === undefined || /[$<{]|^(CRON_)?TZ=/.test(cron) ? undefined : cronProblem(cron);
    if (problem !== undefined) {
      const why = 'Velero marks the schedule as invalid (FailedValidation): no backup is ever made.';
      yield { path: `${path}.schedule`, severity: 'error', ...problem, why };
    }
    const ttl = textAt(schedule, 'template.ttl');
    if (ttl !== undefined && FORMATS['duration']?.holds(ttl) === false && !/[$<{]/.test(ttl)) {
      yield {
        path: `${path}.template.ttl`,
        severity: 'error',
        message: `"${ttl}" is no duration that Velero takes`,
        why: 'The API server refuses the Schedule, and with it the release: no backup is ever made.',
        fix: 'Write it in h, m and s: hours are the largest unit, seven days are 168h.',
      };
    }
    const wanted = textAt(schedule, 'template.storageLocation');
    const place = places.find((each, index) =>
      wanted === undefined ? names.length === 1 || on(each, 'default') : names[index] === wanted,
    );
    if (wanted !== undefined && place === undefined && names.length > 0 && !has('velero.io/v1/BackupStorageLocation')) {
      yield {
        path: `${path}.template.storageLocation`,
        severity: 'error',
        message: `it writes to the location ${wanted}, and there is ${names.join(', ')}`,
        why: 'Every backup ends with FailedValidation: nothing is written anywhere.',
        fix: `Write ${nearName(wanted, names) ?? names[0] ?? ''}.`,
      };
    }
    if (textAt(place, 'accessMode') === 'ReadOnly') {
      yield {
        path: `${base}[${places.indexOf(place)}].accessMode`,
        severity: 'error',
        message: `the schedule ${name} writes to the location ${textAt(place, 'name') ?? 'default'}, which is ReadOnly`,
        why: 'Velero refuses each backup with FailedValidation: the place is open for restores only.',
        fix: 'Set accessMode: ReadWrite, or give the schedule another place.',
      };
    }
  }
}

/** What S3 and MinIO take as the name of a bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?=.{3,63}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
/** Policies that MinIO has by itself. */
const BUILT_IN = ['consoleAdmin', 'diagnostics', 'readonly', 'readwrite', 'writeonly'];

/** Buckets, users and policies of MinIO's chart. @see https://github.com/minio/minio/blob/master/helm/minio/values.yaml */
export function* minioObjects({ values }: Given): Iterable<WrongSetting> {
  const buckets = itemsAt(values, 'buckets');
  const names = buckets.map((each) => textAt(each, 'name') ?? '');
  for (const [index, each] of buckets.entries()) {
    const name = names[index] ?? '';
    if (name !== '' && !/[{$]/.test(name) && !BUCKET.test(name)) {
      yield {
        path: `buckets[${index}].name`,
        severity: 'error',
        message: `a bucket cannot be called "${name}"`,
        why: 'MinIO refuses it: the job of the chart fails, and whoever writes there gets NoSuchBucket.',
        fix: 'Use 3 to 63 lower-case letters, digits and hyphens.',
      };
    }
    if (!on(each, 'purge')) continue;
    yield {
      path: `buckets[${index}].purge`,
      severity: 'warning',
      message: `the bucket ${name} is emptied whenever the chart is applied (purge: true)`,
      why: 'The next upgrade deletes all that was kept in it, without asking.',
      fix: 'Set purge: false.',
    };
  }
  const policies = itemsAt(values, 'policies');
  const known = [...policies.flatMap((each) => textAt(each, 'name') ?? []), ...BUILT_IN];
  for (const [index, each] of itemsAt(values, 'users').entries()) {
    const wanted = (textAt(each, 'policy') ?? '').split(',').find((name) => name !== '' && !/[{$]/.test(name) && !known.includes(name));
    if (wanted === undefined || at(each, 'policy') === undefined) continue;
    yield {
      path: `users[${index}].policy`,
      severity: 'error',
      message: `the user ${textAt(each, 'accessKey') ?? ''} gets the policy ${wanted}, which the values do not describe`,
      why: 'The job that makes users fails, or the user may do nothing: each write ends with AccessDenied.',
      fix: `Add it under policies, or write one of ${known.join(', ')}.`,
    };
  }
  for (const [index, policy] of policies.entries()) {
    const resources = itemsAt(policy, 'statements').flatMap((each) => items(fields(each)['resources']).map(String));
    const strange = resources
      .map((each) => /^arn:aws:s3:::([^/*?$]+)(?:\/.*)?$/.exec(each)?.[1] ?? '')
      .find((name) => name !== '' && !names.includes(name) && nearName(name, names) !== undefined);
    if (strange === undefined) continue;
    yield {
      path: `policies[${index}].statements`,
      severity: 'warning',
      message: `the policy ${textAt(policy, 'name') ?? ''} is about the bucket ${strange}, and there is ${names.join(', ')}`,
      why: 'Whoever has the policy is refused at the bucket that there is: AccessDenied.',
      fix: `Did you mean "${nearName(strange, names) ?? ''}"?`,
    };
  }
}
