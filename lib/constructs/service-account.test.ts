import { ServiceAccount } from './service-account.ts';
import { Testing } from './testing.ts';

test('is an account without a token in its pods', () => {
  const chart = Testing.chart();

  const account = new ServiceAccount(chart, 'Account', { name: 'orders', namespace: 'shop' });

  expect(account.name).toBe('orders');
  expect(Testing.synth(chart)).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop' }, automountServiceAccountToken: false },
  ]);
});
