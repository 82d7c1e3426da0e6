import { isWeak } from './weak.ts';

test.each([
  ...[
    'changeme',
    'CHANGE_ME',
    'admin',
    'admin123',
    'dev-secret',
    'dev-jwt-secret-key',
    'password',
    'P@ssw0rd',
    'prom-operator',
    'minioadmin',
    'guest',
  ],
  ...[
    'redis-password',
    'internal-api-secret',
    'adminpassword',
    '123456',
    'aaaa',
    'your-secret-key-here',
    'change-this-in-production',
    'test1234',
  ],
])('%s is a word that everybody tries', (value) => {
  expect(isWeak(value)).toBe(true);
});

test.each([
  '',
  'Zk4v9QpX2m',
  'hunter2',
  'correct horse battery staple',
  'b7f3a1c9e5d2',
  'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq',
  'shop-frontend-ax81',
])('%s may be a secret', (value) => {
  expect(isWeak(value)).toBe(false);
});
