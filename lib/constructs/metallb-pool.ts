import { Construct } from 'constructs';
import { IpAddressPool, L2Advertisement } from '../../imports/metallb.io.ts';
import { InputError } from '../errors.ts';
import type { AddressRange } from '../values/cidr.ts';

export interface MetalLbPoolProps {
  readonly name: string;
  /** Where MetalLB runs; it reads pools of its own namespace only. */
  readonly namespace: string;
  readonly addresses: AddressRange;
}

/** Addresses that MetalLB may give to Services, announced on the local network by ARP. */
export class MetalLbPool extends Construct {
  private readonly addresses: AddressRange;

  constructor(scope: Construct, id: string, { name, namespace, addresses }: MetalLbPoolProps) {
    super(scope, id);
    this.addresses = addresses;
    new IpAddressPool(this, 'Resource', { metadata: { name, namespace }, spec: { addresses: [addresses.text] } });
    new L2Advertisement(this, 'Advertisement', { metadata: { name, namespace }, spec: { ipAddressPools: [name] } });
  }

  /**
   * The annotation by which a Service asks for an address of this pool; `spec.loadBalancerIP` is not heard (L-07).
   * @throws InputError for an address outside the pool.
   */
  ask(address: string): Readonly<Record<string, string>> {
    if (!this.addresses.contains(address)) {
      throw new InputError(
        this.node.path,
        `${address} is not in ${this.addresses.text}: the Service would stay in "pending" without address`,
        'Ask for an address of the pool.',
      );
    }
    return { 'metallb.io/loadBalancerIPs': address };
  }
}
