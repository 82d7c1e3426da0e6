import { AddressRange } from '../values/cidr.ts';
import { MetalLbPool } from './metallb-pool.ts';
import { refusal, Testing } from './testing.ts';

const addresses = AddressRange.parse('192.0.2.200-192.0.2.210');

test('is a pool, and its announcement on the local network', () => {
  const chart = Testing.chart();

  new MetalLbPool(chart, 'Pool', {
    name: 'default-pool',
    namespace: 'metallb-system',
    addresses: AddressRange.parse('192.0.2.200-192.0.2.210'),
  });

  const metadata = { name: 'default-pool', namespace: 'metallb-system' };
  expect(Testing.synth(chart)).toEqual([
    { apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool', metadata, spec: { addresses: ['192.0.2.200-192.0.2.210'] } },
    { apiVersion: 'metallb.io/v1beta1', kind: 'L2Advertisement', metadata, spec: { ipAddressPools: ['default-pool'] } },
  ]);
});

test('pool and announcement carry the same annotations', () => {
  const chart = Testing.chart();

  new MetalLbPool(chart, 'Pool', { name: 'pool', namespace: 'metallb-system', addresses, annotations: { wave: '4' } });

  expect(Testing.synth(chart).map(({ metadata }) => metadata.annotations)).toEqual([{ wave: '4' }, { wave: '4' }]);
});

test.each(['192.0.2.200', '192.0.2.210'])('a Service asks for %s by annotation, never by a field of its own (L-07)', (address) => {
  const pool = new MetalLbPool(Testing.chart(), 'Pool', { name: 'default-pool', namespace: 'metallb-system', addresses });

  expect(pool.ask(address)).toEqual({ 'metallb.io/loadBalancerIPs': address });
});

test.each(['192.0.2.199', '192.0.2.211', '2001:db8::1'])('refuses %s, which MetalLB would never give', (address) => {
  const pool = new MetalLbPool(Testing.chart(), 'Pool', { name: 'default-pool', namespace: 'metallb-system', addresses });

  expect(refusal(() => pool.ask(address))).toBe(
    `test/Pool: ${address} is not in 192.0.2.200-192.0.2.210: the Service would stay in "pending" without address. Ask for an address of the pool.`,
  );
});
