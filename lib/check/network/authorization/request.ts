/** A request as a server's sidecar sees it; what is not known is left out and taken to fit. */
export interface MeshRequest {
  readonly namespace: string | undefined;
  readonly serviceAccount: string | undefined;
  /** Whether the client shows a certificate: without one it has neither principal nor namespace. */
  readonly mtls: boolean | undefined;
  /** Port of the pod. */
  readonly port: number;
  /** The request is at this path or below it. */
  readonly path: string | undefined;
  /** Whether the sidecar reads HTTP on the port. */
  readonly http: boolean;
}
