import { PlatformNamespace } from './platform-namespace.ts';
import { Testing } from './testing.ts';

const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

test('injects sidecars, and cannot be deleted by deleting its file', () => {
  const chart = Testing.chart();

  new PlatformNamespace(chart, 'Namespace', { name: 'shop', injection: true });

  const metadata = { name: 'shop', annotations: KEPT, labels: { 'istio-injection': 'enabled' } };
  expect(Testing.synth(chart)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata }]);
});

test('says nothing about sidecars where there are none', () => {
  const chart = Testing.chart();

  new PlatformNamespace(chart, 'Namespace', { name: 'shop', injection: false });

  expect(Testing.synth(chart)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: KEPT } }]);
});
