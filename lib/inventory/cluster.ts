import type { AddressRange, Cidr } from '../values/cidr.ts';
import type { Duration } from '../values/duration.ts';
import type { ImageRef } from '../values/image-ref.ts';
import type { Quantity } from '../values/quantity.ts';

/** A machine of the cluster. */
export interface Node {
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly address: string;
  /** Cores. */
  readonly cpu: Quantity;
  readonly memory: Quantity;
  readonly disk: Quantity;
  readonly architecture: 'amd64' | 'arm64';
  /** Whether ordinary pods may run here; a control plane is tainted `NoSchedule` unless it says so. */
  readonly schedulable: boolean;
}

export type Exposure = 'public' | 'private' | 'planned';

/** A name under which something is reached through the gateway. */
export interface Host {
  readonly name: string;
  readonly exposure: Exposure;
}

/** An image registry account; images whose repository starts with `prefix` come from it. */
export interface Registry {
  /** `ghcr.io/wlals2`: host and account, without a trailing slash. */
  readonly prefix: string;
  readonly private: boolean;
  /** Images built by the cluster's owner: only they must come from a first-party registry. */
  readonly firstParty: boolean;
  /** Secret of type `kubernetes.io/dockerconfigjson`; required where `private`. */
  readonly pullSecret?: string | undefined;
}

/** A Secret that somebody creates by hand: named here, referenced by manifests, never published. */
export interface ExpectedSecret {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[];
  /** The command that creates it, with placeholders in angle brackets where values go. */
  readonly create: string;
}

export interface Repository {
  readonly url: string;
  readonly branch: string;
  /** What Argo CD tracks, `HEAD` by default. */
  readonly revision: string;
}

/** How much may be lost, and how long recovery may take. */
export interface RecoveryGoal {
  readonly rpo: Duration;
  readonly rto: Duration;
}

/** A volume that something asks for. */
export interface Claim {
  readonly size: Quantity;
  /** Whether it outlives its claim. */
  readonly retained: boolean;
}

/** Something outside the cluster that is called from it. */
export interface External {
  readonly host: string;
  readonly port: number;
}

/** Clusters that belong together: one of them manages all. */
export interface Fleet {
  readonly name: string;
  readonly role: 'management' | 'workload';
  /** Number of the cluster in the mesh of the fleet, 1 to 255. */
  readonly id: number;
  /** The other clusters, by code unit of their names. They name no others themselves. */
  readonly others: readonly Cluster[];
}

/**
 * What a cluster is: one file of `clusters/` parsed, defaulted, derived once and frozen.
 * Look-ups by name (`image('web')`) throw an InputError that names the file and the nearest known name.
 */
export interface Cluster {
  readonly name: string;
  /** `clusters/homelab.yaml`, for messages. */
  readonly file: string;
  /** Which composition of `charts/index.ts` runs here. */
  readonly system: string;
  /** `production`, `local`, … */
  readonly environment: string;
  readonly kubernetes: string;
  readonly fleet?: Fleet | undefined;
  readonly nodes: readonly Node[];
  /** Where the first control plane answers for the API, `192.168.1.187` on port 6443. */
  readonly apiServer: { readonly address: string; readonly port: number };
  readonly networks: {
    readonly lan: Cidr;
    /** Addresses set aside for machines of this cluster. */
    readonly nodes?: AddressRange | undefined;
    readonly pods?: Cidr | undefined;
    readonly services?: Cidr | undefined;
    readonly cni: 'cilium' | 'calico';
    readonly transport?: 'vxlan' | 'geneve' | 'native' | undefined;
    readonly kubeProxy: boolean;
    readonly loadBalancer?:
      { readonly pool: AddressRange; readonly ingress: string; readonly clusterMesh?: string | undefined } | undefined;
  };
  /** Ports on every node. */
  readonly nodePorts: Readonly<Record<string, number>>;
  readonly externals: Readonly<Record<string, External>>;
  readonly domain?: { readonly zone: string; readonly hosts: Readonly<Record<string, Host>> } | undefined;
  readonly registries: readonly Registry[];
  readonly images: Readonly<Record<string, ImageRef>>;
  /** Names of those images that the cluster's owner builds: they come from a first-party registry only (L-15). */
  readonly firstPartyImages: readonly string[];
  readonly secrets: readonly ExpectedSecret[];
  readonly repositories: Readonly<Record<string, Repository>>;
  readonly storage: {
    readonly class: string;
    /** Copies of each volume; at most one a node that holds disks. */
    readonly replicas: number;
    /** Nodes whose disks hold volumes. */
    readonly nodes: readonly string[];
    /** Class of volumes that outlive their claim. */
    readonly retainedClass?: string | undefined;
    readonly claims: Readonly<Record<string, Claim>>;
    /** Why the claims may ask for more than the disks hold. */
    readonly overcommit?: string | undefined;
  };
  /** Exemptions from the pod security standard `baseline`: namespaces, and further ones with the reason. */
  readonly podSecurity: { readonly exempt: readonly string[]; readonly privileged: Readonly<Record<string, string>> };
  /** What the pods of a namespace may take together: limits by resource, by namespace. */
  readonly quotas: Readonly<Record<string, Readonly<Record<string, Quantity>>>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Object-store targets by name: `databaseDumps`. */
  readonly buckets: Readonly<Record<string, { readonly url: string; readonly retention: Duration }>>;
  /** Planned items: every one is off until its value says otherwise. */
  readonly switches: Readonly<Record<string, boolean>>;
  /** Application line of each component (`istio: 1.24`), which the pinned chart must belong to. */
  readonly components: Readonly<Record<string, string>>;
  readonly recovery: Readonly<Record<string, RecoveryGoal>>;
  /** IANA time zone in which people of this cluster think; schedules are stated in it. */
  readonly timeZone: string;

  image(name: string): ImageRef;
  host(name: string): Host;
  repository(name: string): Repository;
  secret(namespace: string, name: string): ExpectedSecret;
  nodePort(name: string): number;
  external(name: string): External;
  claim(name: string): Claim;
  parameter(name: string): string;
  bucket(name: string): { readonly url: string; readonly retention: Duration };
  /** Off when the inventory does not list it; an InputError when the inventory lists a name that is nearly this one. */
  switch(name: string): boolean;
  /** Registry of an image, if the inventory lists one. */
  registryOf(image: ImageRef): Registry | undefined;
}
