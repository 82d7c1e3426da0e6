import { peerMode, reachedPods, reachedPorts } from '../../mesh.ts';
import { isAmbient } from '../../mesh/sidecar.ts';
import { fieldsAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

export const meshStrictFits = defineRule({
  id: 'mesh-strict-fits',
  severity: 'error',
  kinds: ['security.istio.io/v1/PeerAuthentication'],
  asks: 'STRICT mTLS covers only pods that have a sidecar and whose protocol lets the client speak first.',
  source: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/; seed 002, L-01',
  *check(manifest, world) {
    const said = new Map<string, Issue>();
    const bare = new Map<string, Map<string, string>>();
    for (const pod of reachedPods(manifest, world)) {
      // The node's proxy carries any protocol, and needs no sidecar.
      if (isAmbient(world, pod)) continue;
      const who = `${pod.owner.object.kind} ${pod.owner.object.metadata.namespace ?? ''}/${pod.owner.object.metadata.name}`;
      for (const { port, service, serverFirst } of reachedPorts(world, pod)) {
        const { mode, policy } = peerMode(world, pod, port);
        if (mode !== 'STRICT' || policy !== manifest) continue;
        const path = pathOf(manifest, port);
        if (serverFirst !== undefined) {
          const issue = talksFirst(who, port, service, serverFirst, path);
          if (!said.has(issue.message)) said.set(issue.message, issue);
        } else if (pod.injection === 'no') {
          const workloads = bare.get(path) ?? new Map<string, string>();
          bare.set(path, workloads);
          if (!workloads.has(who)) workloads.set(who, service);
        }
      }
    }
    yield* said.values();
    for (const [path, workloads] of bare) yield withoutSidecar([...workloads], path);
  },
});

function pathOf({ object }: WorldObject, port: number): string {
  const ofPort = fieldsAt(object, 'spec.portLevelMtls')[String(port)];
  return textAt(ofPort, 'mode') === undefined ? 'spec.mtls.mode' : `spec.portLevelMtls.${port}.mode`;
}

function talksFirst(who: string, port: number, service: string, protocol: string, path: string): Issue {
  return {
    path,
    message: `STRICT covers port ${port} of ${who} (Service ${service}), which speaks ${protocol}: the server talks first`,
    why: `Clients without a sidecar are cut off, and a proxy that waits for the client's first bytes stalls ${protocol}: connections time out or die with a TLS version error, and every user of the database stops.`,
    fix: 'Keep the pod out of the mesh (sidecar.istio.io/inject: "false") and give it a PeerAuthentication of its own with mode DISABLE, or use PERMISSIVE.',
  };
}

/** One mistake, however many it meets: it is mostly the namespace that injects nothing. */
function withoutSidecar(workloads: readonly (readonly [who: string, service: string])[], path: string): Issue {
  const [[who, service] = ['', ''], ...more] = workloads;
  const others = more.map(([each]) => each.slice(each.indexOf('/') + 1));
  return {
    path,
    message: `STRICT covers ${who} (Service ${service})${more.length === 0 ? '' : ` and ${more.length} more (${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''})`}, whose pods have no sidecar`,
    why: 'Nothing answers mTLS there: a client that is told to use it fails its handshake, and the pod itself, as a client, is refused by every STRICT neighbour.',
    fix: 'Let the pods have a sidecar (label istio-injection: enabled on the namespace), or give them a PeerAuthentication of their own with mode DISABLE.',
  };
}
