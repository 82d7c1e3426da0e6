import { addTo } from '../../../values/multimap.ts';
import { NODE_PORT_KINDS, nodePortsOf, type NodePort } from '../../node-ports.ts';
import { textAt } from '../../read.ts';
import { defineRule, fullName, isOtherStage, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const nodePortOnce = defineRule({
  id: 'node-port-once',
  severity: 'error',
  kinds: NODE_PORT_KINDS,
  asks: 'A port of the nodes belongs to one Service, is one that nodes have, and is asked for by a Service that opens it.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check(manifest, world) {
    for (const each of nodePortsOf(manifest)) {
      const { path, port } = each;
      const isValue = manifest.object.kind !== 'Service';
      // The API server says so of a Service itself; charts hand on what they are given.
      if (isValue && port !== 0 && (port < 30000 || port > 32767)) {
        yield {
          path,
          severity: 'warning',
          message: `nodePort is ${port}, and the nodes have 30000 to 32767`,
          why: 'The API server refuses the Service: "provided port is not in the valid range".',
          fix: 'Take a port of 30000 to 32767, or leave nodePort out.',
        };
        continue;
      }
      if (isValue && each.type === 'ClusterIP') {
        if (STACK_DEFAULTS.has(port)) continue;
        yield {
          path,
          severity: 'warning',
          message: `nodePort is ${port}, and the Service is of type ClusterIP`,
          why: 'The chart leaves the number out, or the API server refuses it: nothing listens on the nodes.',
          fix: 'Write type: NodePort beside it, or leave nodePort out.',
        };
        continue;
      }
      const [first] = byNodePort(world).get(keyOf(each, manifest)) ?? [];
      if (first === undefined || isSame(first, manifest)) continue;
      yield {
        path,
        ...(isOtherStage(manifest, first) ? { severity: 'info' as const } : {}),
        message: `node port ${port} is that of ${first.object.kind} ${fullName(first).replace(/^\//, '')}`,
        why: 'The API server refuses whichever comes second: "provided port is already allocated".',
        fix: 'Take another port of 30000 to 32767, or leave nodePort out.',
      };
    }
  },
});

/** Numbers that kube-prometheus-stack writes beside ClusterIP in its own values, which people copy whole; it asks for them only with NodePort. */
const STACK_DEFAULTS: ReadonlySet<number> = new Set([30080, 30090, 30091, 30901, 30903, 30904, 30905]);

function byNodePort(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('services by node port', () => {
    const found = new Map<string, WorldObject[]>();
    for (const kind of NODE_PORT_KINDS) {
      // Files of values and releases of Flux may be of other stages and clusters.
      if (kind.endsWith('/HelmValues') || kind.endsWith('/HelmRelease')) continue;
      for (const manifest of world.ofKind(kind)) for (const each of nodePortsOf(manifest)) addTo(found, keyOf(each, manifest), manifest);
    }
    return found;
  });
}

/** Applications of one Argo CD may fill several clusters, each with nodes of its own. */
function keyOf({ port, protocol }: NodePort, { object }: WorldObject): string {
  const cluster = textAt(object, 'spec.destination.name') ?? textAt(object, 'spec.destination.server') ?? '';
  return `${port}/${protocol}/${cluster === 'in-cluster' || cluster === 'https://kubernetes.default.svc' ? '' : cluster}`;
}

/** Itself, or another version of it. */
function isSame(one: WorldObject, other: WorldObject): boolean {
  if (other.object.kind === 'HelmValues' || other.object.kind === 'ApplicationSet' || one.object.kind === 'ApplicationSet') return true;
  const [a, b] = [one.object.metadata, other.object.metadata];
  return a.name === b.name && (a.namespace === b.namespace || a.namespace === undefined || b.namespace === undefined);
}
