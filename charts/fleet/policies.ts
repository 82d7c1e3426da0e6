import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CiliumDefaultDeny } from '../../lib/constructs/cilium-default-deny.ts';
import { CiliumIsolationPolicy } from '../../lib/constructs/cilium-isolation-policy.ts';
import { Flows, type PodFlow } from '../../lib/constructs/flow.ts';
import type { Peer } from '../../lib/constructs/peer.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { Workload } from '../../lib/constructs/workload.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import type { Area } from './area.ts';
import { DNS } from './ends.ts';
import { CILIUM, namespacesOf } from './namespaces.ts';
import { inWave, WAVE } from './waves.ts';

/** What serves a whole node or cluster stays open, so that no policy can cut the cluster off from itself (seed 004, 8.3). */
const OPEN = ['kube-system', CILIUM.agents];

const ANNOTATIONS = inWave(WAVE.networkPolicies, { definedElsewhere: true });

/**
 * Closes every namespace and lets through what was declared (seed 004, 8.3): by pods of this cluster, and by those of the
 * other clusters that call Services of this one. Made last, when all flows are known; one chart a namespace.
 */
export function networkPolicies(app: App, cluster: Cluster, areas: readonly Area[]): void {
  const flows = Flows.of(app);
  for (const flow of callsFromElsewhere(cluster, areas)) flows.declare(flow);
  const workloads = workloadsBelow(app);
  for (const namespace of namespacesOf(cluster)) {
    if (OPEN.includes(namespace)) continue;
    const chart = new Chart(app, `policies-${namespace}`, { namespace, disableResourceNameHashes: true });
    new CiliumDefaultDeny(chart, 'Default', { namespace, dns: DNS, annotations: ANNOTATIONS });
    for (const workload of workloads) {
      // Without a flow the default says it all.
      if (workload.namespace !== namespace || flows.from(workload).length + flows.to(workload).length === 0) continue;
      new CiliumIsolationPolicy(chart, workload.name, { workload, annotations: ANNOTATIONS });
    }
  }
}

function workloadsBelow(scope: Construct): readonly Peer[] {
  return scope.node.findAll().filter((construct) => construct instanceof ProvidedWorkload || construct instanceof Workload);
}

/**
 * What pods of the other clusters open here: on the management cluster alone, for none of the others has a Service that
 * is called from elsewhere. Each cluster declares its own flows once, so theirs are read from trees that are built for
 * this and thrown away; here the receiver is one of our own, and the sender is elsewhere.
 */
function callsFromElsewhere(cluster: Cluster, areas: readonly Area[]): readonly PodFlow[] {
  const { fleet } = cluster;
  if (fleet?.role !== 'management') return [];
  return fleet.others.flatMap((other) => {
    const app = new App({ outdir: 'dist', recordConstructMetadata: false });
    for (const area of areas) area.objects(app, inItsPlace(other, [cluster, ...fleet.others]));
    return Flows.of(app).all.flatMap((flow) => {
      if (flow.kind !== 'pod' || flow.to.peer.cluster !== cluster.name) return [];
      const peer: Peer = { ...plain(flow.to.peer), cluster: undefined };
      return [{ ...flow, from: { ...plain(flow.from), cluster: other.name }, to: { ...flow.to, peer } }];
    });
  });
}

/** One of the others as it is in its own synthesis, where it knows the rest: among ours it names none. */
function inItsPlace(other: Cluster, all: readonly Cluster[]): Cluster {
  if (other.fleet === undefined) return other;
  return { ...other, fleet: { ...other.fleet, others: all.filter(({ name }) => name !== other.name) } };
}

/** A peer without the construct that it may be. */
function plain({ name, namespace, podLabels }: Peer): Peer {
  return { name, namespace, podLabels };
}
