import type { Construct } from 'constructs';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { CILIUM } from '../namespaces.ts';

/** Each agent tells what it sees on this port of its node. */
const HUBBLE_PEER = 4244;

/**
 * Who collects what Cilium's agents see, and shows it. The pages ask nobody who they are, so no Gateway leads there
 * (seed 004, M41): `cilium hubble ui` opens them for whoever may reach the API server.
 */
export function hubble(scope: Construct): void {
  const relay = new ProvidedWorkload(scope, 'HubbleRelay', {
    name: 'hubble-relay',
    namespace: CILIUM.agents,
    podLabels: { 'k8s-app': 'hubble-relay' },
    ports: { grpc: { port: Port.grpc(4245) } },
  }).connectsToNodes(HUBBLE_PEER);
  new ProvidedWorkload(scope, 'HubbleUi', {
    name: 'hubble-ui',
    namespace: CILIUM.agents,
    podLabels: { 'k8s-app': 'hubble-ui' },
    ports: {},
  })
    .connectsTo(relay.endpoint('grpc'))
    .connectsToApiServer();
}
