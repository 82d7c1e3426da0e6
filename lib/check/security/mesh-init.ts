import { releasesOf } from '../hosts/releases.ts';
import { istioValues } from '../mesh/settings.ts';
import { at } from '../read.ts';
import type { World } from '../world.ts';

/** The tree installs Istio, and nothing of it says that its CNI plugin sets up the network of pods. */
export function installsMeshWithoutCni(world: World): boolean {
  return world.once('mesh without cni', () => {
    const releases = releasesOf(world);
    if (!releases.some(({ chart }) => chart === 'istiod')) return false;
    const plugin = releases.some(
      ({ chart, namespace }) => chart === 'cni' || chart === 'istio-cni' || (chart === 'ztunnel' && namespace !== ''),
    );
    return (
      !plugin &&
      !istioValues(world).some(({ values }) => at(values, 'pilot.cni.enabled') === true || at(values, 'istio_cni.enabled') === true)
    );
  });
}
