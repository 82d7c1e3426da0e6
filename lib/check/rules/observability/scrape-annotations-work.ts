import { isMonitored, readsNoAnnotations } from '../../observability/annotation-readers.ts';
import { annotatedJobs } from '../../observability/annotated.ts';
import { hasHiddenJobs } from '../../observability/jobs.ts';
import { POD_KINDS, runsToCompletion, type PodTemplate } from '../../pods.ts';
import { textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const scrapeAnnotationsWork = defineRule({
  id: 'scrape-annotations-work',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Scrape annotations stand on the pods, name a port that a container has, and are read by the job that scrapes it.',
  source: 'https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const own = textsAt(manifest.object, 'metadata.annotations');
    const why = 'Prometheus does not find the pod, or asks where nobody answers: its series never exist.';
    if (pod.path !== '' && own['prometheus.io/scrape'] === 'true' && pod.annotations['prometheus.io/scrape'] === undefined) {
      // A Service in front may carry them, too, and is scraped then.
      const service = world
        .servicesOf(pod)
        .some(({ object }) => textsAt(object, 'metadata.annotations')['prometheus.io/scrape'] === 'true');
      if (!service)
        yield {
          path: 'metadata.annotations',
          message: `prometheus.io/scrape stands on the ${manifest.object.kind} and not on its pods`,
          why,
          fix: `Move the annotations to ${pod.path}.metadata.annotations.`,
        };
    }
    if (pod.annotations['prometheus.io/scrape'] !== 'true' || runsToCompletion(pod)) return;
    const place = pod.path === '' ? 'metadata.annotations' : `${pod.path}.metadata.annotations`;
    const written = pod.annotations['prometheus.io/port'];
    const ports = pod.containers.filter(({ init }) => !init).flatMap(({ ports: declared }) => declared.map(({ port }) => port));
    if (written !== undefined && !/^\d+$/.test(written)) {
      yield { path: place, message: `prometheus.io/port is "${written}", which is no number`, why, fix: 'Write the number of the port.' };
    } else if (written !== undefined && ports.length > 0 && !ports.includes(Number(written)) && !ISTIO.has(Number(written))) {
      yield {
        path: place,
        message: `prometheus.io/port is ${written}, and no container declares it; declared: ${[...new Set(ports)].join(', ')}`,
        why,
        fix: 'Write the port on which the metrics are told, and declare it on its container.',
      };
    }
    const path = pod.annotations['prometheus.io/path'];
    if (path !== undefined && !path.startsWith('/'))
      yield { path: place, message: `prometheus.io/path is "${path}", without a slash in front`, why, fix: `Write /${path}.` };
    yield* unread(pod, place, world);
    if (readsNoAnnotations(world) && !pod.provided && !isMonitored(world, pod))
      yield {
        path: place,
        message: 'prometheus.io/scrape is "true", and the Prometheus of kube-prometheus-stack reads no annotations',
        why: 'It scrapes what a ServiceMonitor or PodMonitor selects, and none selects this: its series never exist, and nothing looks broken.',
        fix: 'Add a PodMonitor or ServiceMonitor for it, or a job that reads the annotations (prometheus.prometheusSpec.additionalScrapeConfigs).',
      };
  },
});

/** Annotations that change where a pod is asked, with what it is without them. */
const USUAL: Readonly<Record<string, readonly string[]>> = { path: ['', '/metrics', 'metrics'], scheme: ['', 'http'] };

/** Annotations that no job which scrapes the pod looks at. */
function* unread(pod: PodTemplate, place: string, world: World): Iterable<Issue> {
  if (hasHiddenJobs(world)) return;
  const jobs = [...annotatedJobs(world)].filter(([, job]) => job.annotation === 'prometheus.io/scrape' && job.keeps(pod.annotations));
  for (const [word, usual] of Object.entries(USUAL)) {
    const value = pod.annotations[`prometheus.io/${word}`];
    if (
      jobs.length === 0 ||
      value === undefined ||
      usual.includes(value) ||
      jobs.some(([, { reads }]) => reads.has(`prometheus_io_${word}`))
    )
      continue;
    yield {
      path: place,
      message: `prometheus.io/${word} is "${value}", and the job ${jobs.map(([name]) => name).join(' and ')}, which scrapes the pod, does not read it`,
      why: `Prometheus asks for ${word === 'path' ? '/metrics' : 'HTTP'} instead: the target is down, and its series never exist.`,
      fix: `Add a relabel step that copies __meta_kubernetes_pod_annotation_prometheus_io_${word} to __${word === 'path' ? 'metrics_path' : 'scheme'}__.`,
    };
  }
}

/** Ports of a sidecar, which no manifest declares. @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const ISTIO: ReadonlySet<number> = new Set([15014, 15020, 15090]);
