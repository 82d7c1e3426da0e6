import { isOpaque } from '../../reference.ts';
import { quantityOf } from '../../quantities.ts';
import { at, fieldsAt, itemsAt, numberAt, text, textAt } from '../../read.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';
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
    yield* volumes(object, world);
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

/** Room for claims, and how many there may be. */
function* volumes({ metadata, ...object }: KubeObject, world: World): Iterable<Issue> {
  const namespace = metadata.namespace ?? '';
  const claims = world
    .inNamespace('v1/PersistentVolumeClaim', namespace)
    .map(({ object: claim }) => ({ count: 1, spec: at(claim, 'spec') }));
  const templates = world
    .inNamespace('apps/v1/StatefulSet', namespace)
    .flatMap(({ object: set }) =>
      itemsAt(set, 'spec.volumeClaimTemplates').map((each) => ({ count: numberAt(set, 'spec.replicas') ?? 1, spec: at(each, 'spec') })),
    );
  const all = [...claims, ...templates];
  for (const [key, value] of Object.entries(fieldsAt(object, 'spec.hard'))) {
    const [, ofClass, what = ''] =
      /^(?:(.+)\.storageclass\.storage\.k8s\.io\/)?(requests\.storage|persistentvolumeclaims)$/.exec(key) ?? [];
    const hard = quantityOf(text(value));
    if (what === '' || hard === undefined) continue;
    const counted = all.filter(({ spec }) => ofClass === undefined || textAt(spec, 'storageClassName') === ofClass);
    const needed = counted.reduce(
      (sum, { count, spec }) => {
        const size = what === 'persistentvolumeclaims' ? quantityOf('1') : quantityOf(textAt(spec, 'resources.requests.storage'));
        return size === undefined ? sum : sum.plus(size.times(count));
      },
      quantityOf('0') ?? hard,
    );
    if (counted.length === 0 || needed.compare(hard) <= 0) continue;
    yield {
      path: `spec.hard["${key}"]`,
      message: `the claims of the namespace ask for ${what === 'requests.storage' ? shownAmount('requests.memory', needed) : String(counted.reduce((sum, { count }) => sum + count, 0))} (${key}); the quota allows ${text(value) ?? ''}`,
      why: 'Claims beyond the quota are refused: the pod that waits for the volume never starts.',
      fix: 'Raise the quota, or ask for less.',
    };
  }
}
