import { comesFrom, parseImage } from './images.ts';

test.each([
  ['mysql', { registry: 'docker.io', path: 'library/mysql', tag: undefined, digest: undefined }],
  ['mysql:8.0', { registry: 'docker.io', path: 'library/mysql', tag: '8.0', digest: undefined }],
  ['prom/mysqld-exporter:v0.16.0', { registry: 'docker.io', path: 'prom/mysqld-exporter', tag: 'v0.16.0', digest: undefined }],
  ['ghcr.io/acme/web:v1@sha256:ab', { registry: 'ghcr.io', path: 'acme/web', tag: 'v1', digest: 'sha256:ab' }],
  ['localhost:5000/web', { registry: 'localhost:5000', path: 'web', tag: undefined, digest: undefined }],
])('takes %s apart', (image, parts) => {
  expect(parseImage(image)).toEqual(parts);
});

test('an account is compared by whole words', () => {
  const image = parseImage('ghcr.io/acme-corp/web:v1');

  expect([comesFrom(image, 'ghcr.io/acme'), comesFrom(image, 'ghcr.io/acme-corp'), comesFrom(image, 'ghcr.io')]).toEqual([
    false,
    true,
    true,
  ]);
});
