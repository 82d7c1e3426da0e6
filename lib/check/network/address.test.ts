import { isNetwork, mayHoldPods, networkContains, networkCovers } from './address.ts';

test.each([
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.9.9.9/8', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8::1', true],
  ['nonsense', '10.0.0.1', false],
  ['10.0.0.0/8', 'nonsense', false],
])('%s contains %s: %s', (network, address, contains) => {
  expect(networkContains(network, address)).toBe(contains);
});

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '192.168.0.0/16', false],
])('%s covers %s: %s', (outer, inner, covers) => {
  expect(networkCovers(outer, inner)).toBe(covers);
});

test('says what is a network, and where pods may live', () => {
  const texts = ['10.244.0.0/16', '0.0.0.0/0', '203.0.113.0/24', '10.0.0.0/33', 'a/8'];

  expect(texts.map((text) => [isNetwork(text), mayHoldPods(text)])).toEqual([
    [true, true],
    [true, true],
    [true, false],
    [false, false],
    [false, false],
  ]);
});
