import { parts } from '../../observability/expression.ts';
import { lostFallback } from '../../observability/fallbacks.ts';
import { severalOnOneSide } from '../../observability/one-side.ts';
import { QUERY_KINDS, queriesIn, type Query } from '../../observability/queries.ts';
import { recordedLabels } from '../../observability/recorded.ts';
import { carries, labelsOf, neverMatch, type Recorded } from '../../observability/series-labels.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { Expression } from '../../observability/expression.ts';

export const seriesLabelsMatch = defineRule({
  id: 'series-labels-match',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'Both sides of an operator keep the labels by which their series are matched, one to one, and groupings name labels that are still there.',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching',
  *check(manifest, world) {
    const recorded = recordedLabels(world);
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined || kind === 'adapter' || tree.type === 'number') continue;
      for (const part of parts(tree)) {
        const issue = fault(part, recorded, kind);
        if (issue === undefined) continue;
        yield { path, severity: kind === 'panel' ? 'warning' : 'error', ...issue, message: `${name}: ${issue.message}` };
      }
    }
  },
});

function fault(part: Expression, recorded: Recorded, kind: Query['kind']): Omit<Issue, 'path'> | undefined {
  if (part.type === 'operation') {
    const several = variable(part.on) ? undefined : severalOnOneSide(part);
    if (several !== undefined)
      return {
        message: `on (${part.on?.join(', ') ?? ''}) matches several series of ${several.metric}, one for each ${several.label}`,
        severity: 'warning',
        why: '"many-to-many matching not allowed": with two objects in one group the query ends with this error, and the alert never fires.',
        fix: `Add ${several.label} to on (…), or aggregate that side: max by (${part.on?.join(', ') ?? ''}) (…).`,
      };
    const fallback = variable(part.on) || variable(part.ignoring) ? undefined : lostFallback(part, recorded);
    if (fallback !== undefined)
      return {
        message: `${fallback.written} stands in for missing series, and has no ${fallback.label === undefined ? 'labels' : `label ${fallback.label}`} by which "${part.operator}" would match it`,
        // An alert on too much of something is right to be silent then.
        severity: kind === 'alert' ? 'info' : 'warning',
        why: 'The number never meets the other side: where the series are missing there is no answer, just when nothing went wrong.',
        fix: 'Let the other side stand in, which has the labels: (… or 0 * sum by (…) (…)), or aggregate both sides by no label.',
      };
    const because = variable(part.on) || variable(part.ignoring) ? undefined : neverMatch(part, recorded);
    if (
      because === undefined ||
      JSON.stringify([...labelsOf(part.left, recorded).names, ...labelsOf(part.right, recorded).names]).includes('__variable_')
    )
      return undefined;
    return {
      message: `${because}, so no two series ever match`,
      ...(part.operator === 'unless' ? { severity: 'warning' as const } : {}),
      why:
        part.operator === 'unless'
          ? 'Nothing is ever taken away: the exception has no effect.'
          : 'The answer is always empty: the alert never fires, and the panel stays empty.',
      fix: 'Aggregate both sides by the same labels, or say which count: on (…), with group_left where one side has more.',
    };
  }
  if (part.type !== 'aggregation' || part.by === undefined) return undefined;
  const body = labelsOf(part.body, recorded);
  const lost = part.by.find((label) => carries(body, label) === 'no' && !label.startsWith('__variable_'));
  // Where nothing is left, the grouping by a variable took its place.
  if (lost === undefined || [...body.names].some((label) => label.startsWith('__variable_')) || body.scalar === true) return undefined;
  return {
    message: `${part.operator} by (${lost}) groups by a label that was aggregated away before`,
    severity: 'warning',
    why: 'All series fall into one group without the label: the graph shows one line, and messages name nobody.',
    fix: `Keep ${lost} in the inner aggregation.`,
  };
}

function variable(labels: readonly string[] | undefined): boolean {
  return labels?.some((label) => label.startsWith('__variable_')) === true;
}
