import { at, itemsAt, text, textAt } from '../read.ts';
import type { PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import { isEmptySelector, matches } from '../selector.ts';
import { textsAt } from '../read.ts';
import { ROOT_NAMESPACE } from '../mesh.ts';
import type { World } from '../world.ts';
import { meshConfigs } from './settings.ts';

const SIDECAR = 'networking.istio.io/v1/Sidecar';

/** What the proxy of a pod lets out, and which Services it knows. */
export interface Outbound {
  /** Hosts that the proxy does not know are refused. */
  readonly registryOnly: boolean;
  /** The Sidecar that narrows the proxy's view, if there is one. */
  readonly sidecar: WorldObject | undefined;
  /** Whether the proxy knows a host of a namespace. */
  readonly knows: (namespace: string, host: string) => boolean;
}

/** The settings of the narrowest Sidecar that concerns a pod, and of the mesh. */
export function outboundOf(world: World, pod: PodTemplate): Outbound {
  const sidecar = sidecarOf(world, pod);
  const stated = textAt(sidecar?.object, 'spec.outboundTrafficPolicy.mode');
  const general = meshConfigs(world).map((config) => textAt(config, 'outboundTrafficPolicy.mode'));
  const listeners = itemsAt(sidecar?.object, 'spec.egress');
  const patterns = listeners.flatMap((each) => itemsAt(each, 'hosts').flatMap((host) => text(host) ?? []));
  return {
    registryOnly:
      (stated ?? (general.length > 0 && general.every((mode) => mode === 'REGISTRY_ONLY') ? 'REGISTRY_ONLY' : '')) === 'REGISTRY_ONLY',
    sidecar,
    knows: (namespace, host) => listeners.length === 0 || patterns.some((pattern) => isKnown(pattern, pod.namespace, namespace, host)),
  };
}

function sidecarOf(world: World, pod: PodTemplate): WorldObject | undefined {
  const own = world.inNamespace(SIDECAR, pod.namespace);
  const chosen = own.find(({ object }) => {
    const labels = textsAt(object, 'spec.workloadSelector.labels');
    return Object.keys(labels).length > 0 && matches(labels, pod.labels);
  });
  const isWide = ({ object }: WorldObject): boolean =>
    Object.keys(textsAt(object, 'spec.workloadSelector.labels')).length === 0 && isEmptySelector(at(object, 'spec.workloadSelector'));
  return chosen ?? own.find(isWide) ?? world.inNamespace(SIDECAR, ROOT_NAMESPACE).find(isWide);
}

/** `./*`, `prod/*`, `~/*`, or with a name that may begin with a star. */
function isKnown(pattern: string, own: string, namespace: string, host: string): boolean {
  const [place = '', name = '*'] = pattern.split('/');
  const fits = place === '*' || place === namespace || (place === '.' && own === namespace);
  return fits && (name === '*' || name === host || (name.startsWith('*') && host.endsWith(name.slice(1))));
}
