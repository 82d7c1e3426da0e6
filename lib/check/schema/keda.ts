import { nearest } from '../../values/nearest.ts';
import { fields, itemsAt, numberAt, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { isTimeZone } from './core/workloads.ts';
import { cronProblem } from './cron.ts';
import { misplacedFields, unreachable } from './keda-fields.ts';

export const KEDA_KINDS = ['keda.sh/v1alpha1/ScaledObject', 'keda.sh/v1alpha1/ScaledJob'];

/** What KEDA, or the API server for it, refuses in an object that scales. */
export function* kedaFaults(object: unknown): Iterable<Issue> {
  yield* bounds(object);
  yield* triggers(object);
  yield* nothingLeft(object);
  yield* asked(object);
  yield* unreachable(object);
  if (textAt(object, 'kind') === 'ScaledObject') yield* misplacedFields(object);
  for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
    if (textAt(trigger, 'type') === 'cron') yield* times(trigger, `spec.triggers[${index}].metadata`);
  }
}

/** As many as at least, and as many as at most. */
function* bounds(object: unknown): Iterable<Issue> {
  const least = numberAt(object, 'spec.minReplicaCount');
  const most = numberAt(object, 'spec.maxReplicaCount') ?? 100;
  if (least === undefined || least <= most) return;
  yield {
    path: 'spec.minReplicaCount',
    message: `minReplicaCount ${least} is more than maxReplicaCount ${most}`,
    why: 'KEDA refuses the object: nothing is scaled.',
    fix: 'Make it the smaller of the two, or equal.',
  };
}

/** What a trigger of a type cannot do without. @see https://keda.sh/docs/latest/scalers/ */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  cpu: ['value'],
  cron: ['timezone', 'start', 'end', 'desiredReplicas'],
  'kubernetes-workload': ['podSelector', 'value'],
  loki: ['serverAddress', 'query', 'threshold'],
  memory: ['value'],
  'metrics-api': ['url', 'valueLocation', 'targetValue'],
  mysql: ['query', 'queryValue'],
  postgresql: ['query', 'targetQueryValue'],
  prometheus: ['serverAddress', 'query', 'threshold'],
};
/** Types that are often used, for near misses: there are some seventy. */
const TYPES = [
  ...Object.keys(NEEDED),
  ...'apache-kafka artemis-queue aws-sqs-queue external gcp-pubsub influxdb kafka mongodb mssql nats-jetstream rabbitmq redis redis-streams selenium-grid temporal'.split(
    ' ',
  ),
];

function* asked(object: unknown): Iterable<Issue> {
  for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
    const type = textAt(trigger, 'type') ?? '';
    const path = `spec.triggers[${index}]`;
    const why = 'KEDA refuses the object, or notes an error at each look: nothing is scaled.';
    const near =
      TYPES.includes(type) || type === ''
        ? undefined
        : (nearest(type, TYPES) ?? TYPES.find((each) => type.length > 4 && each.startsWith(type)));
    if (near !== undefined)
      yield { path: `${path}.type`, message: `there is no trigger of the type ${type}`, why, fix: `Did you mean "${near}"?` };
    const given = fields(fields(trigger)['metadata']);
    // What is read from the environment of the pods, or from Secrets, has a name of its own.
    const missing = (NEEDED[type] ?? []).filter((key) => given[key] === undefined && given[`${key}FromEnv`] === undefined);
    if (missing.length > 0 && fields(trigger)['authenticationRef'] === undefined)
      yield {
        path: `${path}.metadata`,
        message: `the ${type} trigger has no ${missing.join(' and no ')}`,
        why,
        fix: `Add ${missing.join(', ')}.`,
      };
    if ((type === 'cpu' || type === 'memory') && given['type'] !== undefined)
      yield {
        path: `${path}.metadata.type`,
        message: `metadata.type of the ${type} trigger was taken out in KEDA 2.18: the field is metricType beside it`,
        severity: 'warning',
        why: 'A newer KEDA refuses the object; an older one still reads it.',
        fix: `Write metricType: ${String(text(given['type']))} beside type, and leave it out of metadata.`,
      };
  }
  const paused = Object.keys(fields(fields(fields(object)['metadata'])['annotations'])).find((key) =>
    key.startsWith('autoscaling.keda.sh/paused'),
  );
  if (paused === undefined) return;
  yield {
    path: `metadata.annotations["${paused}"]`,
    severity: 'warning',
    message: `scaling is paused in Git (${paused})`,
    why: 'The number of pods stays as it was when somebody paused it: under load none is added, and nothing says so.',
    fix: 'Take the annotation out once it has served.',
  };
}

