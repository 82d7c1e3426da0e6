import { documentObject } from '../../document.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { nodePortOpened } from './node-port-opened.ts';

const firewall = (ports: string) =>
  documentObject('TextFile', 'main', {
    text: `resource "google_compute_firewall" "web" {\n  allow {\n    protocol = "tcp"\n    ports    = [${ports}]\n  }\n}\n`,
  });
const rule = (protocol: string, port: number) =>
  documentObject('TextFile', `rule-${port}`, {
    text: `resource "openstack_networking_secgroup_rule_v2" "web" {\n  protocol = "${protocol}"\n  port_range_min = ${port}\n  port_range_max = ${port}\n}\n`,
  });
const node = (nodePort: number) => service({ type: 'NodePort', ports: [{ port: 80, nodePort }] });
const gateway = (nodePort: number) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    { spec: { source: { chart: 'gateway', helm: { valuesObject: { service: { ports: [{ port: 80, nodePort }] } } } } } },
  );

ruleCases(nodePortOpened, {
  accepts: {
    'an open port': [firewall('"80", "30080"'), node(30080), gateway(30080)],
    'a range': [firewall('"30000-32767"'), node(31080)],
    'a firewall without node ports': [firewall('"80", "443"'), node(31080)],
    'ports that a variable holds': [
      documentObject('TextFile', 'main', { text: 'resource "google_compute_firewall" "web" {\n  ports = var.ports\n}\n' }),
      node(31080),
    ],
    'a rule of OpenStack': [rule('tcp', 31080), node(31080)],
    'a port for the other protocol': [
      firewall('"32491"'),
      service({ type: 'NodePort', ports: [{ port: 53, nodePort: 31053, protocol: 'UDP' }] }),
    ],
    'an overlay that no Application installs': [
      firewall('"32491"'),
      { object: node(31080), overlay: 'k8s/overlays/local' },
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { path: 'k8s/overlays/prod' } } }),
    ],
    'no firewall at all': [node(31080)],
  },
  refuses: {
    'a port that is closed': {
      given: [firewall('"80", "32491"'), node(31080)],
      says: 'node port 31080 is not among the ports that the firewall opens: 80, 32491',
    },
    'a port that is open for the other protocol': {
      given: [rule('udp', 31080), rule('tcp', 30300), node(31080)],
      says: 'node port 31080 is not among the ports that the firewall opens: 30300',
    },
    'a port in chart values': {
      given: [firewall('"32491"'), gateway(31080)],
      says: 'node port 31080 is not among the ports that the firewall opens: 32491',
    },
  },
});
