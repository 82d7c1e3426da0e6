import { isOpaque } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { loadsOf, quotaLines, shownAmount, sumOf } from '../../scheduling/quotas.ts';

export const quotaFits = defineRule({
  id: 'quota-fits',
  severity: 'error',
  kinds: ['v1/ResourceQuota'],
  asks: 'A quota has room for the pods of its namespace, sidecars and one update at a time included.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/; seed 003, L1; seed 002, L-25',
  *check({ object }, world) {
    const namespace = object.metadata.namespace ?? '';
    const loads = loadsOf(world, namespace);
    for (const line of quotaLines(object)) {
      const { key, hard } = line;
      const rest = sumOf(loads, key, ({ rest: pods }) => pods);
      const [largest] = [...loads].sort((a, b) => sumOf([b], key, ({ surge }) => surge).compare(sumOf([a], key, ({ surge }) => surge)));
      const release = largest === undefined ? rest : rest.plus(sumOf([largest], key, ({ surge }) => surge));
      if (release.compare(hard) <= 0) continue;
      const sidecars = loads.filter(({ sidecar }) => sidecar).length;
      const who = `${loads.length} ${loads.length === 1 ? 'workload' : 'workloads'}${sidecars === 0 ? '' : ` (${sidecars} with a sidecar)`}`;
      const atRest = `${who} need ${key} ${shownAmount(key, rest)} at rest`;
      const during = `${shownAmount(key, release)} while ${largest?.name ?? ''} is updated`;
      yield {
        path: `spec.hard["${key}"]`,
        message: `${atRest}${release.compare(rest) > 0 ? ` and ${during}` : ''}; the quota allows ${line.text}`,
        why: 'Pods beyond the quota are refused and never made: the update or restart of whichever comes last hangs with too few pods.',
        fix: `Raise it to at least ${shownAmount(key, release)}${isOpaque(world, namespace) ? ' and what charts add' : ''}, or lower what the pods${sidecars === 0 ? '' : ' and their sidecars'} state.`,
      };
    }
  },
});
