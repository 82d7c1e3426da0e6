import type { Quantity } from '../values/quantity.ts';
import type { Labels } from './selector.ts';

/** A machine, as far as placing pods is concerned. */
export interface NodeFact {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  /** Whether ordinary pods may run here; one that is not carries a `NoSchedule` taint. */
  readonly schedulable: boolean;
  /** Its labels, besides those that every node of its role has. @default unknown */
  readonly labels?: Labels | undefined;
  /** Cores. @default unknown */
  readonly cpu?: Quantity | undefined;
  /** Bytes. @default unknown */
  readonly memory?: Quantity | undefined;
  /** Bytes of its disk. @default unknown */
  readonly disk?: Quantity | undefined;
}

/** A Secret that exists in the cluster although no manifest may say so. */
export interface SecretFact {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

export interface RegistryFact {
  /** `ghcr.io/wlals2`: host and account. */
  readonly prefix: string;
  readonly private: boolean;
  readonly firstParty: boolean;
  readonly pullSecret?: string | undefined;
}

/**
 * What is known of a cluster beside its manifests: plain data, most of it straight from an inventory.
 * Whatever is left out is unknown, and rules say less about it.
 */
export interface Facts {
  /** Cluster that the facts are about; without it they hold for every cluster. */
  readonly cluster?: string | undefined;
  /** Version of Kubernetes that the cluster runs, `v1.31.13`; without it every version that is known counts. */
  readonly kubernetes?: string | undefined;
  readonly nodes?: readonly NodeFact[] | undefined;
  /** With this list, a Secret that is neither here nor made by a manifest does not exist. */
  readonly secrets?: readonly SecretFact[] | undefined;
  readonly registries?: readonly RegistryFact[] | undefined;
  /** The manifests given are all there is: what they do not have, the cluster does not have. @default false */
  readonly whole?: boolean | undefined;
}
