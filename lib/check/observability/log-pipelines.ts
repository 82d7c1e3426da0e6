import { helmValuesOf } from '../helm.ts';
import { at, fieldsAt, items, itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { alloyTexts } from './alloy.ts';
import { alloyProcesses } from './alloy-stages.ts';
import { partPath, shapesIn } from './shapes.ts';

/** Stages that Promtail or Alloy takes lines through. */
export interface LogPipeline {
  /** `job kubernetes-pods`, or the chart whose jobs share the stages. */
  readonly name: string;
  readonly stages: readonly unknown[];
  readonly pathOf: (stage: number) => string;
  /** The lines are those of pods, as a container runtime writes them. */
  readonly ofPods: boolean;
}

/** Pipelines of a configuration of Promtail or Alloy, and of the values of their charts. */
export function pipelinesIn(manifest: WorldObject, world: World): readonly LogPipeline[] {
  const written = shapesIn(world, manifest, 'promtail').flatMap((shape) =>
    itemsAt(shape.content, 'scrape_configs').map((job, index) => ({
      name: `job ${textAt(job, 'job_name') ?? index}`,
      stages: itemsAt(job, 'pipeline_stages'),
      pathOf: (stage: number) => partPath(shape, 'scrape_configs', index, 'pipeline_stages', stage),
      ofPods: itemsAt(job, 'kubernetes_sd_configs').length > 0,
    })),
  );
  const charts = helmValuesOf(manifest).flatMap(({ values, path, chart }) => {
    const stages = items(at(values, 'config.snippets.pipelineStages'));
    const isPromtail = chart === 'promtail' || (chart === undefined && 'clients' in fieldsAt(values, 'config'));
    if (!isPromtail || stages.length === 0) return [];
    return [
      { name: 'chart promtail', stages, pathOf: (stage: number) => `${path}.config.snippets.pipelineStages[${stage}]`, ofPods: true },
    ];
  });
  return [...written, ...charts, ...ofAlloy(manifest)];
}

/** Pipelines of Alloy, which stand in a text of its own language. */
function ofAlloy(manifest: WorldObject): readonly LogPipeline[] {
  return alloyTexts(manifest).flatMap(({ path, value }) =>
    value.includes('loki.process') && !value.includes('{{')
      ? alloyProcesses(value).map(({ label, stages }) => ({ name: `loki.process "${label}"`, stages, pathOf: () => path, ofPods: false }))
      : [],
  );
}
