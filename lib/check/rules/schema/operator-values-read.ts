import { didYouMean, nearest } from '../../../values/nearest.ts';
import { at, fields, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule, kindKey, kindOf, type Issue } from '../../rule.ts';
import { cronProblem } from '../../schema/cron.ts';

/** Fields that Go's time.ParseDuration reads: hours are its largest unit. */
const DURATIONS: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io/v1alpha1/Application': ['spec.syncPolicy.retry.backoff.duration', 'spec.syncPolicy.retry.backoff.maxDuration'],
  'cert-manager.io/v1/Certificate': ['spec.duration', 'spec.renewBefore'],
  'external-secrets.io/v1/ClusterExternalSecret': ['spec.refreshTime'],
  'external-secrets.io/v1/ExternalSecret': ['spec.refreshInterval'],
  'helm.toolkit.fluxcd.io/v2/HelmRelease': ['spec.interval', 'spec.timeout'],
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': ['spec.interval', 'spec.retryInterval', 'spec.timeout'],
  'source.toolkit.fluxcd.io/v1/GitRepository': ['spec.interval', 'spec.timeout'],
  'source.toolkit.fluxcd.io/v1/HelmRepository': ['spec.interval', 'spec.timeout'],
  'velero.io/v1/Backup': ['spec.ttl', 'spec.csiSnapshotTimeout', 'spec.itemOperationTimeout'],
  'velero.io/v1/Schedule': ['spec.template.ttl', 'spec.template.csiSnapshotTimeout', 'spec.template.itemOperationTimeout'],
};

/** Fields with a schedule of five fields. */
const SCHEDULES: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io/v1alpha1/CronWorkflow': ['spec.schedule'],
  'kyverno.io/v2/CleanupPolicy': ['spec.schedule'],
  'kyverno.io/v2/ClusterCleanupPolicy': ['spec.schedule'],
  'longhorn.io/v1beta2/RecurringJob': ['spec.cron'],
  'velero.io/v1/Schedule': ['spec.schedule'],
};
const DURATIONS_BY_KEY = keyed(DURATIONS);
const SCHEDULES_BY_KEY = keyed(SCHEDULES);

/** Words of operators whose definitions are not at hand. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'core.k8sgpt.ai/v1alpha1/K8sGPT': {
    'spec.ai.backend':
      'amazonbedrock amazonsagemaker azureopenai cohere customrest google googlevertexai groq huggingface ibmwatsonxai localai noopai oci ollama openai'.split(
        ' ',
      ),
  },
  'policies.kyverno.io/v1/ValidatingPolicy': { 'spec.validationActions': ['Audit', 'Deny', 'Warn'] },
};
/** Fields of such objects: a name that is nearly one of them is a slip. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'core.k8sgpt.ai/v1alpha1/K8sGPT': {
    'spec.ai':
      'anonymized autoRemediation backOff backend baseUrl enabled engine language maxTokens model providerId proxyEndpoint region secret topk'.split(
        ' ',
      ),
  },
};
const CHOICES_BY_KEY = keyed(CHOICES);
const FIELDS_BY_KEY = keyed(FIELDS);

const KEDA = ['keda.sh/v1alpha1/ScaledObject', 'keda.sh/v1alpha1/ScaledJob'];

export const operatorValuesRead = defineRule({
  id: 'operator-values-read',
  severity: 'error',
  kinds: [...new Set([...KEDA, ...Object.keys(DURATIONS), ...Object.keys(SCHEDULES), ...Object.keys(CHOICES)])],
  asks: 'Durations, schedules and settings in the objects of operators are written as the operator reads them.',
  source:
    'https://pkg.go.dev/time#ParseDuration; https://velero.io/docs/main/api-types/schedule/; https://keda.sh/docs/latest/reference/scaledobject-spec/',
  *check({ object }) {
    const kind = kindOf(object);
    for (const path of DURATIONS_BY_KEY[kind] ?? []) {
      const value = textAt(object, path);
      if (value === undefined || GO_DURATION.test(value) || /[$<{]/.test(value)) continue;
      const days = /^(\d+)(d|w)$/.exec(value);
      yield {
        path,
        message: `"${value}" is no duration that ${object.kind} takes`,
        why: 'The API server or the operator refuses the object, and what was asked for is never done.',
        fix:
          days === null
            ? 'Write it in h, m and s: 1h30m.'
            : `Write ${Number(days[1]) * 24 * (days[2] === 'w' ? 7 : 1)}h: hours are the largest unit.`,
      };
    }
    for (const path of SCHEDULES_BY_KEY[kind] ?? []) {
      const value = textAt(object, path);
      const problem =
        value === undefined || /[$<{]/.test(value) || value.startsWith('TZ=') || value.startsWith('CRON_TZ=')
          ? undefined
          : cronProblem(value);
      if (problem === undefined) continue;
      yield {
        path,
        message: problem.message,
        why: 'The operator refuses the schedule, or never starts what it is for; nobody is told until it is missed.',
        fix: problem.fix,
      };
    }
    yield* words(object, kind);
    yield* bounds(object);
    yield* triggers(object);
  },
});

const GO_DURATION = /^[+-]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$|^[+-]?0$/;

function* words(object: unknown, kind: string): Iterable<Issue> {
  for (const [path, known] of Object.entries(CHOICES_BY_KEY[kind] ?? {})) {
    const value = at(object, path);
    for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const written = text(each);
      if (written === undefined || known.includes(written) || /[$<{]/.test(written)) continue;
      yield {
        path,
        message: `"${written}" is none of ${known.join(', ')}`,
        why: 'The API server or the operator refuses the object, and what was asked for is never done.',
        fix: didYouMean(written, known),
      };
    }
  }
  for (const [path, known] of Object.entries(FIELDS_BY_KEY[kind] ?? {})) {
    for (const name of Object.keys(fields(at(object, path)))) {
      const near = known.includes(name) ? undefined : nearest(name, known);
      if (near === undefined) continue;
      const why = 'The field is dropped in silence, or the object is refused: the default stays in force.';
      yield { path: `${path}.${name}`, message: `there is no field ${name} in ${path}`, why, fix: `Did you mean "${near}"?` };
    }
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

function keyed<T>(lists: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(lists).map(([kind, each]) => [kindKey(kind), each]));
}
