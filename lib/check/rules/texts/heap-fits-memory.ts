import { variable } from '../../hosts/database-clients.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { defaultHeap } from '../../texts/default-heaps.ts';
import { buffersOf, bytesOf, sizeIn } from '../../texts/memory.ts';
import type { World } from '../../world.ts';

/** Variables that hold options of a runtime. */
const OPTIONS = [
  'JAVA_OPTS',
  'JAVA_TOOL_OPTIONS',
  'JDK_JAVA_OPTIONS',
  '_JAVA_OPTIONS',
  'CATALINA_OPTS',
  'JVM_OPTS',
  'KAFKA_HEAP_OPTS',
  'ES_JAVA_OPTS',
  'NODE_OPTIONS',
  'GOMEMLIMIT',
];

/** Share of the limit above which nothing is left for threads, code and buffers. */
const MOST = 0.9;

export const heapFitsMemory = defineRule({
  id: 'heap-fits-memory',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The heap that a runtime may fill, or the buffers of a database, leave room below the memory limit of the container.',
  source:
    'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html; https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib; https://github.com/apache/kafka/blob/trunk/bin/kafka-server-start.sh',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod !== undefined) yield* buffers(container, pod, world);
      yield* unstated(container);
      const limit = bytesOf(textAt(container.fields, 'resources.limits.memory'));
      for (const { path, value } of optionsOf(container, pod?.namespace ?? '', world)) {
        const most = sizeIn(value, /(?:^|\s|")-Xmx(\d+)([kmgKMG]?)/) ?? sizeIn(value, /--max[-_]old[-_]space[-_]size=(\d+)()/, 'm');
        const least = sizeIn(value, /(?:^|\s|")-Xms(\d+)([kmgKMG]?)/);
        if (most !== undefined && least !== undefined && least.bytes > most.bytes) {
          yield {
            path,
            message: `${least.text} is more than ${most.text}`,
            why: 'Java refuses to start: "Initial heap size set to a larger value than the maximum heap size".',
            fix: 'Make -Xms the smaller of the two, or equal.',
          };
        }
        // Nothing but GOMEMLIMIT is a size alone.
        const soft = sizeIn(value, /^(\d+)(?:([KMG])iB|B)?$/);
        if (soft !== undefined && limit !== undefined && soft.bytes > limit) {
          yield {
            path,
            severity: 'warning',
            message: `GOMEMLIMIT ${value} is above the memory limit ${textAt(container.fields, 'resources.limits.memory') ?? ''}`,
            why: 'The collector of Go sees no need to work before the kernel kills the container (OOMKilled).',
            fix: 'Set GOMEMLIMIT to some nine tenths of the memory limit.',
          };
        }
        const share = Number(/-XX:MaxRAMPercentage=([\d.]+)/.exec(value)?.[1] ?? 0);
        const fix = 'Leave a quarter of the limit to threads, code and buffers, or raise the limit.';
        const why =
          'The kernel kills the container (OOMKilled) as soon as the heap fills, before the garbage collector sees a need to work.';
        if (share > MOST * 100)
          yield {
            path,
            severity: 'warning',
            message: `MaxRAMPercentage ${share} leaves ${Math.max(0, 100 - share)} % of the limit for everything but the heap`,
            why,
            fix,
          };
        if (most === undefined || limit === undefined || most.bytes <= MOST * limit) continue;
        const over = most.bytes >= limit;
        yield {
          path,
          severity: over ? 'error' : 'warning',
          message: `${most.text} ${over ? 'is not below' : 'leaves less than a tenth of'} the memory limit ${textAt(container.fields, 'resources.limits.memory') ?? ''}`,
          why,
          fix,
        };
      }
    }
  },
});

function* buffers(container: Container, pod: PodTemplate, world: World): Iterable<Issue> {
  const stated = textAt(container.fields, 'resources.limits.memory');
  const limit = bytesOf(stated);
  if (limit === undefined) return;
  for (const { path, bytes, text: written } of buffersOf(container, pod, world)) {
    if (bytes <= MOST * limit) continue;
    const over = bytes >= limit;
    yield {
      path,
      severity: over ? 'error' : 'warning',
      message: `${written} ${over ? 'is not below' : 'leaves less than a tenth of'} the memory limit ${stated ?? ''}`,
      why: 'The kernel kills the container (OOMKilled) as its data grows, in the middle of whatever it writes.',
      fix: 'Leave a quarter of the limit to connections and everything else, or raise the limit.',
    };
  }
}

function* unstated(container: Container): Iterable<Issue> {
  const stated = textAt(container.fields, 'resources.limits.memory');
  const limit = bytesOf(stated);
  const heap = defaultHeap(container);
  const most = heap === undefined ? undefined : sizeIn(heap.option, /-Xmx(\d+)([MG])/);
  if (heap === undefined || most === undefined || limit === undefined || most.bytes < limit) return;
  yield {
    path: `${container.path}.resources.limits.memory`,
    severity: most.bytes > limit ? 'error' : 'warning',
    message: `the heap is ${heap.option} by default, which is not below the memory limit ${stated ?? ''}`,
    why: 'The kernel kills the container (OOMKilled) as soon as the heap fills, before the garbage collector sees a need to work.',
    fix: `Set ${heap.by} to some half of the limit, or raise the limit.`,
  };
}

function* optionsOf(
  { fields, path }: Container,
  namespace: string,
  world: World,
): Iterable<{ readonly path: string; readonly value: string }> {
  const names = itemsAt(fields, 'env').map((each) => textAt(each, 'name'));
  const isShared = itemsAt(fields, 'envFrom').length > 0;
  for (const name of OPTIONS) {
    if (!isShared && !names.includes(name)) continue;
    const value = variable(fields, name, namespace, world);
    const index = names.indexOf(name);
    if (value !== undefined) yield { path: index === -1 ? `${path}.envFrom` : `${path}.env[${index}]`, value };
  }
  for (const list of ['command', 'args']) {
    const words = itemsAt(fields, list).flatMap((word) => text(word) ?? []);
    if (words.some((word) => word.includes('-Xm') || word.includes('old-space') || word.includes('old_space')))
      yield { path: `${path}.${list}`, value: words.join(' ') };
  }
}
