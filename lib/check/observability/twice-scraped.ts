import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { type AnnotatedJob, annotatedJobs } from './annotated.ts';
import { type ScrapeJob, scrapeJobs } from './jobs.ts';

/** Two jobs that scrape the same. */
export interface Twice {
  /** `Deployment kube-state-metrics` or the target as it is written. */
  readonly what: string;
  readonly other: string;
  readonly how: string;
}

/** What a job scrapes and another one scrapes, too. */
export function* scrapedTwice(world: World, job: ScrapeJob): Iterable<Twice> {
  if (isProbe(job.config)) return;
  for (const target of targetsOf(job.config)) {
    const other = byTarget(world).get(keyOf(job.config, target));
    if (other !== undefined && other.name !== job.name) {
      yield { what: target, other: other.name, how: 'both name it' };
      continue;
    }
    for (const pod of podsAt(world, job.manifest, target)) {
      const found = keepers(world).find(
        ([name, each]) => name !== job.name && each.keeps(pod.annotations) && isSame(pod, job.config, target),
      );
      if (found !== undefined) yield { what: nameOf(pod), other: found[0], how: `its pods carry ${found[1].annotation}` };
    }
  }
  if (job !== firstByService(world)) return;
  for (const service of world.ofKind('v1/Service')) {
    if (textsAt(service.object, 'metadata.annotations')[SCRAPE] !== 'true') continue;
    for (const pod of world.podsOfService(service)) {
      const found = keepers(world).find(([, each]) => each.annotation === SCRAPE && each.keeps(pod.annotations));
      if (found !== undefined && !pod.provided)
        yield { what: nameOf(pod), other: found[0], how: `both its pods and Service ${service.object.metadata.name} carry ${SCRAPE}` };
    }
  }
}

const SCRAPE = 'prometheus.io/scrape';

function nameOf({ owner }: PodTemplate): string {
  return `${owner.object.kind} ${owner.object.metadata.name}`;
}

/** A job that asks one program for another, or sends the question elsewhere. */
export function isProbe(config: unknown): boolean {
  const path = textAt(config, 'metrics_path') ?? '/metrics';
  return (
    at(config, 'params') !== undefined ||
    path.includes('probe') ||
    path.includes('federate') ||
    itemsAt(config, 'relabel_configs').some((step) =>
      /^__(?:address|param_\w+?|metrics_path)__?$|^__param_/.test(textAt(step, 'target_label') ?? ''),
    )
  );
}

function targetsOf(config: unknown): readonly string[] {
  return itemsAt(config, 'static_configs').flatMap((each) => itemsAt(each, 'targets').flatMap((target) => text(target) ?? []));
}

function keyOf(config: unknown, target: string): string {
  return [textAt(config, 'scheme') ?? 'http', target, textAt(config, 'metrics_path') ?? '/metrics'].join(' ');
}

/** The first job of each target. */
function byTarget(world: World): ReadonlyMap<string, ScrapeJob> {
  return world.once('jobs by target', () => {
    const map = new Map<string, ScrapeJob>();
    const configs = new Set(scrapeJobs(world).map(({ manifest }) => manifest));
    // Several files may be those of several servers.
    if (configs.size > 1) return map;
    for (const job of scrapeJobs(world))
      for (const target of isProbe(job.config) ? [] : targetsOf(job.config))
        if (!map.has(keyOf(job.config, target))) map.set(keyOf(job.config, target), job);
    return map;
  });
}

/** Jobs that keep pods by an annotation, and by nothing else. */
function keepers(world: World): readonly (readonly [name: string, job: AnnotatedJob])[] {
  return world.once('jobs that only keep annotated pods', () => {
    const plain = new Set(
      scrapeJobs(world).flatMap(({ name, config }) => {
        const steps = itemsAt(config, 'relabel_configs').map((step) => textAt(step, 'action') ?? 'replace');
        const named = itemsAt(config, 'kubernetes_sd_configs').some(
          (each) => at(each, 'namespaces') !== undefined || at(each, 'selectors') !== undefined,
        );
        return !named && !steps.includes('drop') && steps.filter((action) => action === 'keep').length === 1 ? [name] : [];
      }),
    );
    return [...annotatedJobs(world)].filter(([name]) => plain.has(name));
  });
}

/** The first job that asks Services by their annotation: what all of them see is told of one. */
function firstByService(world: World): ScrapeJob | undefined {
  return world.once('first job by annotated services', () => scrapeJobs(world).find(({ config }) => isByService(config)));
}

function isByService(config: unknown): boolean {
  const keeps = itemsAt(config, 'relabel_configs').filter((step) => /^(?:keep|drop)$/.test(textAt(step, 'action') ?? ''));
  const [only, ...more] = keeps;
  return (
    more.length === 0 &&
    itemsAt(only, 'source_labels').some((each) => text(each) === '__meta_kubernetes_service_annotation_prometheus_io_scrape') &&
    itemsAt(config, 'kubernetes_sd_configs').some((each) => textAt(each, 'role') === 'endpoints')
  );
}

/** Pods behind a target that is a Service. */
function podsAt(world: World, { object }: WorldObject, target: string): readonly PodTemplate[] {
  const [, name, namespace = object.metadata.namespace ?? ''] =
    /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?(?:\.svc(?:\.cluster\.local)?)?:\d+$/.exec(target) ?? [];
  const service = name === undefined ? undefined : world.find('v1/Service', namespace, name);
  return service === undefined ? [] : world.podsOfService(service).filter(({ provided }) => !provided);
}

/** The annotations lead to the same port and page as the target. */
function isSame(pod: PodTemplate, config: unknown, target: string): boolean {
  const port = pod.annotations['prometheus.io/port'];
  const path = pod.annotations['prometheus.io/path'] ?? '/metrics';
  const [, asked] = /:(\d+)$/.exec(target) ?? [];
  const ports = pod.containers.flatMap(({ ports: declared }) => declared.map((each) => String(each.port)));
  const reached = port === undefined ? ports : [port];
  return path === (textAt(config, 'metrics_path') ?? '/metrics') && asked !== undefined && reached.includes(asked);
}
