import { calledServices } from '../network/called-services.ts';
import type { ShownFlow } from '../network/shown-flow.ts';
import { releasesOf } from '../hosts/releases.ts';
import { peerMode } from '../mesh.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { at, itemsAt, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { podPort, servicePorts } from '../services.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';
import { nativeSidecars } from './native-sidecars.ts';
import { bypassesSidecar, hasNoProxy, isAmbient } from './sidecar.ts';

/** A call in plain text to pods that take none. */
export interface PlainCall {
  readonly flow: ShownFlow;
  /** The policy that demands mTLS. */
  readonly policy: string;
  /** Why no sidecar encrypts it, in words: `has no sidecar`. */
  readonly how: string;
}

/** Calls that no sidecar of the caller encrypts, and that the sidecar of the other end refuses, by the workload that calls. */
export function plainCalls(world: World): ReadonlyMap<WorldObject, readonly PlainCall[]> {
  return world.once('plain calls', () => {
    const found = new Map<WorldObject, PlainCall[]>();
    // As in most trees: nobody demands anything.
    if (world.ofKind('security.istio.io/v1/PeerAuthentication').length === 0) return found;
    for (const flow of calledServices(world)) {
      const [from, to] = [flow.from.pod, flow.to.pod];
      if (from === undefined || to === undefined) continue;
      const ambient = isAmbient(world, to) && to.injection !== 'yes';
      if (!ambient && (to.injection !== 'yes' || bypassesSidecar(to, flow.port))) continue;
      const { mode, policy } = peerMode(world, to, flow.port);
      if (mode !== 'STRICT') continue;
      const how = plainly(world, from, to, flow);
      if (how !== undefined) addTo(found, from.owner, { flow, policy: policy?.object.metadata.name ?? '', how });
    }
    return found;
  });
}

function plainly(world: World, from: PodTemplate, to: PodTemplate, { port, init }: ShownFlow): string | undefined {
  // A gateway, or a proxy that was written into the pod by hand.
  if (from.containers.some(({ image = '' }) => image === 'auto' || /(^|\/)proxyv2([:@-]|$)/.test(image))) return undefined;
  if (from.labels['istio.io/dataplane-mode'] === 'none') return 'keeps out of the mesh (istio.io/dataplane-mode: none)';
  if (hasNoProxy(world, from)) return 'has no sidecar';
  if (from.injection !== 'yes') return undefined;
  const outside = excluded(from);
  const written = world.servicesOf(to).flatMap((service) => servicePorts(service.object).filter((each) => podPort(each, to) === port));
  const left = outside === 'all' ? undefined : written.find((each) => outside.has(String(each.port)))?.port;
  if (outside === 'all') return 'sends everything round its sidecar';
  if (left !== undefined) return `sends port ${left} round its sidecar`;
  return init !== undefined && startsTooEarly(world, from, init)
    ? `has no sidecar yet while init container "${init.name}" runs`
    : undefined;
}

/** Ports that go round the sidecar on their way out. */
function excluded({ annotations }: PodTemplate): ReadonlySet<string> | 'all' {
  if (annotations['traffic.sidecar.istio.io/includeOutboundIPRanges'] === '') return 'all';
  return new Set((annotations['traffic.sidecar.istio.io/excludeOutboundPorts'] ?? '').split(',').map((each) => each.trim()));
}

/** Programs that wait for an answer. One that only opens a connection is let in by any sidecar. */
const TALKS =
  /\b(pg_isready|psql|pg_dump|pg_restore|mysql|mysqladmin|mysqldump|mariadb(-\w+)?|redis-cli|mongosh?|curl|wget|grpcurl|grpc[-_]health[-_]probe|migrate|goose|dbmate|flyway|liquibase|alembic|prisma|atlas|rake|manage\.py)\b/;
const OPENS = /\b(nc|ncat|netcat|telnet|wait-for-it|wait-for|\/dev\/tcp)\b/;

/**
 * Init containers run before the proxy: without the CNI plug-in they speak plain text past it, with the plug-in they are sent to it and
 * find nobody. What runs as the user of the proxy is let through.
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers
 */
function startsTooEarly(world: World, from: PodTemplate, { fields, image = '' }: Container): boolean {
  if (nativeSidecars(world, from)) return false;
  const words = [...itemsAt(fields, 'command'), ...itemsAt(fields, 'args')].flatMap((each) => text(each) ?? []).join(' ');
  if (TALKS.test(words) || TALKS.test(image.split(':')[0] ?? '')) return true;
  const plugin = releasesOf(world).some(({ chart }) => chart === 'cni');
  return plugin && OPENS.test(words) && at(fields, 'securityContext.runAsUser') !== 1337;
}
