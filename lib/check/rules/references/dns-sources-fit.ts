import { documentKind } from '../../document.ts';
import { dnsSetting, hostsBySource } from '../../network/external-dns.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Sources about which the tree says what they find. Those of VirtualServices find what those of Gateways do, and more. */
const SHOWN = new Set(['service', 'ingress', 'istio-gateway', 'gateway-httproute']);

export const dnsSourcesFit = defineRule({
  id: 'dns-sources-fit',
  severity: 'warning',
  kinds: [...POD_KINDS, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')],
  asks: 'ExternalDNS is told to look at the kinds in which the hosts of the tree stand.',
  source:
    'https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/; https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/',
  *check(manifest, world) {
    const setting = dnsSetting(manifest, world, 'source', 'sources');
    if (setting === undefined || (setting.values.length === 0 && setting.path.endsWith('.args'))) return;
    // The default of the chart.
    const sources = setting.values.length === 0 ? ['service', 'ingress'] : setting.values;
    const hosts = hostsBySource(world);
    if (hosts.size === 0 || sources.some((each) => !SHOWN.has(each) || hosts.has(each)) || chartsNameHosts(world)) return;
    const [source = '', found = []] = [...hosts].sort((a, b) => b[1].length - a[1].length)[0] ?? [];
    yield {
      path: setting.path,
      message: `names are taken from ${sources.join(', ')}, where none stands, and ${[...new Set(found)].sort().slice(0, 3).join(', ')} are for the source ${source}`,
      why: 'ExternalDNS finds nothing to do ("All records are already up to date"): nobody finds the pages by their names.',
      fix: `Add ${source === 'istio-gateway' ? 'istio-gateway or istio-virtualservice' : source} to the sources.`,
    };
  },
});

/** An Ingress of a chart, or a name at the Service of one. */
function chartsNameHosts(world: World): boolean {
  return releasesOf(world).some(({ values, open }) => open === true || /"ingress":|external-dns\.alpha/.test(JSON.stringify(values ?? {})));
}
