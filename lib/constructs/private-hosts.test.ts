import { Cidr } from '../values/cidr.ts';
import { PrivateHosts, type PrivateHostsProps } from './private-hosts.ts';
import { refusal, Testing } from './testing.ts';

const LAN = Cidr.parse('192.168.1.0/24');
const GATEWAY = { istio: 'ingressgateway' };

test('refuses the private names to other networks, and to what Cloudflare forwards', () => {
  const chart = Testing.chart();

  new PrivateHosts(chart, 'PrivateHosts', {
    namespace: 'istio-system',
    gateway: { istio: 'ingressgateway' },
    hosts: ['monitoring.example.org'],
    clients: [LAN],
  });

  const to = [{ operation: { ports: ['80', '443'], hosts: ['monitoring.example.org', 'monitoring.example.org:*'] } }];
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'private-hosts', namespace: 'istio-system' },
      spec: {
        selector: { matchLabels: { istio: 'ingressgateway' } },
        action: 'DENY',
        rules: [
          { from: [{ source: { notIpBlocks: ['192.168.1.0/24'] } }], to },
          { to, when: [{ key: 'request.headers[cf-ray]', values: ['*'] }] },
        ],
      },
    },
  ]);
});

test.each<[Partial<PrivateHostsProps>, string]>([
  [
    { hosts: [] },
    'test/PrivateHosts: no host is named: the policy would refuse every name to everybody outside. Name the private hosts, or leave the policy out.',
  ],
  [{ clients: [] }, 'test/PrivateHosts: no network is named: nobody could reach the hosts. Name the network of those who may.'],
])('refuses what would shut out more than was meant: %#', (props, message) => {
  const all = { namespace: 'istio-system', gateway: GATEWAY, hosts: ['a.example.org'], clients: [LAN], ...props };

  expect(refusal(() => new PrivateHosts(Testing.chart(), 'PrivateHosts', all))).toBe(message);
});
