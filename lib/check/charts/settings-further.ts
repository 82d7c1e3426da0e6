import { at, fields, fieldsAt, itemsAt, numberAt, text, textAt } from '../read.ts';
import { on, RENDER, when, type Given, type Refusal } from './setting.ts';

/** Grafana by itself, or as a part under a key. @see https://github.com/grafana/helm-charts/blob/main/charts/grafana/values.yaml */
function grafana(base = ''): readonly Refusal[] {
  const own = (values: unknown): unknown => (base === '' ? values : at(values, base));
  const place = (path: string): string => (base === '' ? path : `${base}.${path}`);
  return [
    {
      path: place('replicas'),
      severity: 'warning',
      says: ({ values }) => {
        const copies = numberAt(own(values), 'replicas') ?? 1;
        const kept = JSON.stringify(
          ['grafana.ini', 'env', 'envFromSecret', 'envFromSecrets', 'envValueFrom'].map((key) => fields(own(values))[key] ?? ''),
        );
        return when(
          copies > 1 && !/database|GF_DATABASE|envFromSecret/i.test(kept),
          `Grafana is to run ${copies} times, and each copy has a database of its own (SQLite, the default)`,
        );
      },
      why: 'Each copy knows its own users, sessions and alerts: people are logged out at every other click, and what one copy saves the others do not have.',
      fix: 'Set replicas: 1, or name a database in grafana.ini (database.type: postgres).',
    },
    {
      path: place('rbac.namespaced'),
      says: ({ values }) => {
        const lost = ['dashboards', 'datasources', 'alerts', 'plugins', 'notifiers'].find(
          (part) => textAt(own(values), `sidecar.${part}.searchNamespace`) === 'ALL',
        );
        return when(
          on(own(values), 'rbac.namespaced') && lost !== undefined,
          `sidecar.${lost ?? ''}.searchNamespace is ALL, and rbac.namespaced gives rights in one namespace only`,
        );
      },
      why: 'The sidecar may not list ConfigMaps of other namespaces and ends with 403, again and again: Grafana has nothing of what it was to find, or does not start.',
      fix: 'Remove rbac.namespaced, or name the namespaces.',
    },
  ];
}

/** Labels by which clusters are told apart, and that are taken away before they are sent. */
function dropped({ values }: Given): string | undefined {
  const labels = Object.keys(fieldsAt(values, 'prometheus.prometheusSpec.externalLabels'));
  for (const each of itemsAt(values, 'prometheus.prometheusSpec.remoteWrite')) {
    for (const rule of itemsAt(each, 'writeRelabelConfigs')) {
      const [action, regex = ''] = [textAt(rule, 'action'), textAt(rule, 'regex')];
      const matches = (label: string): boolean => fitting(regex)?.test(label) ?? action !== 'labeldrop';
      const lost = labels.find((label) => (action === 'labeldrop' && matches(label)) || (action === 'labelkeep' && !matches(label)));
      if (lost !== undefined)
        return `externalLabels has ${lost}, and ${action ?? ''} "${regex}" takes it away before it is written to ${textAt(each, 'url') ?? 'the store'}`;
    }
  }
  return undefined;
}

