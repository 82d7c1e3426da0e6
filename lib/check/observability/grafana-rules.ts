import { at, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { dataSources, generatedUid } from './grafanas.ts';

/** Data sources that are none: expressions of Grafana itself. */
export const EXPRESSION: ReadonlySet<string> = new Set(['__expr__', '-100']);

/** A query without a stretch of time to look at. @see https://github.com/grafana/grafana/blob/v11.4.0/pkg/services/ngalert/models/alert_query.go */
export function* asksNothing(data: readonly unknown[], title: string, path: string): Iterable<Issue> {
  for (const each of data) {
    const uid = textAt(each, 'datasourceUid') ?? '';
    const from = at(each, 'relativeTimeRange.from');
    if (uid === '' || EXPRESSION.has(uid) || (from !== undefined && from !== 0)) continue;
    yield {
      path,
      message: `query ${textAt(each, 'refId') ?? ''} of rule "${title}" ${from === undefined ? 'has no relativeTimeRange' : 'looks back 0 s'}`,
      why: 'Grafana refuses the file ("invalid relative time range [From: 0s, To: 0s]"): none of its rules is there, and no alert ever comes.',
      fix: 'Add relativeTimeRange: {from: 600, to: 0} to the query.',
    };
    return;
  }
}

/** The series of a query, where a threshold wants one number. */
export function* notReduced(
  data: readonly unknown[],
  title: string,
  path: string,
  condition: string | undefined,
  world: World,
): Iterable<Issue> {
  const deciding = data.find((each) => textAt(each, 'refId') === condition);
  if (!EXPRESSION.has(textAt(deciding, 'datasourceUid') ?? '') || textAt(deciding, 'model.type') !== 'threshold') return;
  const query = data.find((each) => textAt(each, 'refId') === textAt(deciding, 'model.expression'));
  if (query === undefined || !isRange(query, world)) return;
  yield {
    path,
    message: `rule "${title}" compares ${textAt(query, 'refId') ?? ''} itself with its threshold, which is a series of values`,
    why: 'The rule is in error ("looks like time series data, only reduced data can be alerted on"): it never tells what it was made for.',
    fix: 'Ask once (instant: true), or reduce the series first: an expression of type reduce with reducer last.',
  };
}

/** A query that asks Prometheus or Loki for a stretch of time, not for one moment. */
function isRange(query: unknown, world: World): boolean {
  const uid = textAt(query, 'datasourceUid') ?? '';
  if (EXPRESSION.has(uid) || at(query, 'model.expr') === undefined || at(query, 'model.instant') === true) return false;
  const kind = [textAt(query, 'model.queryType'), textAt(query, 'queryType')].find((each) => each !== undefined && each !== '');
  if (kind !== undefined) return kind === 'range';
  const type =
    textAt(query, 'model.datasource.type') ?? dataSources(world).find((each) => (each.uid ?? generatedUid(each.name)) === uid)?.type;
  // Loki asks for a stretch unless it is told otherwise, and so does Prometheus.
  return at(query, 'model.range') === true || type === 'prometheus' || type === 'loki';
}
