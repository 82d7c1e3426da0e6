/**
 * Numbers that somebody decided, each in this one place with its unit, its reason and where it is written down.
 */

/**
 * Largest inventory that is read. Unit: bytes.
 * Ours: the inventory of a thousand nodes has a tenth of it, and whatever is larger is not an inventory but, say, a log or a disk image.
 */
export const INVENTORY_MAX_BYTES = 1024 * 1024;

/**
 * Longest line of an inventory. Unit: characters.
 * Ours: nobody reads further to the right, and it bounds the search for secrets.
 */
export const INVENTORY_MAX_LINE = 4096;

/**
 * Most values of one inventory: maps, lists and what is in them. Unit: YAML nodes.
 * Ours: a cluster of a thousand machines has about 8,000.
 */
export const YAML_MAX_VALUES = 20_000;

/**
 * Most of an inventory that aliases (`*name`) may repeat. Unit: YAML nodes.
 * Ours: far above honest use, far below the billions of an alias bomb.
 */
export const YAML_MAX_REPEATED = 1000;

/**
 * Deepest nesting of an inventory. Unit: levels.
 * Ours: the schema is six deep, and some more keep a hostile file from exhausting the stack.
 */
export const YAML_MAX_DEPTH = 32;

/**
 * Longest DNS label, so longest name of a Namespace or a Service. Unit: characters.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export const DNS_LABEL_MAX = 63;

/**
 * Longest DNS name, so longest name of most other objects. Unit: characters.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export const DNS_SUBDOMAIN_MAX = 253;

/**
 * Longest image tag. Unit: characters.
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests
 */
export const IMAGE_TAG_MAX = 128;

/**
 * Most cores that one container or node may be said to have. Unit: cores.
 * Ours: no machine for sale has more, so a larger figure is a slip of the unit (`250Mi` of processor).
 */
export const LARGEST_NODE_CORES = 4096;

/**
 * Least memory that a container may be said to need. Unit: bytes, as a quantity.
 * Ours, the 4 MiB below which Docker refuses to start a container: less is a slip of the unit (`512m` are half a byte).
 */
export const SMALLEST_MEMORY = '4Mi';

/**
 * Most environments of one inventory. Unit: clusters.
 * Ours: each is a whole cluster of its own; beyond this the file is a generated one and should be several.
 */
export const ENVIRONMENTS_MAX = 64;

/**
 * Largest sum of keys and values of one ConfigMap. Unit: bytes.
 * The API server refuses more, because etcd does.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export const CONFIG_MAP_BYTES = 1024 * 1024;

/**
 * Largest share of traffic that a first canary step may get. Unit: percent.
 * A bad release (v46) was stopped with 90 % of users unaffected; more than a fifth is no longer a canary (L-20).
 */
export const FIRST_CANARY_WEIGHT = 20;

/**
 * Longest name part of a label or annotation, behind the prefix and its slash. Unit: characters.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export const ANNOTATION_NAME_MAX = 63;

/**
 * Largest value of a PriorityClass that is not Kubernetes' own.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass
 */
export const LARGEST_PRIORITY = 1_000_000_000;
