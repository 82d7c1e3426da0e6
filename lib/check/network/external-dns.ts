import { helmValuesOf } from '../helm.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** How an ExternalDNS is told a list: by a flag of its container, or by a key in the values of its chart. */
export interface DnsSetting {
  readonly path: string;
  readonly values: readonly string[];
}

/** `--domain-filter` and `domainFilters`, `--source` and `sources`; nothing where an object runs no ExternalDNS. */
export function dnsSetting(manifest: WorldObject, world: World, flag: string, key: string): DnsSetting | undefined {
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    if (!/\bexternal-dns\b/.test(container.image ?? '')) continue;
    const args = itemsAt(container.fields, 'args').map((each) => text(each) ?? '');
    const values = args.flatMap((each) => (each.startsWith(`--${flag}=`) ? [each.slice(flag.length + 3)] : []));
    return { path: `${container.path}.args`, values };
  }
  const all =
    manifest.object.kind === 'HelmValues'
      ? [{ chart: textAt(manifest.object, 'chart'), values: manifest.object['values'] as unknown, path: 'values' }]
      : helmValuesOf(manifest);
  const own = all.find(({ chart }) => chart === 'external-dns');
  return own && { path: `${own.path}.${key}`, values: itemsAt(own.values, key).flatMap((each) => text(each) ?? []) };
}

/** Public hosts of a tree by the source of ExternalDNS that finds them. */
export function hostsBySource(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('hosts that want a name', () => {
    const found = new Map<string, string[]>();
    const add = (source: string, host: string | undefined): void => {
      const own = (host ?? '').split('/').at(-1) ?? '';
      const bare = own.replace(/^\*\./, '');
      if (bare.includes('.') && !/\.(svc|local|internal|localhost)$|\$|\{/.test(bare))
        found.set(source, [...(found.get(source) ?? []), bare]);
    };
    for (const { object } of world.ofKind('networking.k8s.io/v1/Ingress'))
      for (const rule of itemsAt(object, 'spec.rules')) add('ingress', textAt(rule, 'host'));
    for (const { object } of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute'))
      for (const host of itemsAt(object, 'spec.hostnames')) add('gateway-httproute', text(host));
    for (const { object } of world.ofKind('networking.istio.io/v1/Gateway'))
      for (const server of itemsAt(object, 'spec.servers')) for (const host of itemsAt(server, 'hosts')) add('istio-gateway', text(host));
    for (const { object } of world.ofKind('v1/Service'))
      add('service', textsAt(object, 'metadata.annotations')['external-dns.alpha.kubernetes.io/hostname']);
    return found;
  });
}
