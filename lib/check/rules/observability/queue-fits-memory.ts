import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { quantityOf } from '../../scheduling/sizes.ts';

/** Memory of one sample in a queue for remote writes, labels included. Unit: bytes. */
const SAMPLE = 512;

export const queueFitsMemory = defineRule({
  id: 'queue-fits-memory',
  severity: 'warning',
  kinds: ['monitoring.coreos.com/v1/Prometheus', 'monitoring.coreos.com/v1alpha1/PrometheusAgent', ...HELM_KINDS],
  asks: 'The queues of a remote write take at most half of the memory that Prometheus may have.',
  source: 'https://prometheus.io/docs/practices/remote_write/#memory-usage; seed 004, L14',
  *check(manifest) {
    if (manifest.object.kind.startsWith('Prometheus')) yield* full(at(manifest.object, 'spec'), 'spec');
    else
      for (const { values, path } of helmValuesOf(manifest))
        yield* full(at(values, 'prometheus.prometheusSpec'), `${path}.prometheus.prometheusSpec`);
  },
});

function* full(spec: unknown, path: string): Iterable<Issue> {
  const limit = quantityOf(textAt(spec, 'resources.limits.memory'))?.toNumber();
  for (const [index, target] of itemsAt(spec, 'remoteWrite').entries()) {
    const capacity = numberAt(target, 'queueConfig.capacity');
    if (limit === undefined || capacity === undefined) continue;
    const shards = numberAt(target, 'queueConfig.maxShards') ?? 50;
    const needed = capacity * shards * SAMPLE;
    if (needed * 2 <= limit) continue;
    const mebibytes = (size: number): string => `${Math.round(size / 1024 / 1024)}Mi`;
    yield {
      path: `${path}.remoteWrite[${index}].queueConfig`,
      message: `capacity ${capacity} × maxShards ${shards} may take ${mebibytes(needed)}, and the memory limit is ${textAt(spec, 'resources.limits.memory') ?? ''}`,
      why: 'When the store is gone the queues fill up: Prometheus is killed for its memory, and with it what it has kept.',
      fix: `Set maxShards: ${Math.max(1, Math.floor(limit / 2 / SAMPLE / capacity))}, a smaller capacity, or more memory.`,
    };
  }
}
