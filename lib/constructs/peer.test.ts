import { fqdn } from './peer.ts';
import { aPeer, HTTP } from './testing.ts';

test('a Service is called from everywhere by its name, its namespace and the cluster domain', () => {
  const endpoint = { peer: aPeer('tempo', 'monitoring'), port: HTTP, service: 'traces' };

  expect(fqdn(endpoint)).toBe('traces.monitoring.svc.cluster.local');
});
