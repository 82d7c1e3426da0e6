import { PASSED, SCOPES } from '../../delivery/scopes.ts';
import { releasesOf } from '../../hosts/releases.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { defineRule, kindKey, kindOf } from '../../rule.ts';
import type { World } from '../../world.ts';

export const operatorWatchesHere = defineRule({
  id: 'operator-watches-here',
  severity: 'error',
  kinds: [...SCOPES.flatMap(({ kinds }) => kinds), ...PASSED.map(({ kind }) => kind)],
  asks: 'Objects of an operator whose values limit what it looks at are of a kind and in a namespace at which it looks.',
  source: 'https://external-secrets.io/latest/api/controller-options/; https://keda.sh/docs/latest/deploy/',
  *check({ object }, world) {
    const kind = kindOf(object);
    const { name, namespace } = object.metadata;
    for (const scope of SCOPES.filter(({ kinds }) => kinds.some((each) => kindKey(each) === kind))) {
      const releases = releasesFor(world, scope.chart);
      const places = releases?.map((each) => scope.namespaces(each));
      // One that looks everywhere looks here, too.
      if (releases === undefined || places === undefined || namespace === undefined || places.includes(undefined)) continue;
      const all = [...new Set(places.flatMap((each) => each ?? []))];
      if (all.length === 0 || all.includes(namespace)) continue;
      yield {
        path: 'metadata.namespace',
        message: `${object.kind} ${name} is in "${namespace}", and ${scope.name} looks at ${all.map((each) => `"${each}"`).join(', ')} only (${scope.by} of release ${releases[0]?.name ?? ''})`,
        why: 'The API server takes it, and nobody reads it: it looks set up and does nothing.',
        fix: `Add ${namespace} to ${scope.by}, or move the object.`,
      };
    }
    for (const passed of PASSED.filter((each) => kindKey(each.kind) === kind && each.when?.(object) !== false)) {
      const releases = releasesFor(world, passed.chart);
      const by = releases?.map((each) => passed.by(each.values)) ?? [];
      if (by.length === 0 || by.includes(undefined)) continue;
      yield {
        path: 'kind',
        message: `${passed.name} passes over ${passed.when === undefined ? 'every' : 'this'} ${object.kind}: ${by[0] ?? ''} in the values of release ${releases?.[0]?.name ?? ''}`,
        why: 'The API server takes it, and nobody reads it: what refers to it waits for ever.',
        fix: passed.fix ?? 'Take the value out, or use the kind that belongs to a namespace.',
      };
    }
  },
});

/** Releases of a chart in this cluster; `undefined` where there is none, or where values were not read. */
function releasesFor(world: World, chart: string): readonly Release[] | undefined {
  return world.once(`releases of ${chart} by which operators are limited`, () => {
    const found = releasesOf(world).filter((each) => each.chart === chart);
    return found.length === 0 || found.some(({ open }) => open === true) ? undefined : found;
  });
}
