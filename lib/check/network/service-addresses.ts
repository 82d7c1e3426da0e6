import { claims } from '../clusters/ranges.ts';
import type { World } from '../world.ts';
import { isNetwork, networkCovers } from './address.ts';

/** The first addresses of the ranges that kubeadm, k3s and clouds take for Services: those of the API server and of DNS. */
const USUAL = new Set(['10.96.0.1', '10.96.0.10', '10.43.0.1', '10.43.0.10', '172.20.0.1', '10.100.0.1']);

/** Whether an address or range is of Services, as far as the tree shows. */
export function isOfServices(cidr: string, world: World): boolean {
  const [address = '', bits] = cidr.split('/');
  if (!isNetwork(cidr)) return false;
  const covered = claims(world).some((each) => each.of === 'services' && isNetwork(each.range) && networkCovers(each.range, cidr));
  return covered || (USUAL.has(address) && (bits === '32' || bits === undefined));
}
