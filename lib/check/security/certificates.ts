import { addTo } from '../../values/multimap.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

export const CERTIFICATE = 'cert-manager.io/v1/Certificate';

/** Names for which a certificate is asked: `dnsNames`, then `commonName`. */
export function certificateNames({ object }: WorldObject): readonly string[] {
  return [...itemsAt(object, 'spec.dnsNames').map(text), textAt(object, 'spec.commonName')].flatMap((each) => each ?? []);
}

/** Whether one of the names of a certificate is that of a host. A star stands for one label. */
export function coversHost(names: readonly string[], host: string): boolean {
  const [, rest = ''] = /^[^.]+(\..+)$/.exec(host) ?? [];
  return names.some((name) => name === host || (name.startsWith('*') && name.slice(1) === rest));
}

/** Certificates that are written into a Secret of this name; in any namespace where none is given. */
export function certificatesIn(world: World, secret: string, namespace: string | undefined): readonly WorldObject[] {
  const known = world.once('certificates by secret', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(CERTIFICATE)) {
      const name = textAt(each.object, 'spec.secretName') ?? '';
      addTo(found, name, each);
      addTo(found, keyOf(name, each.object.metadata.namespace ?? ''), each);
    }
    return found;
  });
  return known.get(namespace === undefined ? secret : keyOf(secret, namespace)) ?? [];
}

/** No name of a Secret has a slash. */
function keyOf(secret: string, namespace: string): string {
  return `${namespace}/${secret}`;
}

/** Issuers that sign with the Secret of a certificate, by its name. */
export function issuersWith(world: World, secret: string): readonly WorldObject[] {
  const known = world.once('issuers by secret', () => {
    const map = new Map<string, WorldObject[]>();
    for (const kind of ['cert-manager.io/v1/ClusterIssuer', 'cert-manager.io/v1/Issuer']) {
      for (const each of world.ofKind(kind)) {
        const name = textAt(each.object, 'spec.ca.secretName');
        if (name !== undefined) addTo(map, name, each);
      }
    }
    return map;
  });
  return known.get(secret) ?? [];
}
