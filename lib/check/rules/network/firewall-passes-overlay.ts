import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { terraformFiles } from '../../terraform/files.ts';
import type { World } from '../../world.ts';

type Overlay = Readonly<{ what: string; port: number }>;

/** Firewalls of clouds that close what they do not open, also between their own machines. */
const FIREWALL =
  /resource\s+"(?:aws_security_group|aws_security_group_rule|aws_vpc_security_group_ingress_rule|openstack_networking_secgroup_rule_v2|openstack_compute_secgroup_v2)"\s+"[^"]+"\s*\{[\s\S]*?\n\}/g;

export const firewallPassesOverlay = defineRule({
  id: 'firewall-passes-overlay',
  severity: 'warning',
  kinds: [documentKind('TextFile')],
  asks: 'A firewall in Terraform that names what nodes say to each other passes the tunnel of the network of pods.',
  source:
    'https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules; https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements#network-requirements',
  *check({ object, file = '' }, world) {
    const text = textAt(object, 'text') ?? '';
    if (!file.endsWith('.tf') || !opens(text, 10250)) return;
    const all = terraformFiles(world)
      .filter(({ folder }) => folder === parentFolder(file))
      .map((each) => each.text)
      .join('\n');
    const overlay = overlayOf(world);
    if (overlay === undefined || passes(all, overlay.port)) return;
    yield {
      path: `line ${text.slice(0, text.search(/\b10250\b/)).split('\n').length}`,
      message: `the kubelet of nodes is opened to each other, and port ${overlay.port}/udp of the tunnel of ${overlay.what} is not`,
      why: 'Pods reach those of their own node only: names resolve on the node of CoreDNS, and time out everywhere else.',
      fix: `Open ${overlay.port}/udp between the nodes (self = true, or their own group as source).`,
    };
  },
});

/** The blocks of firewalls in which a port is opened inwards. */
function ways(text: string): readonly string[] {
  return [...text.matchAll(FIREWALL)].flatMap(([resource]) => {
    const parts = [...resource.matchAll(/\n\s*(?:dynamic\s+)?"?(?:ingress|rule)"?\s*\{[\s\S]*?\n\s*\}/g)].map(([part]) => part);
    return parts.length > 0 ? parts : /"?(?:type|direction)"?\s*=\s*"egress"/.test(resource) ? [] : [resource];
  });
}

function opens(text: string, port: number): boolean {
  return ways(text).some((way) => new RegExp(`(?:from_port|port_range_min)\\s*=\\s*${port}\\b`).test(way));
}

/** Also where it cannot be told: a rule for all protocols, or one in variables. */
function passes(text: string, port: number): boolean {
  return ways(text).some((way) => {
    const [from, to] = ['from_port|port_range_min', 'to_port|port_range_max'].map(
      (names) => new RegExp(`(?:${names})\\s*=\\s*(\\S+)`).exec(way)?.[1],
    );
    const protocol = /(?:ip_)?protocol\s*=\s*(\S+)/.exec(way)?.[1]?.replaceAll('"', '');
    if (protocol === undefined || /^(?:-1|all|any)$/i.test(protocol) || /var\.|local\.|each\.|ingress\.value/.test(way)) return true;
    return /^(?:udp|17)$/i.test(protocol) && Number(from ?? 0) <= port && Number(to ?? 65535) >= port;
  });
}

function overlayOf(world: World): Overlay | undefined {
  return world.everywhere.once('tunnel of the pods', () => tunnelOf(world));
}

function tunnelOf(world: World): Overlay | undefined {
  const encapsulations = everywhere(world, 'operator.tigera.io/v1/Installation').flatMap(({ manifest }) =>
    itemsAt(manifest.object, 'spec.calicoNetwork.ipPools').map((pool) => textAt(pool, 'encapsulation') ?? ''),
  );
  if (encapsulations.some((each) => each.startsWith('VXLAN'))) return { what: 'Calico', port: 4789 };
  const cilium = [...world.everywhere.worlds.values()].flatMap((each) => releasesOf(each)).find(({ chart }) => chart === 'cilium');
  const known = cilium?.values !== undefined && cilium.open !== true && textAt(cilium.values, 'tunnelPort') === undefined;
  if (!known || textAt(cilium.values, 'routingMode') === 'native') return undefined;
  return { what: 'Cilium', port: textAt(cilium.values, 'tunnelProtocol') === 'geneve' ? 6081 : 8472 };
}
