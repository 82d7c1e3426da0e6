import { helmValuesOf } from '../helm.ts';
import { at, fieldsAt, itemsAt, join, strings, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { alloyConfig, alloyTexts } from './alloy.ts';
import { pipelinesIn } from './log-pipelines.ts';
import { partPath, shapesIn } from './shapes.ts';

/** An agent that hands on the lines of pods as they stand in the files of the node. */
export interface RawLines {
  readonly path: string;
  readonly who: string;
  readonly fix: string;
}

const OF_PODS = /\/var\/log\/(?:pods|containers)\//;
/** What takes off the beginning of a line, or chooses among its forms; a pattern of one's own may do it as well. */
const TAKES_OFF = /\b(?:cri|docker)\b|stdout|stderr|\(\?P?<(?:stream|flags?|logtag)>/;

/** Agents of an object that read such files without the stage that takes off what the runtime wrote. */
export function* rawLines(manifest: WorldObject, world: World): Iterable<RawLines> {
  yield* ofPromtail(manifest, world);
  for (const { path, value } of alloyTexts(manifest)) {
    if (!value.includes('loki.source.file') || alloyConfig(value) === undefined) continue;
    const plain = value.replace(/^\s*\/\/.*$/gm, '');
    if (/^\s*loki\.source\.file\s+"/m.test(plain) && OF_PODS.test(plain) && !TAKES_OFF.test(plain))
      yield { path, who: 'Alloy', fix: 'Send the lines through a loki.process that begins with stage.cri {}.' };
  }
  for (const shape of shapesIn(world, manifest, 'otel')) {
    for (const [name, receiver] of Object.entries(fieldsAt(shape.content, 'receivers'))) {
      if (
        !/^filelog(?:\/|$)/.test(name) ||
        !OF_PODS.test(JSON.stringify(at(receiver, 'include') ?? '')) ||
        itemsAt(receiver, 'operators').length > 0
      )
        continue;
      yield { path: partPath(shape, 'receivers', name), who: `the receiver ${name}`, fix: 'Add operators: [{ type: container }].' };
    }
  }
  for (const { path, value } of fluentTexts(manifest))
    if (isRawFluent(value)) yield { path, who: 'Fluent Bit', fix: 'Add "multiline.parser docker, cri" to the input.' };
}

function* ofPromtail(manifest: WorldObject, world: World): Iterable<RawLines> {
  const fix = 'Let pipeline_stages begin with cri: {}.';
  for (const shape of shapesIn(world, manifest, 'promtail')) {
    for (const [index, job] of itemsAt(shape.content, 'scrape_configs').entries()) {
      const text = JSON.stringify(job);
      if (itemsAt(job, 'kubernetes_sd_configs').length === 0 || !OF_PODS.test(text) || TAKES_OFF.test(stagesOf(job))) continue;
      yield { path: partPath(shape, 'scrape_configs', index), who: `job ${textAt(job, 'job_name') ?? index} of Promtail`, fix };
    }
  }
  // The chart has cri by itself, until somebody writes other stages.
  for (const { name, stages, pathOf } of pipelinesIn(manifest, world))
    if (name === 'chart promtail' && !TAKES_OFF.test(JSON.stringify(stages)))
      yield { path: pathOf(0).replace(/\[0\]$/, ''), who: 'Promtail', fix: fix.replace('pipeline_stages', 'pipelineStages') };
}

function stagesOf(job: unknown): string {
  return JSON.stringify(itemsAt(job, 'pipeline_stages'));
}

function fluentTexts(manifest: WorldObject): readonly { readonly path: string; readonly value: string }[] {
  if (manifest.object.kind === 'ConfigMap') {
    const texts = Object.entries(textsAt(manifest.object, 'data')).map(([key, value]) => ({ path: join('data', key), value }));
    // Files of one ConfigMap include each other.
    const whole = texts.map(({ value }) => value).join('\n');
    return texts.flatMap(({ path, value }) => (value.includes('[INPUT]') ? [{ path, value: `${value}\n${whole}` }] : []));
  }
  return helmValuesOf(manifest).flatMap(({ chart, values, path }) => {
    const inputs = chart === 'fluent-bit' ? textAt(values, 'config.inputs') : undefined;
    const whole = [...strings(values)].map(({ value }) => value).join('\n');
    return inputs === undefined ? [] : [{ path: `${path}.config.inputs`, value: `${inputs}\n${whole}` }];
  });
}

/** An input that follows the files of pods with no parser at all, and no filter that reads them. */
function isRawFluent(text: string): boolean {
  if (/^\s*Name\s+(?:parser|lua|multiline|modify|wasm)\s*$/im.test(text)) return false;
  return [...text.matchAll(/^\s*\[INPUT\]([^[]*)/gm)].some(
    ([, input = '']) =>
      /^\s*Path\s+\S*\/var\/log\/(?:pods|containers)\//im.test(input) &&
      !/^\s*(?:Parser|multiline\.parser|Docker_Mode|Multiline)\b/im.test(input),
  );
}
