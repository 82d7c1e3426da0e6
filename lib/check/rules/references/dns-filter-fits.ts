import { helmValuesOf } from '../../helm.ts';
import { documentKind } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const dnsFilterFits = defineRule({
  id: 'dns-filter-fits',
  severity: 'warning',
  kinds: [...POD_KINDS, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')],
  asks: 'The domains that ExternalDNS may write are those of hosts that the tree serves.',
  source: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/',
  *check(manifest, world) {
    const { path, domains } = filtersOf(manifest, world);
    if (domains.length === 0 || domains.some((each) => !/^[a-z0-9.-]+$/.test(each))) return;
    const hosts = hostsOf(world);
    const served = [...hosts].some((host) => domains.some((domain) => host === domain || host.endsWith(`.${domain.replace(/^\./, '')}`)));
    if (hosts.size === 0 || served) return;
    const shown = [...hosts].sort().slice(0, 3).join(', ');
    yield {
      path,
      message: `names are made for ${domains.join(', ')} only, and the tree serves ${shown}`,
      why: 'ExternalDNS passes over every host: nobody finds the pages by their names, or an old record stays.',
      fix: 'Name the domain of the hosts.',
    };
  },
});

function filtersOf(manifest: WorldObject, world: World): { readonly path: string; readonly domains: readonly string[] } {
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    if (!(container.image ?? '').includes('external-dns')) continue;
    const domains = itemsAt(container.fields, 'args').flatMap((each) => /^--domain-filter=(.+)$/.exec(text(each) ?? '')?.[1] ?? []);
    return { path: `${container.path}.args`, domains };
  }
  const values =
    manifest.object.kind === 'HelmValues'
      ? [{ chart: textAt(manifest.object, 'chart'), values: manifest.object['values'] as unknown, path: 'values' }]
      : helmValuesOf(manifest);
  for (const each of values) {
    if (each.chart !== 'external-dns') continue;
    return { path: `${each.path}.domainFilters`, domains: itemsAt(each.values, 'domainFilters').flatMap((domain) => text(domain) ?? []) };
  }
  return { path: '', domains: [] };
}

/** Public hosts of Ingresses, routes and annotations. */
function hostsOf(world: World): ReadonlySet<string> {
  return world.once('hosts that want a name', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('networking.k8s.io/v1/Ingress')) {
      for (const rule of itemsAt(object, 'spec.rules')) found.add(textAt(rule, 'host') ?? '');
    }
    for (const kind of ['gateway.networking.k8s.io/v1/HTTPRoute', 'networking.istio.io/v1/Gateway']) {
      for (const { object } of world.ofKind(kind)) {
        const listed = [
          ...itemsAt(object, 'spec.hostnames'),
          ...itemsAt(object, 'spec.servers').flatMap((server) => itemsAt(server, 'hosts')),
        ];
        for (const host of listed) found.add((text(host) ?? '').split('/').at(-1) ?? '');
      }
    }
    for (const { object } of world.ofKind('v1/Service'))
      found.add(textsAt(object, 'metadata.annotations')['external-dns.alpha.kubernetes.io/hostname'] ?? '');
    return new Set(
      [...found]
        .map((host) => host.replace(/^\*\./, ''))
        .filter((host) => host.includes('.') && !/\.(svc|local|internal|localhost)$|\$|\{/.test(host)),
    );
  });
}
