import { App, Chart } from 'cdk8s';
import { IstioGateway } from '../lib/constructs/istio-gateway.ts';
import type { ServiceEndpoint } from '../lib/constructs/peer.ts';
import { Port } from '../lib/constructs/port.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import { aPeer, Testing } from '../lib/constructs/testing.ts';
import type { KubeObject } from '../lib/manifest/manifest.ts';
import { AdminRoutesChart } from './admin-routes.ts';
import { homelab, made, the } from './testing.ts';

function aPage(name: string): ServiceEndpoint {
  return { peer: aPeer(name), port: Port.http(80), service: name };
}

/** The chart of all pages, on homelab as its inventory says or would say. */
function routes(changes: Record<string, string> = {}): KubeObject[] {
  const app = new App();
  const gateway = new IstioGateway(new Chart(app, 'blog'), 'Gateway', {
    name: 'blog-gateway',
    namespace: 'blog-system',
    selector: { istio: 'ingressgateway' },
    hosts: ['*.jiminhome.shop'],
  });
  const ingress = new ProvidedWorkload(new Chart(app, 'istio'), 'Ingress', { ...aPeer('gateway', 'istio-system'), ports: {} });
  const pages = { ingress, argoCd: aPage('argocd-server'), grafana: aPage('grafana'), kiali: aPage('kiali') };
  const synth = Testing.synth(new AdminRoutesChart(app, homelab(changes), pages, gateway));
  return synth.filter(({ kind }) => kind !== 'Service'); // provided by charts, not ours
}

const summary = (objects: readonly KubeObject[]): unknown[] =>
  objects.map(({ kind, metadata, spec }) => [
    kind,
    metadata.name,
    kind === 'VirtualService'
      ? [spec.hosts[0], spec.http[0].route[0].destination.host]
      : spec.rules.map((rule: { to: { operation: unknown }[] }) => rule.to[0]?.operation),
  ]);

const PRIVATE = (...hosts: string[]): unknown => ({ ports: ['80', '443'], hosts: hosts.flatMap((host) => [host, `${host}:*`]) });

const TODAY = [
  ['VirtualService', 'argocd', ['argocd.jiminhome.shop', 'argocd-server.monitoring.svc.cluster.local']],
  ['VirtualService', 'monitoring', ['monitoring.jiminhome.shop', 'grafana.monitoring.svc.cluster.local']],
  ['VirtualService', 'kiali', ['kiali.jiminhome.shop', 'kiali.monitoring.svc.cluster.local']],
];

test('three pages have a route, and the one that the inventory calls private is for the LAN alone', () => {
  const only = PRIVATE('monitoring.jiminhome.shop');

  expect(summary(routes())).toEqual([...TODAY, ['AuthorizationPolicy', 'private-hosts', [only, only]]]);
});

test("the Longhorn UI: one more route to the chart's own Service, private as everything that is not called public", () => {
  const both = PRIVATE('monitoring.jiminhome.shop', 'longhorn.jiminhome.shop');

  expect(summary(routes({ 'longhorn-ui: false': 'longhorn-ui: true' }))).toEqual([
    ...TODAY,
    ['VirtualService', 'longhorn', ['longhorn.jiminhome.shop', 'longhorn-frontend.longhorn-system.svc.cluster.local']],
    ['AuthorizationPolicy', 'private-hosts', [both, both]],
  ]);
});

test('where every host is public nothing is refused', () => {
  const kinds = routes({ 'monitoring.jiminhome.shop, exposure: private': 'monitoring.jiminhome.shop, exposure: public' }).map(
    ({ kind }) => kind,
  );

  expect(kinds).toEqual(['VirtualService', 'VirtualService', 'VirtualService']);
});

test("the gateway keeps the client's address, or a node would vouch for everybody", () => {
  const service: unknown = the(made(), 'Application', 'istio-ingressgateway')['spec'].source.helm.valuesObject.service;

  expect(service).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
});
