import { itemsAt, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

/** What is wrong with a scrape job that hands its targets to a prober, such as the blackbox exporter. */
export function* probeFaults(config: unknown): Iterable<Omit<Issue, 'path'>> {
  const blackbox = textAt(config, 'metrics_path') === '/probe';
  if (blackbox && !handsOver(config))
    yield {
      message: 'it probes, and hands no target to the prober as __param_target',
      severity: 'warning',
      why: 'The prober answers 400 each time: probe_success never exists.',
      fix: 'Relabel __address__ to __param_target, and set __address__ to the prober.',
    };
  if (blackbox && handsOver(config) && asksItself(config))
    yield {
      message: 'it hands __address__ to the prober as __param_target, and goes on asking __address__ itself',
      severity: 'warning',
      why: 'Each target is asked for /probe in place of the prober: it answers 404, and probe_success never exists.',
      fix: 'Add a step with target_label: __address__ and the address of the prober as replacement.',
    };
}

/** Targets that are URLs are the prober's parameter; the address that is asked must become the prober's. */
function asksItself(config: unknown): boolean {
  const steps = itemsAt(config, 'relabel_configs');
  const address = (step: unknown): boolean => textAt(step, 'target_label') === '__address__';
  const taken = steps.some(
    (step) => textAt(step, 'target_label') === '__param_target' && itemsAt(step, 'source_labels').includes('__address__'),
  );
  return taken && !steps.some(address);
}

/** Whether the targets of a job become a parameter of the request in place of the address that is asked. */
export function handsOver(config: unknown): boolean {
  return (
    itemsAt(config, 'relabel_configs').some((step) => /^__param_(target|url|address)$/.test(textAt(step, 'target_label') ?? '')) ||
    itemsAt(config, 'params.target').length > 0 ||
    textAt(config, 'metrics_path')?.includes('target=') === true
  );
}
