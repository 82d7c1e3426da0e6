import { documentKind } from '../../document.ts';
import { dnsSetting, hostsBySource } from '../../network/external-dns.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';

export const dnsFilterFits = defineRule({
  id: 'dns-filter-fits',
  severity: 'warning',
  kinds: [...POD_KINDS, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')],
  asks: 'The domains that ExternalDNS may write are those of hosts that the tree serves.',
  source: 'https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/',
  *check(manifest, world) {
    const { path, values: domains } = dnsSetting(manifest, world, 'domain-filter', 'domainFilters') ?? { path: '', values: [] };
    if (domains.length === 0 || domains.some((each) => !/^[a-z0-9.-]+$/.test(each))) return;
    const hosts = new Set([...hostsBySource(world).values()].flat());
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
