import type { PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';
import { istioMinor } from './version.ts';

/** Minor version of Istio from which proxies are native sidecars by themselves. @see https://istio.io/latest/news/releases/1.27.x/announcing-1.27/change-notes/ */
const BY_ITSELF = 27;

/** The proxy is a native sidecar: it starts before the init containers of the pod, and ends with its own containers. */
export function nativeSidecars(world: World, { annotations }: PodTemplate): boolean {
  const own = annotations['sidecar.istio.io/nativeSidecar'];
  return own === undefined ? everywhere(world) : own === 'true';
}

function everywhere(world: World): boolean {
  const setting = /ENABLE_NATIVE_SIDECARS\\?"?:\s*\\?"?true/;
  return world.once(
    'native sidecars',
    () =>
      (istioMinor(world) ?? 0) >= BY_ITSELF ||
      world.ofKind('argoproj.io/v1alpha1/Application').some(({ object }) => setting.test(JSON.stringify(object['spec']))),
  );
}
