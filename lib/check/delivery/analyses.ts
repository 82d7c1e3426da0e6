import { at, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** A place where a Rollout starts an analysis. */
export interface AnalysisUse {
  readonly template: string;
  readonly cluster: boolean;
  /** `spec.strategy.canary.steps[1].analysis.templates[0]` */
  readonly path: string;
  /** A step waits for its end; one in the background runs beside the steps. */
  readonly waits: boolean;
  /** Names of the arguments that are handed over. */
  readonly args: readonly string[];
  readonly argsPath: string;
}

export function analysisUses({ object }: WorldObject): readonly AnalysisUse[] {
  const steps = itemsAt(object, 'spec.strategy.canary.steps');
  return [
    ...uses(at(object, 'spec.strategy.canary.analysis'), 'spec.strategy.canary.analysis', false),
    ...steps.flatMap((step, index) => uses(at(step, 'analysis'), `spec.strategy.canary.steps[${index}].analysis`, true)),
    ...steps.flatMap((step, index) =>
      itemsAt(step, 'experiment.analyses').flatMap((each, place) =>
        one(each, `spec.strategy.canary.steps[${index}].experiment.analyses[${place}]`, true, each),
      ),
    ),
    ...['prePromotionAnalysis', 'postPromotionAnalysis'].flatMap((field) =>
      uses(at(object, `spec.strategy.blueGreen.${field}`), `spec.strategy.blueGreen.${field}`, true),
    ),
  ];
}

function uses(analysis: unknown, path: string, waits: boolean): readonly AnalysisUse[] {
  return itemsAt(analysis, 'templates').flatMap((each, index) => one(each, `${path}.templates[${index}]`, waits, analysis, `${path}.args`));
}

function one(each: unknown, path: string, waits: boolean, holder: unknown, argsPath = `${path}.args`): readonly AnalysisUse[] {
  const template = textAt(each, 'templateName');
  if (template === undefined) return [];
  const args = itemsAt(holder, 'args').flatMap((arg) => textAt(arg, 'name') ?? []);
  return [{ template, cluster: at(each, 'clusterScope') === true, path, waits, args, argsPath }];
}

export function templateKind(use: AnalysisUse): string {
  return `argoproj.io/v1alpha1/${use.cluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'}`;
}

export function templateOf(use: AnalysisUse, namespace: string, world: World): WorldObject | undefined {
  return world.find(templateKind(use), use.cluster ? '' : namespace, use.template);
}

/** Arguments of a template, and those that have no value of their own. */
export function argumentsOf(template: WorldObject): { readonly known: readonly string[]; readonly needed: readonly string[] } {
  const args = itemsAt(template.object, 'spec.args').map((arg) => ({
    name: textAt(arg, 'name') ?? '',
    given: at(arg, 'value') !== undefined || Object.keys(fieldsAt(arg, 'valueFrom')).length > 0,
  }));
  return { known: args.map(({ name }) => name), needed: args.filter(({ given }) => !given).map(({ name }) => name) };
}
