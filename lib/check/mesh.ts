import { databaseOf, serverFirstProtocol } from './databases.ts';
import type { PodTemplate } from './pods.ts';
import { at, fieldsAt, itemsAt, numberAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import { isEmptySelector } from './selector.ts';
import { podPort, protocolOf, serviceHost, servicePorts } from './services.ts';
import type { World } from './world.ts';
import { addTo } from '../values/multimap.ts';

/** Namespace whose policies hold for the whole mesh, unless the mesh is configured otherwise. */
export const ROOT_NAMESPACE = 'istio-system';

const PEER_AUTHENTICATION = 'security.istio.io/v1/PeerAuthentication';

/** How far a PeerAuthentication reaches. The narrowest one that states a mode decides. */
export type Reach = 'workload' | 'namespace' | 'mesh';

export function reachOf({ object }: WorldObject): Reach {
  if (!isEmptySelector(at(object, 'spec.selector'))) return 'workload';
  return object.metadata.namespace === ROOT_NAMESPACE ? 'mesh' : 'namespace';
}

export interface PeerMode {
  /** `STRICT`, `PERMISSIVE`, `DISABLE`. */
  readonly mode: string;
  /** The policy that says so; `undefined` for Istio's default, PERMISSIVE. */
  readonly policy: WorldObject | undefined;
}

/** The mTLS mode that a pod's port accepts, as Istio works it out: port, workload, namespace, mesh. */
export function peerMode(world: World, pod: PodTemplate, port?: number): PeerMode {
  const { byPod, wide } = policies(world);
  for (const policy of [...(byPod.get(pod) ?? []), ...(wide.get(pod.namespace) ?? []), ...(wide.get('') ?? [])]) {
    const ofPort = port === undefined ? undefined : textAt(fieldsAt(policy.object, 'spec.portLevelMtls')[String(port)], 'mode');
    const mode = ofPort ?? textAt(policy.object, 'spec.mtls.mode');
    if (mode !== undefined && mode !== 'UNSET') return { mode, policy };
  }
  return { mode: 'PERMISSIVE', policy: undefined };
}

/** Policies by the pod that they select, and by the namespace that they cover; those of the whole mesh under `''`. */
function policies(world: World): {
  readonly byPod: ReadonlyMap<PodTemplate, WorldObject[]>;
  readonly wide: ReadonlyMap<string, WorldObject[]>;
} {
  return world.once('peer authentications', () => {
    const byPod = new Map<PodTemplate, WorldObject[]>();
    const wide = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(PEER_AUTHENTICATION)) {
      const namespace = each.object.metadata.namespace ?? '';
      const reach = reachOf(each);
      if (reach === 'workload') {
        for (const pod of world.podsSelected(at(each.object, 'spec.selector'), namespace)) addTo(byPod, pod, each);
      } else {
        const covered = reach === 'mesh' ? '' : namespace;
        addTo(wide, covered, each);
      }
    }
    return { byPod, wide };
  });
}

/** Namespaces in which at least one pod has a sidecar. */
export function meshNamespaces(world: World): ReadonlySet<string> {
  return world.once(
    'mesh namespaces',
    () => new Set(world.podTemplates().flatMap(({ injection, namespace }) => (injection === 'yes' ? namespace : []))),
  );
}

/** Pods that the policy can reach. A mesh-wide one concerns only pods whose namespace takes part in the mesh. */
export function reachedPods(manifest: WorldObject, world: World): readonly PodTemplate[] {
  const reach = reachOf(manifest);
  if (reach === 'mesh') {
    return world.podTemplates().filter(({ namespace }) => meshNamespaces(world).has(namespace));
  }
  return world.podsSelected(at(manifest.object, 'spec.selector'), manifest.object.metadata.namespace ?? '');
}

/** A port of a pod that other pods reach through a Service. */
export interface ReachedPort {
  readonly port: number;
  readonly service: string;
  readonly serverFirst: string | undefined;
}

export function reachedPorts(world: World, pod: PodTemplate): readonly ReachedPort[] {
  return world.servicesOf(pod).flatMap((service) =>
    servicePorts(service.object).flatMap((each) => {
      const port = podPort(each, pod);
      if (port === undefined) return [];
      const declared = protocolOf(each);
      const serverFirst =
        serverFirstProtocol(port, each.appProtocol ?? each.name) ?? (declared === undefined ? undefined : serverFirstProtocol(0, declared));
      return [{ port, service: service.object.metadata.name, serverFirst: serverFirst ?? serverFirstOfDatabase(pod, port) }];
    }),
  );
}

function serverFirstOfDatabase(pod: PodTemplate, port: number): string | undefined {
  const found = databaseOf(pod);
  return found?.database.serverFirst === true && found.container.ports.some((each) => each.port === port)
    ? found.database.name.toLowerCase()
    : undefined;
}

/** TLS mode that clients in the mesh use towards a Service, where a DestinationRule states one. */
export function clientTls(
  world: World,
  service: WorldObject,
  port: number,
): { readonly mode: string; readonly rule: WorldObject } | undefined {
  const { byService, wildcards } = destinationRules(world);
  const { name, namespace = '' } = service.object.metadata;
  const host = `${name}.${namespace}.svc.cluster.local`;
  const exact = byService.get(`${namespace}/${name}`) ?? [];
  for (const rule of [
    ...exact,
    ...wildcards.filter((each) => host.endsWith((textAt(each.object, 'spec.host') ?? '').replace(/^\*/, ''))),
  ]) {
    const policy = fieldsAt(rule.object, 'spec.trafficPolicy');
    const ofPort = itemsAt(policy, 'portLevelSettings').find((each) => numberAt(each, 'port.number') === port);
    const mode = textAt(ofPort, 'tls.mode') ?? textAt(policy, 'tls.mode');
    if (mode !== undefined) return { mode, rule };
  }
  return undefined;
}

/** DestinationRules by the Service that their host stands for, and those with a wildcard, the longest first. */
export function destinationRules(world: World): {
  readonly byService: ReadonlyMap<string, readonly WorldObject[]>;
  readonly wildcards: readonly WorldObject[];
} {
  return world.once('destination rules', () => {
    const byService = new Map<string, WorldObject[]>();
    const wildcards: WorldObject[] = [];
    for (const rule of world.ofKind('networking.istio.io/v1/DestinationRule')) {
      const host = textAt(rule.object, 'spec.host') ?? '';
      const parsed = serviceHost(host, rule.object.metadata.namespace ?? '');
      if (host.startsWith('*')) wildcards.push(rule);
      if (parsed === undefined) continue;
      const key = `${parsed.namespace}/${parsed.name}`;
      addTo(byService, key, rule);
    }
    const length = ({ object }: WorldObject): number => textAt(object, 'spec.host')?.length ?? 0;
    return { byService, wildcards: wildcards.sort((a, b) => length(b) - length(a)) };
  });
}
