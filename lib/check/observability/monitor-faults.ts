import { at, itemsAt, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { durationSeconds } from './expression.ts';
import { relabelFaults } from './relabel.ts';

/** Objects of Prometheus' operator that say what is scraped. */
export const MONITORS = [
  'monitoring.coreos.com/v1/ServiceMonitor',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/Probe',
];

/** What is wrong with an object of the operator: nothing where it is of another kind. */
export function* monitorFaults({ object }: WorldObject): Iterable<Issue> {
  if (!object.apiVersion.startsWith('monitoring.coreos.com/')) return;
  yield* timeouts(object);
  yield* steps(object);
  yield* prober(object);
}

/** The address of what probes is a host and its port, and the operator writes it as such. */
function* prober(object: unknown): Iterable<Issue> {
  const url = textAt(object, 'spec.prober.url');
  const found = /^(\w+):\/\/([^/]*)/.exec(url ?? '');
  if (found === null) return;
  yield {
    path: 'spec.prober.url',
    message: `spec.prober.url is ${url ?? ''}, and must be a host with its port`,
    why: 'Prometheus takes the whole text for an address and reaches nothing: nothing is probed.',
    fix: `Write ${found[2] ?? ''}${found[1] === 'https' ? ', and set spec.prober.scheme: https' : ''}.`,
  };
}

/** The operator leaves an object out whose timeout is longer than its interval. */
function* timeouts(object: unknown): Iterable<Issue> {
  const endpoints = ['endpoints', 'podMetricsEndpoints'].flatMap((list) =>
    itemsAt(object, `spec.${list}`).map((each, index) => ({ path: `spec.${list}[${index}].`, each })),
  );
  for (const { path, each } of [...endpoints, { path: 'spec.', each: at(object, 'spec') }]) {
    const interval = durationSeconds(textAt(each, 'interval'));
    const timeout = durationSeconds(textAt(each, 'scrapeTimeout'));
    if (interval === undefined || timeout === undefined || timeout <= interval) continue;
    yield {
      path: `${path}scrapeTimeout`,
      message: `scrapeTimeout is ${timeout} s, and a scrape comes every ${interval} s`,
      why: 'The operator of Prometheus leaves the whole object out: nothing of it is scraped.',
      fix: 'Make the timeout the interval or less.',
    };
  }
}

/** Steps of relabelling that an object of the operator hands on. */
function* steps(object: unknown): Iterable<Issue> {
  for (const list of ['endpoints', 'podMetricsEndpoints']) {
    for (const [index, each] of itemsAt(object, `spec.${list}`).entries()) {
      for (const key of ['relabelings', 'metricRelabelings']) {
        for (const [place, step] of itemsAt(each, key).entries())
          for (const fault of relabelFaults(step, `a step of ${key}`)) yield { ...fault, path: `spec.${list}[${index}].${key}[${place}]` };
      }
    }
  }
}
