/** How the sidecars of a namespace receive: `STRICT` takes only mutual TLS. */
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** A namespace as the mesh sees it. */
export interface MeshNamespace<Mode extends MtlsMode = MtlsMode> {
  readonly name: string;
  /** Whether new pods get a sidecar unless they opt out. */
  readonly injection: boolean;
  readonly mtls: Mode;
}

/**
 * A namespace in which a pod without sidecar can be reached. What speaks no mutual TLS of the mesh (MySQL, an exporter)
 * asks for this type, so that placing it in a STRICT namespace does not compile (L-01).
 */
export type PlaintextNamespace = MeshNamespace<'PERMISSIVE' | 'DISABLE'>;

/** The annotation that keeps the injector away, where there is an injector. */
export function optOut({ injection }: MeshNamespace): Readonly<Record<string, string>> {
  return injection ? { 'sidecar.istio.io/inject': 'false' } : {};
}
