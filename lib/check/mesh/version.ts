import { releasesOf } from '../hosts/releases.ts';
import { ROOT_NAMESPACE } from '../mesh.ts';
import type { World } from '../world.ts';

/** Minor version that brought `networking.istio.io/v1`, `telemetry.istio.io/v1` and PeerAuthentication in `security.istio.io/v1`. */
export const FIRST_V1 = 22;

/** The minor version of Istio 1 that charts of the tree install, `1.20.1` → 20; `undefined` where nobody says, or several. */
export function istioMinor(world: World): number | undefined {
  return world.once('minor version of Istio', () => {
    const found = new Set(
      releasesOf(world).flatMap(({ chart, version, namespace }) => {
        // Others have charts called `base`, too.
        const brings = chart === 'istiod' || (chart === 'base' && namespace === ROOT_NAMESPACE);
        const minor = brings ? minorOf(version) : undefined;
        return minor === undefined ? [] : [minor];
      }),
    );
    const [only, ...more] = found;
    return more.length === 0 ? only : undefined;
  });
}

/** `1.20.1` → 20; `undefined` for a range or a version of something else. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)(?:\.\d+)?(?:-[\w.]+)?$/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
