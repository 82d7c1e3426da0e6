import { coversHost } from './certificates.ts';

test.each([
  [['vault.example.com'], 'vault.example.com', true],
  [['vault.example.com'], 'example.com', false],
  [['example.com', '*.example.com'], 'vault.example.com', true],
  [['*.example.com'], 'example.com', false],
  [['*.example.com'], 'a.vault.example.com', false],
  [['*.vault'], 'vault', false],
  [[], 'vault', false],
])('a certificate for %j covers %s: %s', (names, host, covered) => {
  expect(coversHost(names, host)).toBe(covered);
});
