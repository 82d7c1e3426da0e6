import { releasesOf } from '../hosts/releases.ts';
import type { World } from '../world.ts';

/** A controller that reads objects of its own namespace only. */
interface Controller {
  /** `MetalLB`, as people call it. */
  readonly name: string;
  readonly chart: string;
  readonly kinds: readonly string[];
}

/** From the documentation of each: objects elsewhere are taken by the API server, and read by nobody. */
export const CONTROLLERS: readonly Controller[] = [
  {
    name: 'MetalLB',
    chart: 'metallb',
    kinds: ['BFDProfile', 'BGPAdvertisement', 'BGPPeer', 'Community', 'IPAddressPool', 'L2Advertisement'].map(
      (kind) => `metallb.io/v1beta1/${kind}`,
    ),
  },
  {
    name: 'Velero',
    chart: 'velero',
    kinds: ['Backup', 'BackupStorageLocation', 'Restore', 'Schedule', 'VolumeSnapshotLocation'].map((kind) => `velero.io/v1/${kind}`),
  },
  { name: 'Longhorn', chart: 'longhorn', kinds: ['BackupTarget', 'RecurringJob', 'Setting'].map((kind) => `longhorn.io/v1beta2/${kind}`) },
];

/** Namespaces into which the tree installs a controller. */
export function namespacesOfController({ chart }: Controller, world: World): readonly string[] {
  return world.once(`namespaces of chart ${chart}`, () => [
    ...new Set(releasesOf(world).flatMap((release) => (release.chart === chart ? release.namespace : []))),
  ]);
}
