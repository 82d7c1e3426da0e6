import { durationSeconds, type Expression, type Operation, parts, type Selection, selections } from '../../observability/expression.ts';
import { matches } from '../../observability/pod-limits.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { rangeOf } from '../../observability/value-range.ts';
import { NAMES, type Run, runsNamed } from '../../observability/scheduled-runs.ts';
import { defineRule } from '../../rule.ts';

/** When something was last done, as kube-state-metrics, Velero and people's own jobs tell. */
const LAST = /last.*(time|timestamp)|_(success|completion|finished?|end)_?(time|timestamp)|_last_/;

export const ageFitsSchedule = defineRule({
  id: 'age-fits-schedule',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'An alert on what a CronJob or a backup has not done for some time waits longer than from one of its runs to the next.',
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md',
  *check(manifest, world) {
    for (const { name, path, kind, tree, rule } of queriesIn(world, manifest)) {
      if (kind !== 'alert' || tree === undefined) continue;
      for (const part of parts(tree)) {
        const asked = part.type === 'operation' ? ageAsked(part) : undefined;
        if (asked === undefined) continue;
        const limit = asked.seconds + (durationSeconds(rule?.for) ?? 0);
        const late = asked.metrics
          .flatMap((selection) => runsNamed(world, selection))
          .find((each) => each.gap > limit && asked.metrics.some((selection) => isAbout(selection, each)));
        if (late === undefined) continue;
        const { kind: what, metadata } = late.manifest.object;
        yield {
          path,
          message: `${name} fires when ${what} ${metadata.name} is ${hours(limit)} old, and it runs every ${hours(late.gap)} (${late.schedule})`,
          why: 'It fires after every run until the next one: it is soon muted, and then nobody sees that a run failed.',
          fix: `Wait longer than ${hours(late.gap)}, and for as long as a run takes.`,
        };
        break;
      }
    }
  },
});

interface Asked {
  readonly seconds: number;
  readonly metrics: readonly Selection[];
}

/** `time() - metric > 6 * 3600` */
function ageAsked({ operator, left, right }: Operation): Asked | undefined {
  if (operator !== '>' && operator !== '>=') return undefined;
  const limit = rangeOf(right, () => undefined);
  const age = innermost(left);
  if (limit.min !== limit.max || age?.type !== 'operation' || age.operator !== '-') return undefined;
  if (age.left.type !== 'call' || age.left.name !== 'time') return undefined;
  const metrics = selections(age.right).filter(({ metric = '' }) => LAST.test(metric));
  return metrics.length === 0 ? undefined : { seconds: limit.min, metrics };
}

/** Without the sums around it; what is divided counts otherwise than in seconds. */
function innermost(tree: Expression): Expression | undefined {
  return tree.type === 'aggregation' ? innermost(tree.body) : tree;
}

/** The metric names this run, by a label that names jobs. */
function isAbout({ matchers }: Selection, { manifest: { object } }: Run): boolean {
  const naming = matchers.filter(({ label, operator, value }) => NAMES.includes(label) && !operator.startsWith('!') && value !== '');
  const place = matchers.find(({ label }) => label === 'namespace');
  if (place !== undefined && object.kind === 'CronJob' && !matches(place, object.metadata.namespace ?? '')) return false;
  return naming.length > 0 && naming.every((matcher) => matches(matcher, object.metadata.name));
}

function hours(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.round(seconds / 60)}m`;
}
