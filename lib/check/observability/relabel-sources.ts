import { fields, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { alloyConfig, alloyTexts } from './alloy.ts';
import { scrapeJobsIn } from './jobs.ts';
import { partPath, shapesIn } from './shapes.ts';

export interface RelabelStep {
  readonly sources: readonly string[];
  readonly target: string | undefined;
  readonly action: string;
  readonly pattern: string;
  /** Between the values; `undefined` for the usual one. */
  readonly separator?: string | undefined;
  /** What the target becomes; `undefined` for the first group. */
  readonly replacement?: string | undefined;
}

/** Steps of relabelling that begin with what the discovery of Kubernetes tells, and nothing else. */
export interface Relabelling {
  readonly path: string;
  readonly name: string;
  readonly steps: readonly RelabelStep[];
  /** The labels become those of logs. */
  readonly ofLogs: boolean;
}

export function* relabellings(manifest: WorldObject, world: World): Iterable<Relabelling> {
  for (const { name, path, config } of scrapeJobsIn(world, manifest))
    if (isOfKubernetes(config)) yield { path, name: `job ${name}`, steps: itemsAt(config, 'relabel_configs').map(stepOf), ofLogs: false };
  for (const shape of shapesIn(world, manifest, 'promtail')) {
    for (const [index, job] of itemsAt(shape.content, 'scrape_configs').entries())
      if (isOfKubernetes(job))
        yield {
          path: partPath(shape, 'scrape_configs', index),
          name: `job ${textAt(job, 'job_name') ?? ''}`,
          steps: itemsAt(job, 'relabel_configs').map(stepOf),
          ofLogs: true,
        };
  }
  for (const { path, value } of alloyTexts(manifest)) for (const each of inAlloy(value)) yield { path, ...each };
}

/** Labels of other discoveries, and of targets that are written out, are not known. */
function isOfKubernetes(job: unknown): boolean {
  const sources = Object.keys(fields(job)).filter((key) => /_sd_configs$|^static_configs$|^journal$|^syslog$/.test(key));
  return sources.length === 1 && sources[0] === 'kubernetes_sd_configs';
}

export function stepOf(step: unknown): RelabelStep {
  return {
    sources: itemsAt(step, 'source_labels').flatMap((each) => text(each) ?? []),
    target: textAt(step, 'target_label'),
    action: textAt(step, 'action')?.toLowerCase() ?? 'replace',
    pattern: textAt(step, 'regex') ?? '',
    separator: textAt(step, 'separator'),
    replacement: textAt(step, 'replacement'),
  };
}

/** `discovery.relabel "pods" { targets = discovery.kubernetes.pods.targets rule { … } }`, by its lines. */
function* inAlloy(content: string): Iterable<Omit<Relabelling, 'path'>> {
  if (!content.includes('discovery.relabel') || alloyConfig(content) === undefined) return;
  const plain = content.replace(/^\s*\/\/.*$/gm, '');
  for (const start of plain.matchAll(/^\s*discovery\.relabel\s+"(\w+)"\s*\{/gm)) {
    const body = blockAt(plain, start.index + start[0].length);
    if (!/^\s*targets\s*=\s*discovery\.kubernetes\.\w+\.targets\s*$/m.test(body)) continue;
    const steps = [...body.matchAll(/\brule\s*\{/g)].map((rule) => {
      const own = blockAt(body, rule.index + rule[0].length);
      const value = (key: string): string | undefined => valueIn(own, key);
      const [, list = ''] = /\bsource_labels\s*=\s*\[([^\]]*)\]/.exec(own) ?? [];
      return {
        sources: [...list.matchAll(/"([^"]*)"/g)].map(([, each = '']) => each),
        target: value('target_label'),
        action: value('action')?.toLowerCase() ?? 'replace',
        pattern: value('regex') ?? '',
        separator: value('separator'),
        replacement: value('replacement'),
      };
    });
    const used = new RegExp(`discovery\\.relabel\\.${start[1] ?? ''}\\.output`);
    const ofLogs = [...plain.matchAll(/^\s*loki\.source\.\w+\s+"\w+"\s*\{/gm)].some((source) =>
      used.test(blockAt(plain, source.index + source[0].length)),
    );
    yield { name: `discovery.relabel "${start[1] ?? ''}"`, steps, ofLogs };
  }
}

/** `regex = "true/(.*)"`, in quotation marks or in backticks. */
function valueIn(block: string, key: string): string | undefined {
  const [, quoted, raw] = new RegExp(`\\b${key}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|\`([^\`]*)\`)`).exec(block) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? raw;
}

/** What stands in a block, from behind its first brace. */
function blockAt(content: string, start: number): string {
  let depth = 1;
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '{') depth += 1;
    else if (content[at] === '}') depth -= 1;
    if (depth === 0) return content.slice(start, at);
  }
  return content.slice(start);
}