function fitting(regex: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${regex})$`);
  } catch {
    return undefined;
  }
}

const DURATIONS = ['timeout.reconciliation', 'timeout.hard.reconciliation', 'timeout.reconciliation.jitter'];
const LOKI_PLACES = [
  ['loki.compactor.retention_period', 'loki.limits_config.retention_period'],
  ['loki.limits_config.retention_enabled', 'loki.compactor.retention_enabled'],
  ['loki.limits_config.delete_request_store', 'loki.compactor.delete_request_store'],
  ['loki.server.auth_enabled', 'loki.auth_enabled'],
  ['loki.commonConfig.auth_enabled', 'loki.auth_enabled'],
] as const;

/** What goes into a collector whose version is that of its chart, some time after it. */
const GONE = [
  ['logging', 112, 'debug'],
  ['jaeger', 80, 'otlp, which Jaeger takes itself'],
] as const;

/** Programs that list their bucket before they read it. */
const LISTING = /velero|thanos|loki|tempo|mimir/i;

/** Policies of MinIO under which such a program may read and write, and not list. */
function unlisted({ values }: Given): string | undefined {
  const used = new Set(itemsAt(values, 'users').flatMap((each) => textAt(each, 'policy') ?? []));
  for (const policy of itemsAt(values, 'policies')) {
    const name = textAt(policy, 'name') ?? '';
    const allowed = itemsAt(policy, 'statements').filter((each) => textAt(each, 'effect') !== 'Deny');
    const [actions, resources] = ['actions', 'resources'].map((key) =>
      allowed.flatMap((each) => itemsAt(each, key).flatMap((one) => text(one) ?? [])),
    );
    const reads =
      actions?.some((each) => each === 's3:GetObject') === true && !actions.some((each) => /^(s3:)?\*$|^s3:List(\*|Bucket)/.test(each));
    const bucket = resources?.find((each) => LISTING.test(each));
    if (used.has(name) && reads && bucket !== undefined)
      return `policy ${name} allows ${actions.join(', ')} on ${bucket}, and not s3:ListBucket`;
  }
  return undefined;
}

/** By chart, beside what stands in `settings-refusals.ts`. */
export const FURTHER: Readonly<Record<string, readonly Refusal[]>> = {
  'argo-cd': [
    {
      path: 'configs.cm',
      severity: 'warning',
      says: ({ values }) => {
        const wrong = DURATIONS.find((key) => /^[1-9]\d*$/.test(text(fieldsAt(values, 'configs.cm')[key]) ?? ''));
        return when(
          wrong !== undefined,
          `${wrong ?? ''} is ${text(fieldsAt(values, 'configs.cm')[wrong ?? '']) ?? ''}, a number without a unit`,
        );
      },
      why: 'It is no duration: the value is passed over, and Argo CD looks at Git as often as before.',
      fix: 'Write the unit, such as 300s.',
    },
  ],
  cilium: [
    {
      path: 'hubble.metrics.enabled',
      says: ({ values }) =>
        when(
          typeof at(values, 'hubble.metrics.enabled') === 'boolean',
          `hubble.metrics.enabled is ${textAt(values, 'hubble.metrics.enabled') ?? ''}, and the chart takes a list of metrics`,
        ),
      why: RENDER,
      fix: 'Write hubble.metrics.enabled: [dns, drop, tcp, flow], or null for none.',
    },
  ],
  grafana: grafana(),
  'kube-prometheus-stack': [
    ...grafana('grafana'),
    {
      path: 'prometheus.prometheusSpec.remoteWrite',
      says: dropped,
      why: 'The store cannot tell clusters apart: series of all of them fall together, and every second sample is refused as a double.',
      fix: 'Leave the label out of the expression.',
    },
    {
      path: 'prometheus.prometheusSpec.replicaExternalLabelNameClear',
      severity: 'warning',
      says: ({ values }) =>
        when(
          on(values, 'prometheus.prometheusSpec.replicaExternalLabelNameClear') &&
            (numberAt(values, 'prometheus.prometheusSpec.replicas') ?? 1) > 1,
          `replicaExternalLabelNameClear takes away the label by which ${numberAt(values, 'prometheus.prometheusSpec.replicas') ?? 2} replicas differ`,
        ),
      why: 'Both write the same series: sidecars refuse to upload, and a store of remote writes refuses every second sample.',
      fix: 'Leave the label, and name it to Thanos Query (--query.replica-label).',
    },
    {
      path: 'additionalPrometheusRulesMap',
      says: ({ values }) => {
        const bare = Object.entries(fieldsAt(values, 'additionalPrometheusRulesMap')).find(
          ([, each]) => at(each, 'groups') === undefined && Object.keys(fields(each)).length > 0,
        );
        return when(
          bare !== undefined,
          `additionalPrometheusRulesMap.${bare?.[0] ?? ''} has ${Object.keys(fields(bare?.[1])).join(', ')}, and no groups`,
        );
      },
      why: 'It becomes the spec of a PrometheusRule, which the API server or the webhook of the operator refuses: the sync of the whole release fails.',
      fix: 'Write groups: [{name, rules}] below the name.',
    },
  ],
  loki: [
    {
      path: 'loki',
      says: ({ values }) => {
        const [wrong, right] = LOKI_PLACES.find(([path]) => at(values, path) !== undefined) ?? [];
        return when(wrong !== undefined, `Loki does not read ${wrong ?? ''}: the setting is ${right ?? ''}`);
      },
      why: 'Loki refuses a configuration with a key that it does not know: its pods crash in a loop.',
      fix: 'Move the setting there.',
    },
  ],
  'metrics-server': [
    {
      path: 'args',
      says: ({ values }) => {
        const port = itemsAt(values, 'args')
          .map((each) => /^--secure-port=(\d+)$/.exec(String(each))?.[1])
          .find((each) => each !== undefined);
        const own = textAt(values, 'containerPort') ?? '10250';
        return when(
          port !== undefined && port !== own,
          `--secure-port is ${port ?? ''}, and the chart's probes and Service ask containerPort ${own}`,
        );
      },
      why: 'Nobody answers there: the pod is never ready, autoscalers know no CPU, and kubectl top fails.',
      fix: 'Remove --secure-port, or set containerPort to the same.',
    },
  ],
  minio: [
    {
      path: 'policies',
      severity: 'warning',
      says: unlisted,
      why: 'Velero, Thanos, Loki and Tempo ask what is in their bucket first, and get AccessDenied: nothing is written or found.',
      fix: 'Add s3:ListBucket and s3:GetBucketLocation on the bucket itself (arn:aws:s3:::BUCKET).',
    },
    {
      path: 'users',
      says: ({ values }) => {
        const bare = itemsAt(values, 'users').find(
          (each) =>
            at(each, 'existingSecretKey') !== undefined && at(each, 'existingSecret') === undefined && at(each, 'secretKey') === undefined,
        );
        return when(
          bare !== undefined,
          `user ${textAt(bare, 'accessKey') ?? ''} has an existingSecretKey, and no existingSecret says of which Secret`,
        );
      },
      why: 'The chart makes the user with an empty key, or fails: whoever logs in with the key of the Secret is refused.',
      fix: 'Add existingSecret.',
    },
  ],
  'opentelemetry-collector': [
    {
      path: 'config.exporters',
      says: ({ values, major, minor }) => {
        const names = Object.keys(fieldsAt(values, 'config.exporters'));
        const lost = GONE.find(
          ([name, since]) =>
            (major ?? 0) === 0 &&
            (minor ?? 0) >= since &&
            at(values, 'image.tag') === undefined &&
            names.some((each) => each === name || each.startsWith(`${name}/`)),
        );
        return when(
          lost !== undefined,
          `the exporter ${lost?.[0] ?? ''} is no longer in the collector of this chart; there is ${lost?.[2] ?? ''}`,
        );
      },
      why: 'The collector refuses its configuration and does not start ("unknown type"): no signal arrives anywhere.',
      fix: 'Use the one that there is, here and in the pipelines.',
    },
    {
      path: 'config.processors.memory_limiter',
      says: ({ values }) => {
        const limiter = fieldsAt(values, 'config.processors.memory_limiter');
        const [unit] = ['percentage', 'mib'].filter(
          (each) => (numberAt(limiter, `spike_limit_${each}`) ?? -1) >= (numberAt(limiter, `limit_${each}`) ?? Infinity),
        );
        return when(
          unit !== undefined,
          `spike_limit_${unit ?? ''} is ${numberAt(limiter, `spike_limit_${unit ?? ''}`) ?? ''}, and has to be below limit_${unit ?? ''}, ${numberAt(limiter, `limit_${unit ?? ''}`) ?? ''}`,
        );
      },
      why: 'The collector refuses its configuration and does not start: no signal arrives anywhere.',
      fix: 'Write about a fifth of the limit.',
    },
  ],
};
