import { bucketOf, sidecarBuckets } from '../../observability/object-stores.ts';
import { thanosParts } from '../../observability/thanos.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** A part of Thanos, and the bucket that it is told. */
interface Worker {
  readonly part: string;
  readonly name: string;
  readonly bucket: string | undefined;
}

export const thanosOneBucket = defineRule({
  id: 'thanos-one-bucket',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'What compacts, and what writes blocks of Thanos, works on a bucket that a store gateway of the tree reads.',
  source: 'https://thanos.io/tip/components/store.md/; https://thanos.io/tip/components/compact.md/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const thanos of pod === undefined ? [] : thanosParts(pod)) {
      const { part, path } = thanos;
      if (pod === undefined || part === undefined || part === 'query') continue;
      const { stores, writers } = workers(world);
      const bucket = bucketOf(thanos, pod, world);
      // One store whose bucket does not show may be the one that reads it.
      if (bucket === undefined || stores.length === 0 || stores.some((each) => each.bucket === undefined)) continue;
      const read = [...new Set(stores.map((each) => each.bucket ?? ''))];
      if (part !== 'store') {
        if (read.includes(bucket)) continue;
        yield {
          path,
          message: `thanos ${part} works on bucket ${bucket}, and ${stores.map(({ name }) => name).join(', ')} ${stores.length === 1 ? 'reads' : 'read'} ${read.join(', ')}`,
          why:
            part === 'compact'
              ? 'The bucket that grows is never compacted, nothing in it is ever deleted, and queries over weeks get slow.'
              : LOST,
          fix: `Write bucket: ${read[0] ?? ''} at both ends.`,
        };
      } else if (writers.length > 0 && !writers.some((each) => each.bucket === undefined || read.includes(each.bucket))) {
        const named = [...new Set(writers.map((each) => `${each.name} ${each.bucket ?? ''}`))];
        yield {
          path,
          message: `thanos store reads bucket ${bucket}, and what writes blocks has another: ${named.join(', ')}`,
          why: LOST,
          fix: 'Write the same bucket at both ends.',
        };
      }
    }
  },
});

const LOST =
  'Blocks go where nobody reads them: whatever is older than the memory of Prometheus is missing from every answer, without an error.';

function workers(world: World): { readonly stores: readonly Worker[]; readonly writers: readonly Worker[] } {
  return world.once('buckets of thanos', () => {
    const all = world.podTemplates().flatMap((pod) =>
      thanosParts(pod).map((thanos): Worker => ({
        part: thanos.part ?? '',
        name: pod.owner.object.metadata.name,
        bucket: bucketOf(thanos, pod, world),
      })),
    );
    return {
      stores: all.filter(({ part }) => part === 'store'),
      writers: sidecarBuckets(world).map(({ release, bucket }) => ({ part: 'sidecar', name: `release ${release}`, bucket })),
    };
  });
}
