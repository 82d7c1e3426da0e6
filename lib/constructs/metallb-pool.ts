import { Construct } from 'constructs';
import { IpAddressPool, L2Advertisement } from '../../imports/metallb.io.ts';
import { InputError } from '../errors.ts';
import type { AddressRange } from '../values/cidr.ts';
import { defined } from './defined.ts';

export interface MetalLbPoolProps {
  readonly name: string;
  /** Where MetalLB runs; it reads pools of its own namespace only. */
  readonly namespace: string;
  readonly addresses: AddressRange;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Addresses that MetalLB may give to Services, announced on the local network by ARP. */
export class MetalLbPool extends Construct {
  private readonly addresses: AddressRange;

  constructor(scope: Construct, id: string, { name, namespace, addresses, annotations }: MetalLbPoolProps) {
    super(scope, id);
    this.addresses = addresses;
    const metadata = defined({ name, namespace, annotations: annotations && { ...annotations } });
    new IpAddressPool(this, 'Resource', { metadata, spec: { addresses: [addresses.text] } });
    new L2Advertisement(this, 'Advertisement', { metadata, spec: { ipAddressPools: [name] } });
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
    return MetalLbPool.request(address);
  }

  /** The annotation for an address that the inventory has proved to be of the cluster's pool. */
  static request(address: string): Readonly<Record<string, string>> {
    return { 'metallb.io/loadBalancerIPs': address };
  }
}
