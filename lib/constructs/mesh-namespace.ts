import type { Resources } from '../values/resources.ts';

/** How the sidecars of a namespace receive: `STRICT` takes only mutual TLS. */
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** A namespace as the mesh sees it. */
export interface MeshNamespace<Mode extends MtlsMode = MtlsMode> {
  readonly name: string;
  /** Whether new pods get a sidecar unless they opt out. */
  readonly injection: boolean;
  readonly mtls: Mode;
  /** What each sidecar asks for and may use, where it is not what the mesh gives to all. */
  readonly sidecar?: Resources | undefined;
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

/**
 * What the injector gives to the sidecar. All four or none: a single one of them makes it forget its own defaults of the
 * other three, and a sidecar without limits does not fit into a quota.
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export function sidecarSize({ sidecar }: MeshNamespace): Readonly<Record<string, string>> {
  if (sidecar === undefined) return {};
  const { requests, limits } = sidecar.toJson();
  return {
    'sidecar.istio.io/proxyCPU': requests.cpu,
    'sidecar.istio.io/proxyMemory': requests.memory,
    'sidecar.istio.io/proxyCPULimit': limits.cpu,
    'sidecar.istio.io/proxyMemoryLimit': limits.memory,
  };
}
