import type { Container } from '../pods.ts';
import { isFrom, versionOf } from '../programs/of-images.ts';
import { at, fieldsAt, itemsAt, numberAt, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { quantityOf } from '../scheduling/sizes.ts';
import { partPath, type Shape } from './shapes.ts';

/** Processors that run before the one which guards the memory. */
export function* order(shape: Shape): Iterable<Issue> {
  for (const [pipeline, parts] of Object.entries(fieldsAt(shape.content, 'service.pipelines'))) {
    const names = itemsAt(parts, 'processors').flatMap((each) => text(each) ?? []);
    const place = names.findIndex((each) => /^memory_limiter(?:\/|$)/.test(each));
    if (place < 1) continue;
    yield {
      path: partPath(shape, 'service', 'pipelines', pipeline),
      severity: 'warning',
      message: `the pipeline ${pipeline} runs ${names.slice(0, place).join(', ')} before ${names[place] ?? ''}`,
      why: 'What is gathered first is not refused when memory runs out: senders are not slowed down, and the collector is killed with all that it holds.',
      fix: 'Put memory_limiter first.',
    };
  }
}

/** A guard that allows more than the container has. */
export function* guarded(shape: Shape, memory: string | undefined): Iterable<Issue> {
  const limit = quantityOf(memory)?.toNumber();
  for (const [name, processor] of Object.entries(fieldsAt(shape.content, 'processors'))) {
    const own = numberAt(processor, 'limit_mib');
    if (!/^memory_limiter(?:\/|$)/.test(name) || own === undefined || limit === undefined || own * 1024 * 1024 < limit) continue;
    yield {
      path: partPath(shape, 'processors', name),
      severity: 'warning',
      message: `limit_mib of ${name} is ${own}, and the memory limit of the container is ${memory ?? ''}`,
      why: 'The collector is killed before it refuses anything: what it holds is lost, again and again.',
      fix: `Set limit_mib: ${Math.floor((limit * 0.8) / 1024 / 1024)}, or limit_percentage: 80.`,
    };
  }
}

/** Parts that are no longer in a collector, with the version that left them out. @see the changelogs of https://github.com/open-telemetry/opentelemetry-collector and its contrib */
const GONE: readonly (readonly [list: 'exporters' | 'extensions', name: string, minor: number, now: string])[] = [
  ['exporters', 'logging', 111, 'Use debug.'],
  ['exporters', 'jaeger', 86, 'Use otlp, which Jaeger takes itself.'],
  ['exporters', 'loki', 131, 'Use otlphttp with the endpoint http://loki:3100/otlp.'],
  ['extensions', 'memory_ballast', 109, 'Set GOMEMLIMIT in the env of the container.'],
];

/** Parts and settings that the version no longer has. */
export function* gone(shape: Shape, container: Container): Iterable<Issue> {
  for (const [list, part, minor, fix] of GONE) {
    const name = Object.keys(fieldsAt(shape.content, list)).find((each) => each === part || each.startsWith(`${part}/`));
    if (name === undefined || !isFrom(versionOf(container), 0, minor)) continue;
    yield {
      path: partPath(shape, list, name),
      message: `the ${list.slice(0, -1)} ${part} is not in the collector since 0.${minor}, and ${container.image ?? ''} runs`,
      why: 'The collector refuses its configuration and does not start ("unknown type"): no signal arrives anywhere.',
      fix,
    };
  }
  const refused = isFrom(versionOf(container), 0, 128);
  if (textAt(shape.content, 'service.telemetry.metrics.address') === undefined || !isFrom(versionOf(container), 0, 123)) return;
  yield {
    path: partPath(shape, 'service', 'telemetry', 'metrics'),
    severity: refused ? 'error' : 'warning',
    message: `service.telemetry.metrics.address is ${refused ? 'refused since 0.128' : 'passed over since 0.123'}, and ${container.image ?? ''} runs`,
    why: refused
      ? 'The collector refuses its configuration and does not start ("has invalid keys: address"): no signal arrives anywhere.'
      : 'It shows its own metrics on localhost only: the scrape of the collector fails.',
    fix: 'Write readers: [{ pull: { exporter: { prometheus: { host: 0.0.0.0, port: 8888 } } } }].',
  };
}

/** A check of health that nobody reaches. */
export function* health(shape: Shape, container: Container): Iterable<Issue> {
  const extension = Object.entries(fieldsAt(shape.content, 'extensions')).find(([name]) => /^health_check(?:\/|$)/.test(name));
  const probe = ['livenessProbe', 'readinessProbe', 'startupProbe'].find((each) => at(container.fields, `${each}.httpGet.port`) === 13133);
  if (extension === undefined || probe === undefined) return;
  const written = textAt(extension[1], 'endpoint');
  const isLocal = written === undefined ? isFrom(versionOf(container), 0, 104) : /^(?:localhost|127\.0\.0\.1):13133$/.test(written);
  if (!isLocal) return;
  yield {
    path: partPath(shape, 'extensions', extension[0]),
    message: `${probe} asks port 13133, and ${extension[0]} listens on ${written ?? 'localhost:13133'} only${written === undefined ? ', as its version does where no endpoint is written' : ''}`,
    why: 'The kubelet asks the address of the pod and is refused: the collector is never ready, or started again and again.',
    fix: 'Set endpoint: 0.0.0.0:13133.',
  };
}
