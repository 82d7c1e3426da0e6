import { peerMode, reachedPods, reachedPorts } from '../../mesh.ts';
import type { PodTemplate } from '../../pods.ts';
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
    for (const pod of reachedPods(manifest, world)) {
      for (const { port, service, serverFirst } of reachedPorts(world, pod)) {
        const { mode, policy } = peerMode(world, pod, port);
        if (mode !== 'STRICT' || policy !== manifest) continue;
        const issue = judge(pod, port, service, serverFirst, pathOf(manifest, port));
        if (issue !== undefined && !said.has(issue.message)) said.set(issue.message, issue);
      }
    }
    yield* said.values();
  },
});

function pathOf({ object }: WorldObject, port: number): string {
  const ofPort = fieldsAt(object, 'spec.portLevelMtls')[String(port)];
  return textAt(ofPort, 'mode') === undefined ? 'spec.mtls.mode' : `spec.portLevelMtls.${port}.mode`;
}

function judge(
  { owner, injection }: PodTemplate,
  port: number,
  service: string,
  serverFirst: string | undefined,
  path: string,
): Issue | undefined {
  const who = `${owner.object.kind} ${owner.object.metadata.namespace ?? ''}/${owner.object.metadata.name}`;
  if (serverFirst !== undefined) {
    const why = `Clients without a sidecar are cut off, and a proxy that waits for the client's first bytes stalls ${serverFirst}: connections time out or die with a TLS version error, and every user of the database stops.`;
    return {
      path,
      message: `STRICT covers port ${port} of ${who} (Service ${service}), which speaks ${serverFirst}: the server talks first`,
      why,
      fix: 'Keep the pod out of the mesh (sidecar.istio.io/inject: "false") and give it a PeerAuthentication of its own with mode DISABLE, or use PERMISSIVE.',
    };
  }
  if (injection !== 'no') return undefined;
  const why =
    'Nothing answers mTLS there: a client that is told to use it fails its handshake, and the pod itself, as a client, is refused by every STRICT neighbour.';
  return {
    path,
    message: `STRICT covers ${who} (Service ${service}), whose pods have no sidecar`,
    why,
    fix: 'Let the pod have a sidecar, or give it a PeerAuthentication of its own with mode DISABLE.',
  };
}
