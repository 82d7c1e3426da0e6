import { HELM_KINDS } from '../../helm.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const helmReleaseOnce = defineRule({
  id: 'helm-release-once',
  severity: 'warning',
  kinds: HELM_KINDS,
  asks: 'A release name stands for one chart in its namespace.',
  source: 'https://helm.sh/docs/intro/using_helm/#three-big-concepts',
  *check(manifest, world) {
    if (manifest.object.kind === 'HelmValues') return;
    for (const release of releasesBy(world, manifest)) {
      const others = byName(world).get(`${release.namespace}/${release.name}`) ?? [];
      // An umbrella chart installs several charts in one release.
      const other = others.find((each) => each.manifest !== manifest && each.chart !== release.chart && each.manifest !== undefined);
      if (other?.manifest === undefined || release.chart === '' || other.chart === '') continue;
      const { kind, metadata } = other.manifest.object;
      yield {
        path: manifest.object.kind === 'HelmRelease' ? 'spec.releaseName' : 'spec.destination.namespace',
        message: `release ${release.name} in "${release.namespace}" is chart ${release.chart} here and chart ${other.chart} in ${kind} ${metadata.name}`,
        why: 'Both own objects of the same names and labels: each takes away or overwrites what the other made.',
        fix: 'Give one of them another releaseName, or remove the one that is out of date.',
      };
    }
  },
});

function byName(world: World): ReadonlyMap<string, readonly Release[]> {
  return world.once('releases by name', () => {
    const map = new Map<string, Release[]>();
    for (const each of releasesOf(world)) addTo(map, `${each.namespace}/${each.name}`, each);
    return map;
  });
}
