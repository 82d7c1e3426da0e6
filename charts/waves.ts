/**
 * Order in which Argo CD syncs the Applications of a cluster; the next number waits until everything before is healthy.
 * What defines a kind stands before what uses it; network, storage and mesh stand before the workloads (L-24).
 */
export const WAVE = {
  network: 10,
  meshDefinitions: 10,
  delivery: 20,
  storage: 20,
  loadBalancer: 20,
  meshControlPlane: 30,
  loadBalancerPools: 30,
  rollouts: 30,
  meshGateway: 40,
  /** Where logs and spans are kept: before those who send them. */
  telemetryStores: 40,
  /** Who reads the nodes, and where people look. */
  telemetryClients: 50,
  routes: 50,
  workloads: 60,
} as const;
