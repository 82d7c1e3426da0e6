import type { MtlsMode } from './mesh-namespace.ts';
import { PeerAuthentication } from './peer-authentication.ts';
import { SHOP, Testing } from './testing.ts';

test('says for the whole namespace what its sidecars accept', () => {
  const chart = Testing.chart();

  new PeerAuthentication(chart, 'PeerAuthentication', { namespace: SHOP });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace: 'shop' },
      spec: { mtls: { mode: 'PERMISSIVE' } },
    },
  ]);
});

test.each<MtlsMode>(['STRICT', 'PERMISSIVE', 'DISABLE'])('writes mode %s as the namespace has it', (mtls) => {
  const chart = Testing.chart();

  new PeerAuthentication(chart, 'PeerAuthentication', { namespace: { ...SHOP, mtls } });

  expect(Testing.synth(chart)[0]?.['spec']).toEqual({ mtls: { mode: mtls } });
});
