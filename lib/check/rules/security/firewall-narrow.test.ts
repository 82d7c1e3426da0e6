import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { firewallNarrow } from './firewall-narrow.ts';

const tf = (text: string) => inFile('infra/firewall.tf', documentObject('TextFile', 'infra/firewall', { text }));
const google = (ports: string, range: string, more = '') =>
  tf(
    `resource "google_compute_firewall" "admin" {\n  allow {\n    protocol = "tcp"\n    ports    = [${ports}]\n  }\n  source_ranges = ["${range}"]\n${more}}\n`,
  );
const aws = (from: number, range: string, kind = 'ingress') =>
  tf(
    `resource "aws_security_group" "nodes" {\n  ${kind} {\n    from_port = ${from}\n    to_port = ${from}\n    protocol = "tcp"\n    cidr_blocks = ["${range}"]\n  }\n}\n`,
  );

ruleCases(firewallNarrow, {
  accepts: {
    'public web ports': [google('"80", "443"', '0.0.0.0/0')],
    'administration from one address': [google('"22", "6443"', '203.0.113.7/32')],
    'what goes out': [google('"22"', '0.0.0.0/0', '  direction = "EGRESS"\n'), aws(22, '0.0.0.0/0', 'egress')],
    'ports that a variable names': [
      tf('resource "google_compute_firewall" "x" {\n  source_ranges = ["0.0.0.0/0"]\n  allow {\n    ports = var.ports\n  }\n}\n'),
    ],
  },
  refuses: {
    'the API server and SSH': {
      given: [google('"22", "6443"', '0.0.0.0/0')],
      says: 'admin opens 22 (SSH), 6443 (the API server of Kubernetes) to the whole world',
    },
    'a range that holds a database': {
      given: [google('"5000-6000"', '0.0.0.0/0')],
      says: 'admin opens 5432 (PostgreSQL) to the whole world',
    },
    'a security group': { given: [aws(3306, '0.0.0.0/0')], says: 'nodes opens 3306 (MySQL) to the whole world' },
  },
});
