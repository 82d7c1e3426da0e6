import { programOf } from '../programs/of-images.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { Container } from '../pods.ts';

/**
 * Heaps that start scripts give their program where nobody says another.
 * @see https://github.com/apache/kafka/blob/trunk/bin/kafka-server-start.sh
 * @see https://github.com/apache/kafka/blob/trunk/bin/zookeeper-server-start.sh
 * @see https://github.com/apache/kafka/blob/trunk/bin/connect-distributed.sh
 */
const HEAPS: readonly { readonly of: RegExp; readonly option: string; readonly by: string }[] = [
  { of: /^(cp-kafka|cp-server|cp-enterprise-kafka|kafka)$/, option: '-Xmx1G', by: 'KAFKA_HEAP_OPTS' },
  { of: /^cp-zookeeper$/, option: '-Xmx512M', by: 'KAFKA_HEAP_OPTS' },
  { of: /^cp-kafka-connect(-base)?$/, option: '-Xmx2G', by: 'KAFKA_HEAP_OPTS' },
];

export interface DefaultHeap {
  readonly option: string;
  /** The variable that says another. */
  readonly by: string;
}

/** The heap that a container's program takes by default; `undefined` where something says, or may say, another. */
export function defaultHeap(container: Container): DefaultHeap | undefined {
  const { fields, init } = container;
  const found = init ? undefined : HEAPS.find(({ of }) => of.test(programOf(container)));
  // Variables that come in a bunch, and a command of one's own, may set it.
  if (found === undefined || itemsAt(fields, 'envFrom').length > 0 || itemsAt(fields, 'command').length > 0) return undefined;
  const says = itemsAt(fields, 'env').some(
    (each) => /HEAP|JVM|JAVA/.test(textAt(each, 'name') ?? '') || /-Xmx|MaxRAMPercentage/.test(textAt(each, 'value') ?? ''),
  );
  return says || itemsAt(fields, 'args').some((word) => /-Xmx|HEAP/.test(text(word) ?? '')) ? undefined : found;
}
