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
  /** What the API itself is asked for: use of pods and nodes, state of objects. */
  metricsSources: 30,
  /** Objects of ours that the charts of namespace monitoring mount or stand behind; its first chart has made the namespace. */
  monitoring: 35,
  meshGateway: 40,
  /** What the response engine's label leads to: before the engine. */
  quarantine: 40,
  certificateAuthority: 20,
  certificates: 40,
  runtimeSecurity: 50,
  /** Prometheus and Alertmanager, before those who push to them or ask them. */
  metricsStores: 40,
  metricsClients: 50,
  /** Where logs and spans are kept: before those who send them. */
  telemetryStores: 40,
  /** Who reads the nodes, and where people look. */
  telemetryClients: 50,
  routes: 50,
  workloads: 60,
  /** The Application that installs all of these and itself: a sync waits for each wave but its last, and this one is never healthy before. */
  root: 70,
} as const;
