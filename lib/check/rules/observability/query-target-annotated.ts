import { selections } from '../../observability/expression.ts';
import { annotatedJobs, type AnnotatedJob, podsOfTarget } from '../../observability/annotated.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

export const queryTargetAnnotated = defineRule({
  id: 'query-target-annotated',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'Pods that a query names under a job that scrapes by annotation carry the annotation.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod; https://istio.io/latest/docs/ops/integrations/prometheus/',
  *check(manifest, world) {
    const jobs = annotatedJobs(world);
    const said = new Set<string>();
    for (const { name, path, tree } of jobs.size === 0 ? [] : queriesIn(world, manifest)) {
      for (const { matchers } of tree === undefined ? [] : selections(tree)) {
        const job = matchers.find(({ label, operator }) => label === 'job' && operator === '=')?.value;
        const scraped: AnnotatedJob | undefined = job === undefined ? undefined : jobs.get(job);
        if (scraped === undefined) continue;
        const pods = podsOfTarget(world, scraped, matchers);
        const [first] = pods;
        if (
          first === undefined ||
          pods.some((pod) => scraped.keeps(pod.annotations)) ||
          said.has(`${name} ${first.owner.object.metadata.name}`)
        )
          continue;
        said.add(`${name} ${first.owner.object.metadata.name}`);
        const { kind, metadata } = first.owner.object;
        const merged = first.injection === 'yes' && first.annotations['prometheus.istio.io/merge-metrics'] !== 'false';
        yield {
          path,
          message: `${name} reads job="${job ?? ''}" for ${kind} ${metadata.name}, whose pods have no annotation ${scraped.annotation}`,
          severity: merged ? 'warning' : 'error',
          why: merged
            ? 'Only the numbers of the sidecar are scraped there: "up" speaks of the proxy, and metrics of the application do not come.'
            : 'The job drops these pods, so the series never exists: the panel stays empty and the alert silent.',
          fix: `Add ${scraped.annotation}: "true" with /port and /path to the pod template, or ask for series that exist.`,
        };
      }
    }
  },
});
