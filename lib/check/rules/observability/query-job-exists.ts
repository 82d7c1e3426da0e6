import { alternatives, type LabelMatcher } from '../../../metrics/promql-tree.ts';
import { selections } from '../../observability/expression.ts';
import { hasHiddenJobs, jobNames, scrapeJobs } from '../../observability/jobs.ts';
import { matches } from '../../observability/pod-limits.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const queryJobExists = defineRule({
  id: 'query-job-exists',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'Jobs that a query names are jobs of the scrape configuration.',
  source:
    'https://prometheus.io/docs/concepts/jobs_instances/; https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config',
  *check(manifest, world) {
    // Without a configuration nobody knows which jobs there are.
    if (scrapeJobs(world).length === 0 || (hasHiddenJobs(world) && world.facts.whole !== true)) return;
    const known = jobNames(world);
    const said = new Set<string>();
    for (const { name, path, kind, tree } of queriesIn(world, manifest)) {
      for (const { matchers } of tree === undefined ? [] : selections(tree)) {
        for (const matcher of matchers.filter(({ label, operator }) => label === 'job' && !operator.startsWith('!'))) {
          const lost = lostJobs(matcher, known);
          if (lost.missing.length === 0 || said.has(`${name} ${matcher.value}`)) continue;
          said.add(`${name} ${matcher.value}`);
          const near = nearName(lost.missing[0] ?? '', known);
          yield {
            path,
            message: `${name} matches job${matcher.operator}"${matcher.value}"; no scrape job is called ${lost.missing.join(' or ')}`,
            severity: lost.all && kind !== 'panel' ? 'error' : lost.all || kind !== 'panel' ? 'warning' : 'info',
            why: 'Nothing is scraped under that name: an alert on it never fires, and a panel stays empty.',
            fix:
              near === undefined
                ? `Add the scrape job, or name one of ${[...known]
                    .filter((each) => each !== '')
                    .sort()
                    .slice(0, 12)
                    .join(', ')}.`
                : `Did you mean "${near}"?`,
          };
        }
      }
    }
  },
});

/** Jobs that a matcher names and nobody has; `all` where it matches no job at all. */
function lostJobs(matcher: LabelMatcher, known: ReadonlySet<string>): { readonly missing: readonly string[]; readonly all: boolean } {
  const { operator, value } = matcher;
  if (operator === '=' && known.has(value)) return { missing: [], all: false };
  if (/\$|\[\[|\{\{|<</.test(value) || value === '') return { missing: [], all: false };
  const wanted = operator === '=' ? [value] : alternatives(value);
  const all = ![...known].some((name) => matches(matcher, name));
  if (wanted === undefined) return { missing: all ? [value] : [], all };
  return {
    missing: wanted.filter(
      (each) => each !== '' && !known.has(each) && ![...known].some((name) => matches({ ...matcher, operator: '=~', value: each }, name)),
    ),
    all,
  };
}
