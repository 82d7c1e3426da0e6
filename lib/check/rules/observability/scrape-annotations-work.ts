import { POD_KINDS, runsToCompletion } from '../../pods.ts';
import { textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const scrapeAnnotationsWork = defineRule({
  id: 'scrape-annotations-work',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Scrape annotations stand on the pods, and name a port that a container has.',
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
  },
});

/** Ports of a sidecar, which no manifest declares. @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const ISTIO: ReadonlySet<number> = new Set([15014, 15020, 15090]);
