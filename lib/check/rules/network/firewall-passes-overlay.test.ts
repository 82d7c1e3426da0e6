import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { firewallPassesOverlay } from './firewall-passes-overlay.ts';

const way = (from: string, to: string, protocol: string) =>
  `  ingress {\n    from_port = ${from}\n    to_port   = ${to}\n    protocol  = "${protocol}"\n    self      = true\n  }\n`;
const group = (...ways: readonly string[]) =>
  inFile(
    'terraform/nodes.tf',
    documentObject('TextFile', 'nodes', { text: `resource "aws_security_group" "nodes" {\n  name = "nodes"\n${ways.join('')}}\n` }),
  );
const rule = (port: number, protocol: string) =>
  `resource "openstack_networking_secgroup_rule_v2" "p${port}" {\n  direction      = "ingress"\n  protocol       = "${protocol}"\n  port_range_min = ${port}\n  port_range_max = ${port}\n}\n`;
const rules = (text: string) => inFile('terraform/rules.tf', documentObject('TextFile', 'rules', { text }));
const KUBELET = way('10250', '10250', 'tcp');
const cilium = (values: Readonly<Record<string, unknown>> = { tunnelProtocol: 'vxlan' }) =>
  chartApplication('cilium', 'kube-system', values);
const calico = kube(
  'operator.tigera.io/v1/Installation',
  { name: 'default' },
  { spec: { calicoNetwork: { ipPools: [{ cidr: '10.244.0.0/16', encapsulation: 'VXLANCrossSubnet' }] } } },
);

ruleCases(firewallPassesOverlay, {
  accepts: {
    'the port of the tunnel': [cilium(), group(KUBELET, way('8472', '8472', 'udp'))],
    'a range around it': [calico, group(KUBELET, way('0', '65535', 'udp'))],
    'everything among themselves': [cilium(), group(KUBELET, way('0', '0', '-1'))],
    'a rule in variables': [cilium(), group(KUBELET, way('var.port', 'var.port', 'udp'))],
    'another file that opens it': [calico, rules(rule(10250, 'tcp') + rule(4789, 'udp'))],
    'no tunnel': [cilium({ routingMode: 'native' }), group(KUBELET)],
    'a firewall for something else': [cilium(), group(way('443', '443', 'tcp'))],
    'a network that nobody knows': [group(KUBELET)],
  },
  refuses: {
    'Cilium, and the kubelet alone': {
      given: [cilium(), group(KUBELET, way('30000', '32767', 'tcp'))],
      says: 'the kubelet of nodes is opened to each other, and port 8472/udp of the tunnel of Cilium is not',
    },
    'Calico in OpenStack': {
      given: [calico, rules(rule(10250, 'tcp') + rule(8472, 'udp'))],
      says: 'the kubelet of nodes is opened to each other, and port 4789/udp of the tunnel of Calico is not',
    },
  },
});
