import fc from 'fast-check';
import { AddressRange, Cidr, isAddress } from './cidr.ts';

test.each([
  ['10.42.0.7/16', '"10.42.0.7/16": 10.42.0.7/16 is one address, a network is named by its first. Write 10.42.0.0/16.'],
  ['fd00::1/48', '"fd00::1/48": fd00::1/48 is one address, a network is named by its first. Write fd00::/48.'],
  ['10.0.0.0/33', '"10.0.0.0/33": 10.0.0.0/33 is no network. Write its first address and its prefix length, such as 192.168.1.0/24.'],
  ['010.0.0.0/8', '"010.0.0.0/8": 010.0.0.0/8 is no network. Write its first address and its prefix length, such as 192.168.1.0/24.'],
  ['10.0/8', '"10.0/8": 10.0/8 is no network. Write its first address and its prefix length, such as 192.168.1.0/24.'],
  ['10.0.0.0', '"10.0.0.0": 10.0.0.0 is no network. Write its first address and its prefix length, such as 192.168.1.0/24.'],
])('refuses the network %s', (text, says) => {
  expect(() => Cidr.parse(text)).toThrow(new Error(says));
});

test.each([
  ['192.168.1.210-192.168.1.200', 'ends before it begins. Write 192.168.1.200-192.168.1.210.'],
  ['192.168.1.200', 'is no range of addresses. Write the first and the last address, such as 192.168.1.200-192.168.1.210.'],
  ['192.168.1.1-fd00::1', 'is no range of addresses. Write the first and the last address, such as 192.168.1.200-192.168.1.210.'],
])('refuses the range %s', (text, says) => {
  expect(() => AddressRange.parse(text)).toThrow(new Error(`"${text}": ${text} ${says}`));
});

test.each([
  ['192.168.1.10', true],
  ['fd00::1', true],
  ['::ffff:10.0.0.1', true],
  ['192.168.1.010', false],
  ['192.168.1', false],
  ['0x7f000001', false],
  ['256.0.0.1', false],
  ['fe80::1%eth0', false],
  ['', false],
])('calls %p an address: %p', (text, is) => {
  expect(isAddress(text)).toBe(is);
});

test('knows what is inside, at both ends and beyond them', () => {
  const lan = Cidr.parse('192.168.1.0/24');
  const pool = AddressRange.parse('192.168.1.200-192.168.1.210');

  expect(['192.168.0.255', '192.168.1.0', '192.168.1.255', '192.168.2.0', '::1'].map((address) => lan.contains(address))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(['192.168.1.199', '192.168.1.200', '192.168.1.210', '192.168.1.211'].map((address) => pool.contains(address))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([lan.containsRange(pool), lan.containsRange(AddressRange.parse('192.168.1.200-192.168.2.1')), pool.size]).toEqual([
    true,
    false,
    11n,
  ]);
});

test.each([
  ['10.0.0.0/8', '10.42.0.0/16', true],
  ['10.96.0.0/12', '10.100.0.0/16', true],
  ['10.100.0.0/16', '10.101.0.0/16', false],
  ['0.0.0.0/0', '::/0', false],
  ['fd00::/48', 'fd00:0:0:1::/64', true],
])('%s and %s overlap: %p', (one, other, overlap) => {
  expect([Cidr.parse(one).overlaps(Cidr.parse(other)), Cidr.parse(other).overlaps(Cidr.parse(one))]).toEqual([overlap, overlap]);
  expect(AddressRange.parse(one).overlaps(AddressRange.parse(other))).toBe(overlap);
});

test('names the network of any address, and that network contains the address', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
      let text = `${address}/${prefix}`;
      try {
        Cidr.parse(text);
      } catch (error) {
        text = /Write (\S+)\.$/.exec((error as Error).message)?.[1] ?? '';
      }
      const network = Cidr.parse(text);
      expect([network.text.endsWith(`/${prefix}`), network.contains(address)]).toEqual([true, true]);
    }),
  );
});

test('asks for an address where one is needed', () => {
  expect(() => Cidr.parse('10.0.0.0/8').contains('ten')).toThrow(
    new Error('"ten": ten is no address. Write an address such as 192.168.1.10.'),
  );
});
