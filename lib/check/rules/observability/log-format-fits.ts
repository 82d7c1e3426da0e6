import { documentKind } from '../../document.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { rawLines } from '../../observability/raw-lines.ts';
import { join, someString, strings, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const logFormatFits = defineRule({
  id: 'log-format-fits',
  severity: 'warning',
  kinds: [...HELM_KINDS, 'v1/ConfigMap'],
  asks: 'What reads the logs of pods expects the form in which the container runtime writes them.',
  source:
    'https://grafana.com/docs/loki/latest/send-data/promtail/stages/cri/; https://docs.fluentbit.io/manual/pipeline/parsers/configuring-parser; https://kubernetes.io/blog/2022/02/17/dockershim-faq/',
  *check(manifest, world) {
    for (const path of dockerStages(manifest)) {
      const runtime = runtimeOf(world);
      if (runtime === 'docker') return;
      yield {
        path,
        severity: runtime === undefined ? 'info' : 'warning',
        message: `lines are read in the form of Docker, and ${runtime === undefined ? 'Kubernetes has had no Docker of its own since 1.24' : `the machines run ${runtime}`}`,
        why: 'Each line stays as it is, with its time and "stdout F" in front: what looks for JSON or levels in it finds nothing.',
        fix: 'Read them as cri (Promtail and Alloy: stage cri; Fluent Bit: multiline.parser cri).',
      };
    }
    for (const { path, who, fix } of rawLines(manifest, world)) {
      yield {
        path,
        message: `${who} reads the files of pods, and takes nothing off their lines`,
        why: 'Each line keeps what the container runtime puts before it ("2026-01-01T00:00:00Z stdout F "): stages and queries for JSON find none, and long lines stay in pieces.',
        fix,
      };
    }
  },
});

/** Places where a collector of the logs of pods is told Docker's form. */
function* dockerStages(manifest: WorldObject): Iterable<string> {
  for (const { values, path, chart } of helmValuesOf(manifest)) {
    if (
      chart === undefined
        ? !/promtail|fluent|alloy|loki/.test(manifest.object.metadata.name)
        : !/promtail|fluent|alloy|loki-stack/.test(chart)
    )
      continue;
    for (const place of stages(values, path)) yield place;
    for (const { value, path: place } of strings(values, path)) if (isDocker(value)) yield place;
  }
  if (manifest.object.kind !== 'ConfigMap') return;
  for (const [key, value] of Object.entries(textsAt(manifest.object, 'data'))) if (isDocker(value)) yield join('data', key);
}

/** `pipelineStages: [{ docker: {} }]` */
function* stages(value: unknown, path: string): Iterable<string> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* stages(each, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (key === 'docker' && /pipeline_?stages\[\d+\]$/i.test(path)) yield join(path, key);
      else yield* stages(child, join(path, key));
    }
  }
}

/** Of a text of settings: a stage of Promtail or Alloy, or the parser of an input of Fluent Bit that reads the logs of pods. */
function isDocker(text: string): boolean {
  if (text.includes('stage.docker')) return /\bstage\.docker\s*\{/.test(text) && !/loki\.source\.docker|discovery\.docker/.test(text);
  if (/kubernetes_sd_configs|\/var\/log\/pods/.test(text) && /^\s*-\s*docker:\s*(\{\s*\})?\s*$/m.test(text)) return true;
  return [...text.matchAll(/\[INPUT\]([^[]*)/g)].some(
    ([, input = '']) => input.includes('/var/log/containers') && /^\s*Parser\s+docker\s*$/m.test(input),
  );
}

/** The container runtime that the tree sets machines up with; `undefined` where it does not say. */
function runtimeOf(world: World): string | undefined {
  return world.once('container runtime', () => {
    const kinds = [documentKind('Script'), documentKind('Config'), documentKind('TextFile')];
    const says = (pattern: RegExp): boolean =>
      kinds.some((kind) => world.ofKind(kind).some(({ object }) => someString(object, (text) => pattern.test(text))));
    if (says(/cri-dockerd|cri-socket\S*docker|container-runtime[= ]docker|--docker(?![\w-])/)) return 'docker';
    if (says(/containerd|kind create cluster|k3s|rke2/)) return 'containerd';
    return says(/cri-o\b|crio\b/) ? 'CRI-O' : undefined;
  });
}
