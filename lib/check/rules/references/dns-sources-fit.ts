import { documentKind } from '../../document.ts';
import { dnsSetting, hostsBySource } from '../../network/external-dns.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Sources about which the tree says what they find. Those of VirtualServices find what those of Gateways do, and more. */
const SHOWN = new Set(['service', 'ingress', 'istio-gateway', 'gateway-httproute']);

const KINDS = [...POD_KINDS, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')];

export const dnsSourcesFit = defineRule({
  id: 'dns-sources-fit',
  severity: 'warning',
  kinds: KINDS,
  asks: 'ExternalDNS is told to look at the kinds in which the hosts of the tree stand.',
  source:
    'https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/; https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/',
  *check(manifest, world) {
    const setting = dnsSetting(manifest, world, 'source', 'sources');
    if (setting === undefined || (setting.values.length === 0 && setting.path.endsWith('.args'))) return;
    // The default of the chart.
    const sources = setting.values.length === 0 ? ['service', 'ingress'] : setting.values;
    const [endpoint] = world.ofKind('externaldns.k8s.io/v1alpha1/DNSEndpoint');
    if (endpoint !== undefined && !asksForEndpoints(world)) {
      const host = textAt(itemsAt(endpoint.object, 'spec.endpoints')[0], 'dnsName') ?? endpoint.object.metadata.name;
      yield {
        path: setting.path,
        message: `names are taken from ${sources.join(', ')}, and DNSEndpoint ${endpoint.object.metadata.name} (${host}) is for the source crd`,
        why: 'Nothing reads the DNSEndpoints of the tree: their records are never made, and no filter of annotations is about them.',
        fix: 'Add crd to the sources, with a right to list dnsendpoints (externaldns.k8s.io).',
      };
      return;
    }
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

/** Whether some ExternalDNS of the tree looks at DNSEndpoints, or is told its sources in a way that the tree does not show. */
function asksForEndpoints(world: World): boolean {
  return world.once('external dns reads endpoints', () =>
    KINDS.flatMap((kind) => world.ofKind(kind))
      .flatMap((each) => dnsSetting(each, world, 'source', 'sources') ?? [])
      .some(({ values, path }) => values.includes('crd') || (values.length === 0 && path.endsWith('.args'))),
  );
}

/** An Ingress of a chart, or a name at the Service of one. */
function chartsNameHosts(world: World): boolean {
  return releasesOf(world).some(({ values, open }) => open === true || /"ingress":|external-dns\.alpha/.test(JSON.stringify(values ?? {})));
}
