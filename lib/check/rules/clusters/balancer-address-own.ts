import { asked, askedBy, ONE_WIRE } from '../../clusters/pools.ts';
import { areApart, calledWhere, toldBy } from '../../clusters/where.ts';
import { METALLB_KINDS } from '../../metallb.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

export const balancerAddressOwn = defineRule({
  id: 'balancer-address-own',
  severity: 'error',
  kinds: METALLB_KINDS,
  asks: 'A fixed address is asked for by one Service, unless both say that they share it.',
  source: 'https://metallb.io/usage/#ip-address-sharing; seed 004, L3',
  *check(manifest, world) {
    for (const own of toldBy(asked(world), manifest)) {
      const { object } = manifest;
      const alike = askedBy(world).get(own.address) ?? [];
      const twin = alike
        .slice(0, alike.indexOf(own))
        .find((each) => each.manifest.object !== object && (own.sharing === undefined || own.sharing !== each.sharing));
      if (twin === undefined || isOverlaid(own.manifest, twin.manifest)) continue;
      const apart = areApart(own, twin);
      yield {
        path: own.path,
        ...(apart ? { severity: 'warning' as const } : {}),
        message: `${own.address} is what ${calledWhere(twin)} asks for, too`,
        why: apart ? ONE_WIRE : 'The address is given to the first that asks: the other Service stays <pending>.',
        fix: apart ? 'Ask for an address of the own pool.' : 'Ask for another address, or give both the same metallb.io/allow-shared-ip.',
      };
    }
  },
});

/** The same object of two stages, of which one cluster has one. */
function isOverlaid(a: WorldObject, b: WorldObject): boolean {
  return a.overlay !== undefined && b.overlay !== undefined && a.file === b.file;
}