/** What is used by pods tells nothing while there are none. @see https://keda.sh/docs/latest/scalers/cpu/ */
function* nothingLeft(object: unknown): Iterable<Issue> {
  const types = itemsAt(object, 'spec.triggers').map((each) => textAt(each, 'type'));
  const least = numberAt(object, 'spec.minReplicaCount');
  if (least === 0 && types.length > 0 && types.every((type) => type === 'cpu' || type === 'memory')) {
    yield {
      path: 'spec.minReplicaCount',
      message: `minReplicaCount is 0, and ${types.join(' and ')} of no pod is nothing: only other triggers scale to none`,
      why: 'KEDA refuses the object; without its webhook the last pod is never taken away, or never comes back.',
      fix: 'Set minReplicaCount: 1, or add a trigger that knows of work without pods.',
    };
  }
  const idle = numberAt(object, 'spec.idleReplicaCount');
  if (idle === undefined || (idle === 0 && (least ?? 0) > 0)) return;
  yield {
    path: 'spec.idleReplicaCount',
    message: idle === 0 ? 'idleReplicaCount is 0, and so is minReplicaCount' : `idleReplicaCount is ${idle}, and only 0 is taken`,
    why: 'KEDA refuses the object: nothing is scaled.',
    fix: idle === 0 ? 'Leave it out, or set minReplicaCount: 1.' : 'Write 0, or say the least number in minReplicaCount.',
  };
}

/** The hours of a cron trigger. @see https://keda.sh/docs/latest/scalers/cron/ */
function* times(trigger: unknown, path: string): Iterable<Issue> {
  const why = 'The trigger fails at each look: at the hours that it was for there are as few pods as at night.';
  const [zone, start, end] = ['timezone', 'start', 'end'].map((key) => textAt(trigger, `metadata.${key}`));
  const isOpen = (value: string | undefined): boolean => value === undefined || /[${<]/.test(value);
  if (!isOpen(zone) && !isTimeZone(zone ?? ''))
    yield {
      path: `${path}.timezone`,
      message: `there is no time zone ${zone ?? ''}`,
      why,
      fix: 'Write a name such as Asia/Seoul or Etc/UTC.',
    };
  for (const [key, value] of [['start', start] as const, ['end', end] as const]) {
    const problem = isOpen(value) ? undefined : cronProblem(value ?? '');
    if (problem !== undefined) yield { path: `${path}.${key}`, ...problem, why };
  }
  if (start !== undefined && start === end)
    yield { path: `${path}.end`, message: `it begins and ends at the same time, ${start}`, why, fix: 'Write the hour at which it ends.' };
}

/** Settings of a trigger are texts to the API server. */
function* triggers(object: unknown): Iterable<Issue> {
  for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
    for (const [key, value] of Object.entries(fields(fields(trigger)['metadata']))) {
      if (typeof value === 'string') continue;
      const isPlain = text(value) !== undefined;
      yield {
        path: `spec.triggers[${index}].metadata.${key}`,
        message: isPlain
          ? `${key} is the ${typeof value} ${String(text(value))}, and settings of a trigger are texts`
          : `${key} is no text`,
        why: 'The API server refuses the object: nothing is scaled.',
        fix: isPlain ? `Put it in quotes: "${String(text(value))}".` : 'Write one text.',
      };
    }
  }
}
