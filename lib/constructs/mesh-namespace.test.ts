import { type MeshNamespace, optOut, type PlaintextNamespace } from './mesh-namespace.ts';
import { SHOP } from './testing.ts';

test('a pod keeps the injector away where there is one', () => {
  expect(optOut(SHOP)).toEqual({ 'sidecar.istio.io/inject': 'false' });
});

test('no annotation stands where nobody injects', () => {
  expect(optOut({ ...SHOP, injection: false })).toEqual({});
});

test('a namespace that takes only mutual TLS is no place for plain text', () => {
  const strict = { name: 'shop', injection: true, mtls: 'STRICT' } as const satisfies MeshNamespace;

  // @ts-expect-error 'STRICT' is neither PERMISSIVE nor DISABLE
  const plaintext: PlaintextNamespace = strict;

  expect(plaintext).toBe(strict);
});
