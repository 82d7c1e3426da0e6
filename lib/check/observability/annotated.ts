import type { LabelMatcher } from '../../metrics/promql-tree.ts';
import { runsToCompletion, type PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { Labels } from '../selector.ts';
import type { World } from '../world.ts';
import { scrapeJobs } from './jobs.ts';
import { matches } from './pod-limits.ts';

/** A job that finds pods and keeps those with an annotation. */
export interface AnnotatedJob {
  /** `prometheus.io/scrape` */
  readonly annotation: string;
  readonly keeps: (annotations: Labels) => boolean;
  /** The label of a pod that a label of the series is copied from; `namespace` and `pod` are the pod's own. */
  readonly sources: ReadonlyMap<string, string>;
  /** Every label of the pod becomes one of the series. */
  readonly all: boolean;
  /** Annotations that its steps read, in the form of labels: `prometheus_io_path`. */
  readonly reads: ReadonlySet<string>;
}

/** Jobs that scrape pods by annotation, by their name. */
export function annotatedJobs(world: World): ReadonlyMap<string, AnnotatedJob> {
  return world.once(
    'annotated jobs',
    () =>
      new Map(
        scrapeJobs(world).flatMap(({ name, config }) => {
          const job = annotatedJob(config);
          return job === undefined ? [] : [[name, job] as const];
        }),
      ),
  );
}

const META = '__meta_kubernetes_';
const ANNOTATION = `${META}pod_annotation_`;

function annotatedJob(config: unknown): AnnotatedJob | undefined {
  if (!itemsAt(config, 'kubernetes_sd_configs').some((each) => textAt(each, 'role') === 'pod')) return undefined;
  const steps = itemsAt(config, 'relabel_configs');
  const keep = steps.find(
    (step) => textAt(step, 'action') === 'keep' && sourcesOf(step).length === 1 && sourcesOf(step)[0]?.startsWith(ANNOTATION) === true,
  );
  if (keep === undefined) return undefined;
  const key = (sourcesOf(keep)[0] ?? '').slice(ANNOTATION.length);
  const matcher: LabelMatcher = { label: key, operator: '=~', value: textAt(keep, 'regex') ?? '(.*)' };
  const sources = new Map<string, string>();
  for (const step of steps) {
    const target = textAt(step, 'target_label');
    const from = sourcesOf(step);
    // What is put together of several labels is not followed, nor what only part of is taken.
    if (target === undefined || from.length !== 1 || ((textAt(step, 'regex') ?? '(.*)') !== '(.*)' && textAt(step, 'regex') !== '(.+)'))
      continue;
    const [source = ''] = from;
    if (source === `${META}namespace`) sources.set(target, 'namespace');
    if (source === `${META}pod_name`) sources.set(target, 'pod');
    if (source.startsWith(`${META}pod_label_`)) sources.set(target, `label ${source.slice(`${META}pod_label_`.length)}`);
  }
  const several = steps.filter(
    (step) => sourcesOf(step).length > 1 && sourcesOf(step).every((source) => source.startsWith(`${META}pod_label_`)),
  );
  for (const step of several)
    sources.set(
      textAt(step, 'target_label') ?? '',
      `label ${sourcesOf(step)
        .map((source) => source.slice(`${META}pod_label_`.length))
        .join('|')}`,
    );
  return {
    annotation: key.replace(/^prometheus_io_/, 'prometheus.io/'),
    keeps: (annotations) => Object.entries(annotations).some(([name, value]) => sanitized(name) === key && matches(matcher, value)),
    sources,
    reads: new Set(
      steps.flatMap((step) => sourcesOf(step).flatMap((each) => (each.startsWith(ANNOTATION) ? each.slice(ANNOTATION.length) : []))),
    ),
    all: steps.some((step) => textAt(step, 'action') === 'labelmap' && (textAt(step, 'regex') ?? '').startsWith(`${META}pod_label_`)),
  };
}

function sourcesOf(step: unknown): readonly string[] {
  return itemsAt(step, 'source_labels').flatMap((each) => text(each) ?? []);
}

function sanitized(name: string): string {
  return name.replace(/\W/g, '_');
}

/** Pods that the matchers of a selector are about; none where that cannot be told. */
export function podsOfTarget(world: World, job: AnnotatedJob, matchers: readonly LabelMatcher[]): readonly PodTemplate[] {
  const about = matchers.filter(({ label }) => label !== 'job' && label !== '__name__');
  const sourceOf = (label: string): string | undefined => job.sources.get(label) ?? (job.all ? `label ${label}` : undefined);
  const placed = about.filter(({ label }) => sourceOf(label) !== undefined);
  // Other labels are those of the metric; the pod must be named by something of its own.
  const naming = placed.filter(
    ({ label, operator, value }) =>
      sourceOf(label) !== 'namespace' && !operator.startsWith('!') && value !== '' && !/\$|\[\[|\{\{/.test(value),
  );
  if (naming.length === 0 || placed.some(({ value }) => /\$|\[\[|\{\{/.test(value))) return [];
  return world
    .podTemplates()
    .filter(
      (pod) =>
        !pod.provided &&
        !runsToCompletion(pod) &&
        placed.every((matcher) => valuesOf(pod, sourceOf(matcher.label) ?? '').some((value) => matches(matcher, value))),
    );
}

function valuesOf(pod: PodTemplate, source: string): readonly string[] {
  const { name } = pod.owner.object.metadata;
  if (source === 'namespace') return [pod.namespace];
  if (source === 'pod') return [name, `${name}-7d9c5b6f4-x2x4z`, `${name}-0`];
  const keys = source.slice('label '.length).split('|');
  return Object.entries(pod.labels).flatMap(([key, value]) => (keys.includes(sanitized(key)) ? [value] : []));
}
