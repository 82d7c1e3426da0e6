import { knownCharts } from '../../charts/known.ts';
import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, fields, items } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { shippedKind } from '../../schema/kinds.ts';
import type { Problem, Sort } from '../../schema/problem.ts';
import { coreSchemas, type Schema } from '../../schema/schema.ts';
import { walk } from '../../schema/walk.ts';

/** What charts call it, what it is to Kubernetes, and which mistakes are told: charts have words of their own beside those of Kubernetes. */
const PARTS: Readonly<Record<string, { readonly type: string; readonly list?: true; readonly sorts: readonly Sort[] }>> = {
  resources: { type: 'core.v1.ResourceRequirements', sorts: ['value', 'type'] },
  tolerations: { type: 'core.v1.Toleration', list: true, sorts: ['value', 'type', 'typed', 'unknown'] },
  extraEnv: { type: 'core.v1.EnvVar', list: true, sorts: ['typed', 'unknown'] },
  extraEnvVars: { type: 'core.v1.EnvVar', list: true, sorts: ['typed', 'unknown'] },
};
const NAMES: ReadonlySet<string> = new Set([...Object.keys(PARTS), 'nodeSelector']);

/** Values of charts that are a field of an operator's object, word by word. */
const FIELDS = [
  { chart: 'kube-prometheus-stack', value: 'prometheus.prometheusSpec.storageSpec', kind: 'Prometheus', field: 'storage' },
  { chart: 'kube-prometheus-stack', value: 'prometheus.prometheusSpec.retention', kind: 'Prometheus', field: 'retention' },
  { chart: 'kube-prometheus-stack', value: 'prometheus.prometheusSpec.scrapeInterval', kind: 'Prometheus', field: 'scrapeInterval' },
  {
    chart: 'kube-prometheus-stack',
    value: 'prometheus.prometheusSpec.evaluationInterval',
    kind: 'Prometheus',
    field: 'evaluationInterval',
  },
  { chart: 'kube-prometheus-stack', value: 'alertmanager.alertmanagerSpec.storage', kind: 'Alertmanager', field: 'storage' },
  { chart: 'kube-prometheus-stack', value: 'thanosRuler.thanosRulerSpec.storage', kind: 'ThanosRuler', field: 'storage' },
] as const;

export const helmPartsValid = defineRule({
  id: 'helm-parts-valid',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'What a chart hands on to its pods unread (resources, tolerations, node selectors, variables, claims) is what Kubernetes takes.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
  *check(manifest) {
    for (const { chart, path, values } of helmValuesOf(manifest)) {
      const whole = (inner: string): string => (inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`);
      for (const { path: inner, key, value } of handedOn(values, NAMES)) {
        if (key === 'nodeSelector') yield* selector(value, whole(inner));
        else if (key === 'resources' && knownCharts().has(chart ?? '') && !inner.includes('olumeClaimTemplate'))
          yield* stray(value, whole(inner));
        const part = PARTS[key];
        if (part === undefined || Array.isArray(value) !== (part.list ?? false)) continue;
        const places = part.list === true ? items(value).map((each, index) => [each, `[${index}]`] as const) : [[value, ''] as const];
        for (const [each, end] of places) yield* told(coreSchemas().named(part.type), each, `${whole(inner)}${end}`, part.sorts);
      }
      for (const each of FIELDS) {
        const value = each.chart === chart ? at(values, each.value) : undefined;
        const schema = shippedKind('monitoring.coreos.com/v1', each.kind)?.schema.field('spec')?.schema.field(each.field)?.schema;
        if (value === undefined || schema === undefined) continue;
        yield* told(schema, value, whole(each.value), ['unknown', 'type', 'value']);
      }
    }
  },
});

const WHY = 'The chart renders, and the API server refuses the pods or drops the field: only the events of the workload say so.';

function* told(schema: Schema, value: unknown, path: string, sorts: readonly Sort[]): Iterable<Issue> {
  const problems: Problem[] = [];
  walk(schema, value, path, { report: (problem) => problems.push(problem), minor: undefined, shallow: false, sure: true });
  for (const { sort, path: place, message, fix, why = WHY } of problems)
    if (sorts.includes(sort) && !(sort === 'unknown' && place.includes('_'))) yield { path: place, message, fix, why };
}

/** Amounts beside `requests` and `limits` instead of in one of them. */
function* stray(value: unknown, path: string): Iterable<Issue> {
  const amounts = Object.keys(fields(value)).filter((key) => /^(cpu|memory|storage|ephemeral-storage)$/.test(key));
  if (amounts.length === 0 || amounts.some((key) => typeof at(value, key) === 'object')) return;
  yield {
    path,
    severity: 'warning',
    message: `${amounts.join(' and ')} stand in ${path.split('.').at(-1) ?? 'resources'} itself, beside requests and limits`,
    why: 'The API server drops what it does not know, or refuses the pod: no amount is reserved and none is limited.',
    fix: `Write requests: {${amounts.join(', ')}} and limits: {${amounts.join(', ')}}.`,
  };
}

function* selector(value: unknown, path: string): Iterable<Issue> {
  for (const [name, each] of Object.entries(fields(value))) {
    if ((typeof each !== 'boolean' && typeof each !== 'number') || !name.includes('/')) continue;
    yield {
      path: `${path}[${JSON.stringify(name)}]`,
      message: `the ${typeof each} ${String(each)} stands where the text of a label must stand`,
      why: 'The API server refuses the workload: nothing of it starts.',
      fix: `Put it in quotes: "${String(each)}".`,
    };
  }
}
