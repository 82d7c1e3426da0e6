import { Construct } from 'constructs';
import { Flows } from './flow.ts';
import { aPeer, HTTP, Pods, Testing } from './testing.ts';

const web = aPeer('web', 'shop');
const api = aPeer('api', 'shop');
const toApi = { kind: 'pod', from: web, to: { peer: api, port: HTTP } } as const;
const out = { kind: 'world', from: web, port: 443 } as const;
const open = { kind: 'open', to: { peer: web, port: HTTP } } as const;

test('everybody in one tree reads and writes one list', () => {
  const chart = Testing.chart();
  const inner = new Construct(chart, 'Inner');

  Flows.of(inner).declare(toApi);

  expect(Flows.of(chart).all).toEqual([toApi]);
});

test('another tree has a list of its own', () => {
  Flows.of(Testing.chart()).declare(toApi);

  expect(Flows.of(Testing.chart()).all).toEqual([]);
});

test('the two ends of a flow each see it from their side', () => {
  const flows = Flows.of(Testing.chart());
  for (const flow of [toApi, out, open]) flows.declare(flow);

  const seen = { from: { web: flows.from(web), api: flows.from(api) }, to: { web: flows.to(web), api: flows.to(api) } };

  expect(seen).toEqual({ from: { web: [toApi, out], api: [] }, to: { web: [open], api: [toApi] } });
});

test('what is no pod is at no end; a group is at both', () => {
  const flows = Flows.of(Testing.chart());
  const asks = { kind: 'machine', from: api, to: 'api-server', port: 6443 } as const;
  const asked = { kind: 'called', by: 'outside', to: { peer: api, port: HTTP } } as const;
  const group = { kind: 'group', pods: api } as const;
  for (const flow of [asks, asked, group]) flows.declare(flow);

  expect({ from: flows.from(api), to: flows.to(api) }).toEqual({ from: [asks, group], to: [asked, group] });
});

test('pods of one name in two namespaces are two', () => {
  const flows = Flows.of(Testing.chart());
  flows.declare(toApi);

  expect(flows.to(aPeer('api', 'elsewhere'))).toEqual([]);
});

test('pods of one name in two clusters are two', () => {
  const flows = Flows.of(Testing.chart());
  flows.declare({ ...toApi, from: { ...web, cluster: 'app1' } });

  expect([flows.from(web), flows.from({ ...web, cluster: 'app1' })]).toMatchObject([[], [{ kind: 'pod' }]]);
});

test('a workload and somebody who only knows its name mean the same pods', () => {
  const chart = Testing.chart();
  const pods = new Pods(chart, 'web');
  pods.connectsTo({ peer: api, port: HTTP });

  expect(Flows.of(chart).from(web)).toHaveLength(1);
});
