import type { Image } from '../lib/constructs/container.ts';
import { InputError } from '../lib/errors.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import type { Duration } from '../lib/values/duration.ts';
import { didYouMean } from '../lib/values/nearest.ts';

/** An image of the inventory with the Secret that it takes to pull it. */
export function imageOf(cluster: Cluster, name: string): Image {
  const ref = cluster.image(name);
  return { ref, pullSecret: cluster.registryOf(ref)?.pullSecret };
}

/** Application line of a component, which its pinned chart must belong to. @throws InputError if the inventory has none. */
export function lineOf({ components, file }: Cluster, name: string): string {
  const line = components[name];
  if (line !== undefined) return line;
  throw new InputError(
    `${file} components`,
    `there is no line for ${name}, which this system installs`,
    didYouMean(name, Object.keys(components)),
  );
}

/** Addresses for Services. @throws InputError if the inventory has none. */
export function loadBalancerOf({ networks, file }: Cluster): NonNullable<Cluster['networks']['loadBalancer']> {
  if (networks.loadBalancer !== undefined) return networks.loadBalancer;
  throw new InputError(
    `${file} networks.loadBalancer`,
    'it is missing, and this system has an ingress gateway',
    'Give it a pool and the address of the ingress gateway.',
  );
}

/** `jiminhome.shop`. @throws InputError if the inventory has none. */
export function zoneOf({ domain, file }: Cluster): string {
  if (domain !== undefined) return domain.zone;
  throw new InputError(`${file} domain`, 'it is missing, and this system serves host names', 'Give it a zone and hosts.');
}

/** Most data that may be lost in one kind of disaster. @throws InputError if the inventory states no such goal. */
export function recoveryPointOf({ recovery, file }: Cluster, name: string): Duration {
  const goal = recovery[name];
  if (goal !== undefined) return goal.rpo;
  throw new InputError(
    `${file} recovery`,
    `there is no goal "${name}", which a backup schedule must meet`,
    didYouMean(name, Object.keys(recovery)),
  );
}
