import { ConfigData } from './config-data.ts';
import { refusal, Testing } from './testing.ts';

function config(data: Record<string, string>): ConfigData {
  return new ConfigData(Testing.chart(), 'Config', { name: 'web-config', namespace: 'shop', data });
}

test('is a ConfigMap with the data as it was given', () => {
  const made = config({ 'a.conf': 'listen 80;\n', b: '' });

  expect(Testing.synth(made)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-config', namespace: 'shop' }, data: { 'a.conf': 'listen 80;\n', b: '' } },
  ]);
});

test('its annotation changes with the data, and not with the order of the keys', () => {
  const given = config({ a: '1', b: '2' });

  expect(given.annotation).toEqual({ 'slipway.dev/config.web-config': expect.stringMatching(/^[0-9a-f]{16}$/) as string });
  expect(config({ b: '2', a: '1' }).annotation).toEqual(given.annotation);
  expect(config({ a: '1', b: '3' }).annotation).not.toEqual(given.annotation);
  expect(config({ a: '12', b: '' }).annotation).not.toEqual(config({ a: '1', b: '2' }).annotation);
});

test('one key becomes one file, which the program can only read', () => {
  const mount = config({ 'a.conf': '' }).file('a.conf', '/etc/a.conf');

  expect(mount).toEqual({
    volume: { kind: 'config', name: 'web-config', configMap: 'web-config' },
    path: '/etc/a.conf',
    file: 'a.conf',
    readOnly: true,
  });
});

test.each([
  [
    'a file of a key that is not there',
    () => config({ 'a.conf': '', 'b.conf': '' }).file('c.conf', '/etc/c.conf'),
    'test/Config: ConfigMap web-config has no key "c.conf". Use one of a.conf, b.conf.',
  ],
  [
    'more than the API server takes, counted in bytes',
    () => config({ a: 'é'.repeat(512 * 1024) }),
    'test/Config: the data is 1048577 bytes, the API server takes 1048576. Split the ConfigMap.',
  ],
])('refuses %s', (_, of, message) => {
  expect(refusal(of)).toBe(message);
});

test('takes as much as the API server does', () => {
  expect(Testing.synth(config({ a: 'x'.repeat(1024 * 1024 - 1) }))).toHaveLength(1);
});

test('refuses a name that leaves no room for the annotation', () => {
  const name = 'a'.repeat(57);

  expect(refusal(() => new ConfigData(Testing.chart(), 'Config', { name, namespace: 'shop', data: {} }))).toBe(
    `test/Config: the name ${name} has 57 characters, and the annotation that rolls its readers has room for 56. Shorten the name.`,
  );
});
