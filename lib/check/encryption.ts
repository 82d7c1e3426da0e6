import { clientTls, peerMode } from './mesh.ts';
import type { PodTemplate } from './pods.ts';
import { podPort, servicePorts } from './services.ts';
import type { World } from './world.ts';

/** Why the mesh encrypts one of the ports of a pod; `undefined` when it does not, or when that is not known. */
export function encryption(
  world: World,
  server: PodTemplate,
  ports: readonly string[],
  clients: readonly PodTemplate[],
): string | undefined {
  if (server.injection === 'no') return undefined;
  const who = `${server.owner.object.kind} ${server.owner.object.metadata.name}`;
  for (const service of world.servicesOf(server)) {
    for (const each of servicePorts(service.object)) {
      const port = podPort(each, server);
      if (port === undefined || !(ports.includes(String(port)) || ports.includes(String(each.targetPort)))) continue;
      const tls = clientTls(world, service, each.port);
      const where = `port ${port} of ${who}`;
      if (tls?.mode === 'DISABLE') continue;
      if (tls !== undefined) return `${where}, to which DestinationRule ${tls.rule.object.metadata.name} sends ${tls.mode}`;
      const peer = peerMode(world, server, port);
      if (peer.mode === 'STRICT') return `${where}, where PeerAuthentication ${peer.policy?.object.metadata.name ?? ''} demands mTLS`;
      const meshed = clients.find(({ injection }) => injection === 'yes');
      if (peer.mode !== 'DISABLE' && server.injection === 'yes' && meshed !== undefined) {
        return `${where}, which ${meshed.owner.object.kind} ${meshed.owner.object.metadata.name} reaches by automatic mTLS (${meshed.namespace} is in the mesh too)`;
      }
    }
  }
  return undefined;
}
