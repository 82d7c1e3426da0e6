import { textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { quantityOf } from '../scheduling/sizes.ts';

/**
 * What is wrong with the retention of the operator's Prometheus, and more to be kept than its volume holds.
 * Prometheus counts in powers of two; what is being written is not in it.
 */
export function* operatedSizeFaults(spec: unknown, path: string): Iterable<Issue> {
  const kept = textAt(spec, 'retentionSize');
  const time = textAt(spec, 'retention') ?? '';
  if (/^[1-9]\d*$/.test(time))
    yield {
      path: `${path}.retention`,
      severity: 'error',
      message: `retention is ${time}, without a unit`,
      why: 'The API server refuses the object of the operator: nothing of the change arrives.',
      fix: `Write ${time}d.`,
    };
  const asked = ['storage', 'storageSpec'].flatMap(
    (key) => textAt(spec, `${key}.volumeClaimTemplate.spec.resources.requests.storage`) ?? [],
  )[0];
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B$/.exec(kept ?? '') ?? [];
  const least = number === undefined ? undefined : quantityOf(unit === '' ? number : `${number}${unit}i`);
  const most = quantityOf(asked);
  if (least === undefined || most === undefined || least.compare(most) < 0) return;
  yield {
    path: `${path}.retentionSize`,
    message: `Prometheus is to keep up to ${kept ?? ''}, and its volume has ${asked ?? ''}`,
    why: 'The disk is full before the limit is reached: Prometheus stops writing, and then does not start.',
    fix: 'Set retentionSize to some 80 % of the volume.',
  };
}
