import { claimsOf, fullHost, gatewaysOf, isMesh, routesOf } from '../../host-claims.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

export const hostRoutedOnce = defineRule({
  id: 'host-routed-once',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A host is routed by one VirtualService on each gateway; several may share it only with different matches.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0109/; seed 002, L-10',
  *check(manifest, world) {
    const claims = claimsOf(world);
    for (const [index, host] of itemsAt(manifest.object, 'spec.hosts').entries()) {
      for (const gateway of gatewaysOf(manifest)) {
        const twin = (claims.get(`${gateway} ${fullHost(manifest, text(host) ?? '')}`) ?? []).find(
          (claim) =>
            claim.manifest !== manifest && !isNamesake(claim.manifest, manifest) && routesOf(manifest, gateway).includes(claim.route),
        );
        if (twin === undefined) continue;
        const { namespace = '', name } = twin.manifest.object.metadata;
        yield {
          path: `spec.hosts[${index}]`,
          message: `${text(host) ?? ''} is also routed by VirtualService ${namespace}/${name} on ${isMesh(gateway) ? 'the mesh' : `gateway ${gateway}`}`,
          why: 'Only one of the two routes is used, and which one can change with a restart of istiod: a release or a fix seems to have no effect.',
          fix: 'Merge the routes into one VirtualService, or give each a match of its own.',
        };
        break;
      }
    }
  },
});

/** The same object in another file: only one of them is applied, and another rule says so. */
function isNamesake(a: WorldObject, b: WorldObject): boolean {
  return a.object.metadata.name === b.object.metadata.name && a.object.metadata.namespace === b.object.metadata.namespace;
}
