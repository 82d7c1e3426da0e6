import { Duration } from '../values/duration.ts';
import { BlogRollout, type Scrape } from './blog-rollout.ts';
import { CiliumIsolationPolicy } from './cilium-isolation-policy.ts';
import { Flows } from './flow.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { anImage, SCALING, SHOP, SMALL, Testing } from './testing.ts';

const prometheus = { name: 'prometheus', namespace: 'monitoring', podLabels: { app: 'prometheus' } };
const dns = { peer: { name: 'dns', namespace: 'kube-system', podLabels: { app: 'dns' } }, port: Port.tcp(53, 'dns') };

function api(chart: ReturnType<typeof Testing.chart>, scrape?: Scrape): BlogRollout {
  const port = Port.http(8080);
  return new BlogRollout(chart, 'Api', {
    name: 'api',
    namespace: SHOP,
    image: anImage('docker.io/acme/api:v1'),
    port,
    resources: SMALL,
    probes: { readiness: httpGet(port, '/ready') },
    scaling: SCALING,
    spread: 'soft',
    canary: [{ weight: 10, pause: Duration.seconds(30) }],
    scrape,
  });
}

function annotationsOf(objects: readonly unknown[]): unknown {
  const rollout = objects.find((object) => (object as { kind: string }).kind === 'Rollout') as {
    spec: { template: { metadata: { annotations?: unknown } } };
  };
  return rollout.spec.template.metadata.annotations;
}

test('a scraped program tells where its metrics are, and admits its scraper to read them', () => {
  const chart = Testing.chart();

  const rollout = api(chart, { by: prometheus, path: '/actuator/prometheus' });

  expect(annotationsOf(Testing.synth(chart))).toEqual({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '8080',
    'prometheus.io/path': '/actuator/prometheus',
  });
  expect(Flows.of(chart).to(rollout)).toEqual([{ kind: 'pod', from: prometheus, to: rollout.http, methods: ['GET'] }]);
});

test('nobody scrapes a program that does not say so', () => {
  const chart = Testing.chart();

  const rollout = api(chart);

  expect(annotationsOf(Testing.synth(chart))).toBeUndefined();
  expect(Flows.of(chart).to(rollout)).toEqual([]);
});

test('its scraper may read, while its callers may do more', () => {
  const chart = Testing.chart();
  const rollout = api(chart, { by: prometheus, path: '/metrics' });
  rollout.acceptsFrom({ name: 'web', namespace: 'shop', podLabels: { app: 'web' } }, rollout.http, { methods: ['GET', 'POST'] });

  new CiliumIsolationPolicy(chart, 'Isolation', { workload: rollout, dns, controlPlane: dns });

  const policy = Testing.synth(chart).find((object) => (object as { kind: string }).kind === 'CiliumNetworkPolicy') as unknown as {
    spec: {
      ingress: { fromEndpoints: { matchLabels: Record<string, string> }[]; toPorts: { rules?: { http?: { method: string }[] } }[] }[];
    };
  };
  expect(
    policy.spec.ingress.map(({ fromEndpoints, toPorts }) => [
      fromEndpoints.map(({ matchLabels }) => Object.entries(matchLabels).find(([label]) => label.endsWith('app'))?.[1]),
      toPorts.flatMap(({ rules }) => rules?.http?.map(({ method }) => method)),
    ]),
  ).toEqual([
    [['prometheus'], ['GET']],
    [['web'], ['GET', 'POST']],
  ]);
});
