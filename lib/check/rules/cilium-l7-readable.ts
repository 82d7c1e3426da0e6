import { CILIUM_POLICIES, ciliumSpecs, endpoints, subjects } from '../cilium.ts';
import { clientTls, peerMode } from '../mesh.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, text, textAt } from '../read.ts';
import { defineRule } from '../rule.ts';
import { podPort, servicePorts } from '../services.ts';
import type { World } from '../world.ts';

export const ciliumL7Readable = defineRule({
  id: 'cilium-l7-readable',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'HTTP rules of a Cilium policy are only on ports whose traffic is not encrypted by the mesh.',
  source: 'https://docs.cilium.io/en/stable/network/servicemesh/istio/; seed 002, D-07',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [direction, peers] of [['ingress', 'fromEndpoints'], ['egress', 'toEndpoints']] as const) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          const own = subjects(world, spec, manifest);
          const others = itemsAt(rule, peers).flatMap((selector) => endpoints(world, selector, manifest));
          const [servers, clients] = direction === 'ingress' ? [own, others] : [others, own];
          for (const [at_, toPort] of itemsAt(rule, 'toPorts').entries()) {
            if (itemsAt(toPort, 'rules.http').length === 0) continue;
            const reason = servers.map((server) => encryption(world, server, portsOf(toPort), clients)).find((each) => each !== undefined);
            if (reason === undefined) continue;
            yield {
              path: `${path}.${direction}[${String(index)}].toPorts[${String(at_)}].rules.http`,
              message: `HTTP rules on ${reason}`,
              why: 'Cilium sees TLS where it expects HTTP and drops every request: callers get 403 or a reset from the moment the policy is active.',
              fix: 'Move the methods and paths into an Istio AuthorizationPolicy and keep only the port here, or set tls.mode: DISABLE for this Service.',
            };
          }
        }
      }
    }
  },
});

function portsOf(toPort: unknown): readonly string[] {
  return itemsAt(toPort, 'ports').flatMap((each) => text(at(each, 'port')) ?? []);
}

/** Why the mesh encrypts one of the ports of a pod; `undefined` when it does not, or when that is not known. */
function encryption(world: World, server: PodTemplate, ports: readonly string[], clients: readonly PodTemplate[]): string | undefined {
  if (server.injection === 'no') return undefined;
  const who = `${server.owner.object.kind} ${server.owner.object.metadata.name}`;
  for (const service of world.servicesOf(server)) {
    for (const each of servicePorts(service.object)) {
      const port = podPort(each, server);
      if (port === undefined || !(ports.includes(String(port)) || ports.includes(String(each.targetPort)))) continue;
      const tls = clientTls(world, service, each.port);
      const where = `port ${String(port)} of ${who}`;
      if (tls?.mode === 'DISABLE') continue;
      if (tls !== undefined) return `${where}, to which DestinationRule ${tls.rule.object.metadata.name} sends ${tls.mode}`;
      const peer = peerMode(world, server, port);
      if (peer.mode === 'STRICT') return `${where}, where PeerAuthentication ${peer.policy?.object.metadata.name ?? ''} demands mTLS`;
      const meshed = clients.find(({ injection }) => injection === 'yes');
      if (peer.mode !== 'DISABLE' && server.injection === 'yes' && meshed !== undefined) {
        return `${where}, which ${meshed.owner.object.kind} ${meshed.owner.object.metadata.name} reaches by automatic mTLS (${textAt(meshed.owner.object, 'metadata.namespace') ?? ''} is in the mesh too)`;
      }
    }
  }
  return undefined;
}
