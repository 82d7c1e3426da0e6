import { clientTls, peerMode } from '../../mesh.ts';
import { notHttp } from '../../mesh/protocols.ts';
import { bypassesSidecar } from '../../mesh/sidecar.ts';
import type { PodTemplate } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { podPort, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';
import { hasProxy, inMesh } from '../in-mesh.ts';
import type { ShownFlow } from '../shown-flow.ts';
import type { MeshRequest } from './request.ts';

/** A shown flow as the server's sidecar sees it; `undefined` where none stands in its way. */
export function requestOf(world: World, { from, to, port, httpPath }: ShownFlow): MeshRequest | undefined {
  const server = to.pod;
  if (server === undefined || !hasProxy(world, server) || bypassesSidecar(server, port)) return undefined;
  const client = from.pod;
  return {
    namespace: from.peer.kind === 'pod' ? from.peer.namespace : undefined,
    serviceAccount: client === undefined ? undefined : (textAt(client.spec, 'serviceAccountName') ?? 'default'),
    mtls: showsCertificate(world, client, server, port),
    port,
    path: httpPath,
    http: carriesHttp(world, server, port),
  };
}

/** Whether client and server agree on mTLS; `undefined` where it is not known whether the client can. */
function showsCertificate(world: World, client: PodTemplate | undefined, server: PodTemplate, port: number): boolean | undefined {
  if (peerMode(world, server, port).mode === 'DISABLE') return false;
  if (client === undefined || inMesh(world, client) === 'likely' || client.injection === 'unknown') return undefined;
  // Gateways are proxies themselves, whatever their namespace says about sidecars.
  if (client.injection === 'no' && (client.provided || client.labels['istio'] !== undefined)) return undefined;
  if (client.injection === 'no') return false;
  const modes = world
    .servicesOf(server)
    .flatMap((service) =>
      servicePorts(service.object).flatMap((each) =>
        podPort(each, server) === port ? (clientTls(world, service, each.port)?.mode ?? 'AUTO') : [],
      ),
    );
  return modes.length > 0 && modes.every((mode) => mode === 'DISABLE') ? false : true;
}

/** Unless every Service says of the port that it carries something else. */
export function carriesHttp(world: World, server: PodTemplate, port: number): boolean {
  const said = world
    .servicesOf(server)
    .flatMap((service) =>
      servicePorts(service.object).flatMap((each) => (podPort(each, server) === port ? [notHttp(world, service, each)] : [])),
    );
  return said.length === 0 || said.some((each) => each === undefined);
}
