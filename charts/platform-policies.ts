import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CiliumIngressPolicy } from '../lib/constructs/cilium-ingress-policy.ts';
import { Flows } from '../lib/constructs/flow.ts';
import type { Peer } from '../lib/constructs/peer.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import { NAMESPACES } from './namespaces.ts';

const COVERED: readonly string[] = [NAMESPACES.monitoring.name, NAMESPACES.falco.name];

/** People open these from the LAN or through the gateway, which no declared flow says. */
const OPEN: readonly string[] = ['prometheus', 'grafana'];

/**
 * Who may call the stores of logs, traces and alerts, and the response engine: those whose flows are declared. Behind a
 * switch, because seed 002 has five policies and all of them in the blog's namespace. Made last, when all flows are known.
 */
export class PlatformPoliciesChart extends Chart {
  constructor(scope: Construct) {
    super(scope, 'platform-policies', { namespace: NAMESPACES.monitoring.name, disableResourceNameHashes: true });
    const called = new Map<string, Peer>();
    for (const flow of Flows.of(scope).all) {
      if (flow.kind !== 'pod' || !(flow.to.peer instanceof ProvidedWorkload)) continue;
      const { peer } = flow.to;
      if (COVERED.includes(peer.namespace) && !OPEN.includes(peer.name)) called.set(`${peer.namespace}/${peer.name}`, peer);
    }
    for (const [id, pods] of called) new CiliumIngressPolicy(this, id.replace('/', '-'), { pods });
  }
}
