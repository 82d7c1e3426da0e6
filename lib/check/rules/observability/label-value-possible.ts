import { alternatives, type LabelMatcher } from '../../../metrics/promql-tree.ts';
import { type Selection, selections } from '../../observability/expression.ts';
import { FIXED, GONE, NEVER } from '../../observability/label-values.ts';
import { scrapeJobs } from '../../observability/jobs.ts';
import { matches } from '../../observability/pod-limits.ts';
import { allSelections, QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { nearName } from '../../reference.ts';
import { someString } from '../../read.ts';
import { defineRule, type Severity } from '../../rule.ts';
import type { World } from '../../world.ts';

export const labelValuePossible = defineRule({
  id: 'label-value-possible',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'Queries match labels that the metric has, by values that it takes.',
  source: 'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics; https://istio.io/latest/docs/reference/config/metrics/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      for (const selection of tree === undefined ? [] : selections(tree)) {
        for (const matcher of selection.matchers) {
          const found = fault(world, selection, matcher);
          if (found === undefined || said.has(found.message)) continue;
          said.add(found.message);
          const severity = kind === 'panel' && found.severity === 'error' ? 'warning' : found.severity;
          yield {
            path,
            message: `${name}: ${found.message}`,
            severity,
            why: 'The selector finds no series: the alert never fires, and the panel stays empty.',
            fix: found.fix,
          };
        }
      }
    }
  },
});

interface Fault {
  readonly message: string;
  readonly fix: string;
  readonly severity: Severity;
}

function fault(world: World, { metric = '' }: Selection, matcher: LabelMatcher): Fault | undefined {
  const { label, operator, value } = matcher;
  if (/\$|\[\[|\{\{|<</.test(value) || value === '') return undefined;
  const gone = GONE.find((each) => each.label === label && each.metric.test(metric));
  if (gone !== undefined && !makesLabel(world, label))
    return { message: `${metric} has no label ${label} since ${gone.since}`, fix: `Write ${gone.now}.`, severity: 'warning' };
  const never = NEVER.find((each) => each.label === label && each.metric.test(metric));
  if (never !== undefined && !makesLabel(world, label))
    return { message: `${metric} has no label ${label}: it is called ${never.now}`, fix: `Write ${never.now}.`, severity: 'error' };
  if ((operator === '=' || operator === '!=') && /^\(?[\w.-]+(?:\|[\w.-]+)+\)?$/.test(value))
    return {
      message: `${label}${operator}"${value}" compares the whole text with its |`,
      fix: `Write ${label}${operator === '=' ? '=~' : '!~'}"${value}".`,
      severity: 'error',
    };
  if (operator.startsWith('!')) return undefined;
  const { values: fixed, like, open } = FIXED.find((each) => each.label === label && each.metric.test(metric)) ?? {};
  const cased = fixed?.find((each) => each.toLowerCase() === value.toLowerCase());
  if (fixed !== undefined && !fixed.some((each) => matches(matcher, each)) && (open !== true || cased !== undefined)) {
    const near = like === undefined ? (cased ?? nearName(value, fixed)) : undefined;
    return {
      message: `the label ${label} of ${metric} is never "${value}"`,
      fix: near === undefined ? `It takes ${like ?? fixed.join(', ')}${like === undefined ? '' : hint(value)}.` : `Did you mean "${near}"?`,
      severity: 'error',
    };
  }
  if (
    metric.startsWith('istio_') &&
    operator === '=' &&
    /^[a-z0-9-]+$/.test(value) &&
    label === 'destination_service' &&
    value !== 'unknown'
  )
    return {
      message: `the label destination_service of ${metric} is a full host name, never "${value}"`,
      fix: `Match destination_service_name="${value}", or write the host in full.`,
      severity: 'error',
    };
  if (metric.startsWith('istio_') && operator === '=' && label === 'destination_service_name' && /\.svc(?:\.|$)/.test(value))
    return {
      message: `the label destination_service_name of ${metric} is the name alone, never "${value}"`,
      fix: `Match destination_service="${value}", or write the name alone.`,
      severity: 'error',
    };
  if (/^(status|code|status_code)$/.test(label) && classes(world).has(`${metric} ${label}`)) {
    const codes = operator === '=' ? [value] : (alternatives(value) ?? []);
    const single = codes.find((each) => /^[1-5]\d\d$/.test(each));
    if (single !== undefined && codes.every((each) => /^[1-5]\d\d$/.test(each)))
      return {
        message: `${metric} is matched by ${label}="${single}", while other queries know only classes such as "${single[0] ?? ''}xx" there`,
        fix: `Match ${label}="${single[0] ?? ''}xx", or let the exporter tell single codes.`,
        severity: 'warning',
      };
  }
  return undefined;
}

/** Metrics of which some query matches status classes, `4xx`. */
function classes(world: World): ReadonlySet<string> {
  return world.once('status classes', () => {
    const found = new Set<string>();
    for (const { selection } of allSelections(world)) {
      for (const { label, value } of selection.matchers)
        if (/^[1-5]xx(\|[1-5]xx)*$/i.test(value)) found.add(`${selection.metric ?? ''} ${label}`);
    }
    return found;
  });
}

/** Relabelling of the tree brings the old label back. */
function makesLabel(world: World, label: string): boolean {
  return world.once(`label ${label} made`, () => scrapeJobs(world).some(({ config }) => someString(config, (text) => text === label)));
}

/** `5xx` and `5` are meant as a pattern: one that must match the whole value. */
function hint(value: string): string {
  const [, first] = /^([1-5])(?:xx|\*)?$/i.exec(value) ?? [];
  return first === undefined ? '' : `: match =~"${first}.."`;
}
