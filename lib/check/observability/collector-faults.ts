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

/** Exporters that are no longer in a collector, with the version that left them out. */
const GONE: readonly (readonly [name: string, minor: number, now: string])[] = [
  ['logging', 111, 'debug'],
  ['jaeger', 86, 'otlp, which Jaeger takes itself'],
];

/** Parts that the version no longer has. */
export function* gone(shape: Shape, container: Container): Iterable<Issue> {
  for (const name of Object.keys(fieldsAt(shape.content, 'exporters'))) {
    const found = GONE.find(([each, minor]) => (name === each || name.startsWith(`${each}/`)) && isFrom(versionOf(container), 0, minor));
    if (found === undefined) continue;
    yield {
      path: partPath(shape, 'exporters', name),
      message: `the exporter ${found[0]} is not in the collector since 0.${found[1]}, and ${container.image ?? ''} runs`,
      why: 'The collector refuses its configuration and does not start ("unknown type"): no signal arrives anywhere.',
      fix: `Use ${found[2]}.`,
    };
  }
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
