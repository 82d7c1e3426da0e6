import { Flows } from './flow.ts';
import { Port } from './port.ts';
import { aPeer, HTTP, Pods, refusal, SHOP, Testing } from './testing.ts';

test('what a workload says about its traffic is written down once, in its own words', () => {
  const chart = Testing.chart();
  const web = new Pods(chart, 'web');
  const api = new Pods(chart, 'api');
  const scraper = aPeer('prometheus');

  web.connectsTo(api.http, { methods: ['GET', 'POST'] }).admitsAnyone(web.http);
  api.connectsToWorld(443, { hosts: ['github.com'] }).acceptsFrom(scraper, api.http);

  expect(Flows.of(chart).all).toEqual([
    { kind: 'pod', from: web, to: api.http, methods: ['GET', 'POST'] },
    { kind: 'open', to: web.http },
    { kind: 'world', from: api, port: 443, hosts: ['github.com'] },
    { kind: 'pod', from: scraper, to: api.http },
  ]);
});

test('its pods carry its name', () => {
  const { name, namespace, podLabels, inMesh } = new Pods(Testing.chart(), 'web');

  expect({ name, namespace, podLabels, inMesh }).toEqual({ name: 'web', namespace: 'shop', podLabels: { app: 'web' }, inMesh: true });
});

test.each([
  [
    'a sidecar where nobody injects one',
    () => new Pods(Testing.chart(), 'web', { namespace: { ...SHOP, injection: false } }),
    'test/web: web wants a sidecar, namespace shop has no injection: its pods would start outside the mesh, unseen by its policies. Switch injection on for the namespace, or declare the workload outside the mesh.',
  ],
  [
    'HTTP methods on what is no HTTP',
    () => new Pods(Testing.chart(), 'web').connectsTo({ peer: aPeer('mysql'), port: Port.mysql() }, { methods: ['GET'] }),
    'test/web: HTTP methods are given for mysql port 3306, which speaks mysql: every request would be dropped. Leave the methods out, or declare the port with Port.http().',
  ],
])('refuses %s', (_, of, message) => {
  expect(refusal(of)).toBe(message);
});

test('a workload outside the mesh may stand in any namespace', () => {
  const pods = new Pods(Testing.chart(), 'web', { namespace: { ...SHOP, injection: false }, inMesh: false });

  expect(pods.http).toEqual({ peer: pods, port: HTTP });
});
