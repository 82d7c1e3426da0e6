/** A Kubernetes object as plain data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // Each kind has its own shape below; checks narrow what they read.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

/** A Kubernetes object and where it came from. */
export interface Manifest {
  /** Cluster that the object is for: the first folder below `dist/`. */
  readonly cluster: string;
  /** App that the object belongs to: the second folder below `dist/`, one Argo CD Application. */
  readonly app: string;
  /** Frozen plain data, as the API server reads it. */
  readonly object: KubeObject;
  /** Path of the construct that made it, `homelab/blog-system/Web/Rollout`. */
  readonly construct: string;
  /** Path below `dist/`, always with `/`: `homelab/blog-system/rollout.web.yaml`. */
  readonly file: string;
  /** The file's whole text. */
  readonly text: string;
}

/** `Rollout blog-system/web`; cluster-scoped: `Namespace monitoring`. */
export function objectName({ kind, metadata }: KubeObject): string {
  return metadata.namespace === undefined ? `${kind} ${metadata.name}` : `${kind} ${metadata.namespace}/${metadata.name}`;
}

/** Two objects with the same identity are one object to the API server. Versions of a group do not count. */
export function identity({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${group}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
