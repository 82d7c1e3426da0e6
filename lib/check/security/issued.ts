import { addTo } from '../../values/multimap.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Certificates that an Issuer or ClusterIssuer of cert-manager is to issue. */
export function certificatesOf({ object }: WorldObject, world: World): readonly WorldObject[] {
  const all = world.once('certificates by issuer', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('cert-manager.io/v1/Certificate')) {
      const kind = textAt(each.object, 'spec.issuerRef.kind') ?? 'Issuer';
      const place = kind === 'ClusterIssuer' ? '' : (each.object.metadata.namespace ?? '');
      addTo(found, `${kind}/${place}/${textAt(each.object, 'spec.issuerRef.name') ?? ''}`, each);
    }
    return found;
  });
  return (
    all.get(`${object.kind}/${object.kind === 'ClusterIssuer' ? '' : (object.metadata.namespace ?? '')}/${object.metadata.name}`) ?? []
  );
}
