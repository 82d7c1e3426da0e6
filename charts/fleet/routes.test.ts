import { madeFleet, ofKind } from './testing.ts';

const FLEET = madeFleet();

test('pages of the platform are behind the Gateway of mgmt, each at the listener of its host (8.4)', () => {
  const mgmt = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;

  const routes = ofKind(mgmt, 'HTTPRoute').map(({ metadata, spec }) => ({
    host: spec.hostnames[0],
    listener: spec.parentRefs[0].sectionName,
    to: `${metadata.namespace ?? ''}/${spec.rules[0].backendRefs[0].name}:${spec.rules[0].backendRefs[0].port}`,
  }));

  expect(routes).toEqual([
    { host: 'argocd.local.dev', listener: 'argocd', to: 'argocd/argocd-server:80' },
    { host: 'grafana.local.dev', listener: 'grafana', to: 'monitoring/grafana:80' },
    { host: 'vault.local.dev', listener: 'vault', to: 'vault/vault-ui:8210' },
  ]);
});

test.each(FLEET)('each host of $cluster.name has one route, and each route a listener with its host', (made) => {
  const [gateway] = ofKind(made, 'Gateway');
  const listeners: { name: string; hostname: string }[] = gateway?.['spec'].listeners;

  const served = ofKind(made, 'HTTPRoute').flatMap(({ spec }) => spec.hostnames as string[]);

  expect(served.sort()).toEqual(listeners.map(({ hostname }) => hostname).sort());
});

test('no page without a login is behind a Gateway (M41)', () => {
  const backends = FLEET.flatMap((made) => ofKind(made, 'HTTPRoute')).map(({ spec }) => spec.rules[0].backendRefs[0].name as string);

  expect(backends.filter((name) => /hubble|prometheus$|alertmanager|thanos/.test(name))).toEqual([]);
});
