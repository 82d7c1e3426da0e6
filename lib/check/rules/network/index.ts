import type { Rule } from '../../rule.ts';
import { ciliumL7Readable } from './cilium-l7-readable.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';
import { metallbAddress } from './metallb-address.ts';
import { metallbPrefix } from './metallb-prefix.ts';

/** Addresses and network policies. */
export const networkRules: readonly Rule[] = [ciliumL7Readable, loadBalancerIp, metallbAddress, metallbPrefix];
