import { SecretKey } from './secret-key.ts';
import { aSecret, refusal } from './testing.ts';

test('a key of an expected Secret is a reference, never a value', () => {
  const secret = aSecret('db-secret', 'root', 'app');

  expect(new SecretKey(secret, 'app')).toEqual({ secret, key: 'app' });
});

test('refuses a key that nobody will create, and names the near one', () => {
  const secret = aSecret('db-secret', 'root-password', 'app-password');

  expect(refusal(() => new SecretKey(secret, 'rootpassword'))).toBe(
    'Secret shop/db-secret: it has no key "rootpassword", pods that read it would stay in CreateContainerConfigError. Did you mean "root-password"?',
  );
});
