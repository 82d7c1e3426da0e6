import { analysisUses, argumentsOf, templateKind, templateOf } from '../../delivery/analyses.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { meant, missing, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const analysisRuns = defineRule({
  id: 'analysis-runs',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'The analyses of a Rollout have templates that exist, the arguments that these need, and an end.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  *check(manifest, world) {
    const namespace = manifest.object.metadata.namespace ?? '';
    const all = analysisUses(manifest);
    for (const use of all) {
      const template = templateOf(use, namespace, world);
      if (template === undefined) {
        const absent = missing(world, templateKind(use), use.cluster ? '' : namespace, use.template);
        if (absent === undefined) continue;
        const shown = use.cluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
        yield {
          path: `${use.path}.templateName`,
          severity: absent.severity,
          message: `there is no ${shown} ${use.template}`,
          why: 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.',
          fix: meant(absent, `Add the ${shown}.`),
        };
        continue;
      }
      const { known, needed } = argumentsOf(template);
      for (const name of needed.filter((each) => !use.args.includes(each))) {
        yield {
          path: use.argsPath,
          message: `AnalysisTemplate ${use.template} needs the argument ${name}, which is not handed over`,
          why: 'The analysis ends in an error at once, and the release is aborted whatever its quality.',
          fix: `Add {name: ${name}, value: …} to args.`,
        };
      }
      // Several templates of one analysis share its arguments.
      const shared = all.filter(({ argsPath }) => argsPath === use.argsPath);
      for (const name of shared.length > 1 ? [] : use.args.filter((each) => !known.includes(each))) {
        const near = nearName(name, known);
        yield {
          path: use.argsPath,
          severity: 'warning',
          message: `AnalysisTemplate ${use.template} has no argument ${name}`,
          why: 'The value is used nowhere: the metric is about something else than meant.',
          fix: near === undefined ? 'Remove it, or add it to args of the template.' : `Did you mean "${near}"?`,
        };
      }
      for (const [index, metric] of itemsAt(template.object, 'spec.metrics').entries()) {
        if (!use.waits || at(metric, 'interval') === undefined || at(metric, 'count') !== undefined) continue;
        yield {
          path: use.path,
          message: `metric ${textAt(metric, 'name') ?? String(index)} of ${use.template} has an interval and no count: it never ends`,
          why: 'The step waits for the end of the analysis: the release stands still at this weight for ever.',
          fix: 'Set count on the metric, or run the analysis in the background.',
        };
      }
    }
  },
});
