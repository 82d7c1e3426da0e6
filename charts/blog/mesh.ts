import type { Construct } from 'constructs';
import { AuthorizationPolicy } from '../../lib/constructs/authorization-policy.ts';
import type { BlogRollout } from '../../lib/constructs/blog-rollout.ts';
import type { HttpMethod } from '../../lib/constructs/flow.ts';
import { ServiceAccount } from '../../lib/constructs/service-account.ts';
import { IstioEgressHosts } from '../../lib/constructs/istio-egress-hosts.ts';
import { InputError } from '../../lib/errors.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { BLOG } from '../namespaces.ts';

/** What the site may ask the API for (seed 002, was-isolation). */
const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'DELETE'];

/** How sidecars call each other: as today, or by mutual TLS once somebody switches it on (seed 000, next steps). */
export function tlsOf(cluster: Cluster): 'DISABLE' | 'ISTIO_MUTUAL' {
  return cluster.switch('mesh-mtls') ? 'ISTIO_MUTUAL' : 'DISABLE';
}

/** The site's methods, where the network policy can read them; through mutual TLS the sidecar of the API does (D-07). */
export function methodsInPolicy(cluster: Cluster): { readonly methods?: readonly HttpMethod[] } {
  return cluster.switch('mesh-mtls') ? {} : { methods: METHODS };
}

/** Account of the site's pods, where the API asks who calls; else they share the namespace's. */
export function siteAccount(scope: Construct, cluster: Cluster): string | undefined {
  if (!cluster.switch('was-authorization')) return undefined;
  if (!cluster.switch('mesh-mtls')) {
    throw new InputError(
      `${cluster.file} switches.was-authorization`,
      'it is on and mesh-mtls is off: without mutual TLS no caller has an identity, so was would refuse every request of web',
      'Switch mesh-mtls on as well.',
    );
  }
  return new ServiceAccount(scope, 'SiteAccount', { name: 'web', namespace: BLOG.name }).name;
}

/** With finer egress the mesh lets through what it knows: the names outside that these pods may call (seed 002, next steps). */
export function egressHosts(scope: Construct, cluster: Cluster, workloads: readonly BlogRollout[]): void {
  if (!cluster.switch('egress-hardening')) return;
  for (const workload of workloads) new IstioEgressHosts(scope, `${workload.name}-egress`, { workload });
}

/** `was-authz`: which requests the API takes, and from whom (seed 002, next steps). Absent while the way to it is plain. */
export function apiAuthorization(scope: Construct, cluster: Cluster, api: BlogRollout, account: string | undefined): void {
  if (!cluster.switch('mesh-mtls')) return;
  const ports = [api.http.port.number];
  new AuthorizationPolicy(scope, 'ApiAuthorization', {
    workload: api,
    ports,
    methods: METHODS,
    callers: account === undefined ? undefined : [{ namespace: BLOG.name, serviceAccount: account }],
    // Prometheus has no sidecar, so no identity.
    further: api.scrape === undefined ? [] : [{ ports, methods: ['GET'], paths: [api.scrape.path] }],
  });
}
