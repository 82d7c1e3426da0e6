import { Duration } from '../values/duration.ts';
import { IstioCanaryRoute } from './istio-canary-route.ts';
import { IstioGateway } from './istio-gateway.ts';
import { aRollout, aRoute, Pods, refusal, Testing } from './testing.ts';

const pods = { app: 'api' };
const weighted = [
  { destination: { host: 'api-service', subset: 'stable' }, weight: 100 },
  { destination: { host: 'api-service', subset: 'canary' }, weight: 0 },
];

test('leads callers in the mesh to the stable version, and is rewritten from there on', () => {
  const chart = Testing.chart();
  const rollout = aRollout(chart);

  const route = new IstioCanaryRoute(chart, 'Route', {
    rollout,
    virtualService: 'api-routes',
    destinationRule: 'api-rule',
    tls: 'DISABLE',
    http1MaxPendingRequests: 100,
  });

  expect(Testing.synth(route)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'api-routes', namespace: 'shop' },
      spec: { hosts: ['api-service'], http: [{ name: 'primary', route: weighted }] },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'api-rule', namespace: 'shop' },
      spec: {
        host: 'api-service',
        trafficPolicy: {
          tls: { mode: 'DISABLE' },
          loadBalancer: { simple: 'ROUND_ROBIN' },
          connectionPool: { http: { http1MaxPendingRequests: 100 } },
        },
        subsets: [
          { name: 'stable', labels: pods },
          { name: 'canary', labels: pods },
        ],
      },
    },
  ]);
});

test('leads users from the gateway, with everything switched on', () => {
  const chart = Testing.chart();
  const gateway = new IstioGateway(chart, 'Gateway', { name: 'gate', namespace: 'edge', selector: {}, hosts: [] });

  const route = aRoute(chart, {
    hosts: ['shop.example.org'],
    gateway,
    testHeader: 'x-canary-test',
    retries: { attempts: 3, perTry: Duration.seconds(2), on: ['5xx', 'reset'] },
    timeout: Duration.seconds(10),
    mirrorPercentage: 100,
    tls: 'ISTIO_MUTUAL',
    maxRequestsPerConnection: 10,
    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: Duration.seconds(30), maxEjectionPercent: 50 },
  });

  const [virtualService, destinationRule] = Testing.synth(route);
  expect(virtualService?.['spec']).toEqual({
    hosts: ['shop.example.org'],
    gateways: ['edge/gate'],
    http: [
      {
        name: 'canary-test',
        match: [{ headers: { 'x-canary-test': { exact: 'true' } } }],
        route: [{ destination: { host: 'api-service', subset: 'canary' } }],
      },
      {
        name: 'primary',
        route: weighted,
        retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
        timeout: '10s',
        mirror: { host: 'api-service', subset: 'canary' },
        mirrorPercentage: { value: 100 },
      },
    ],
  });
  expect(destinationRule?.['spec'].trafficPolicy).toEqual({
    tls: { mode: 'ISTIO_MUTUAL' },
    loadBalancer: { simple: 'ROUND_ROBIN' },
    connectionPool: { http: { http1MaxPendingRequests: 100, maxRequestsPerConnection: 10 } },
    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: '30s', maxEjectionPercent: 50 },
  });
});

const subsets = {
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  name: 'api-rule',
  namespace: 'shop',
  jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'],
};

test.each([
  ['one route', {}, ['/spec/http/0/route']],
  ['two routes', { testHeader: 'x-canary-test' }, ['/spec/http/0/route', '/spec/http/1/route']],
])('names what Argo Rollouts rewrites in %s: weights and the labels of the subsets', (_, props, jsonPointers) => {
  const { ignoreRules } = aRoute(Testing.chart(), props);

  expect(ignoreRules).toEqual([
    { group: 'networking.istio.io', kind: 'VirtualService', name: 'api-routes', namespace: 'shop', jsonPointers },
    subsets,
  ]);
});

test('retries that fill the timeout to the last second fit', () => {
  const timed = { retries: { attempts: 4, perTry: Duration.seconds(2), on: ['5xx'] }, timeout: Duration.seconds(10) };

  expect(Testing.synth(aRoute(Testing.chart(), timed))).toHaveLength(2);
});

test('refuses retries that outlast the timeout', () => {
  const timed = { retries: { attempts: 5, perTry: Duration.seconds(2), on: ['5xx'] }, timeout: Duration.seconds(10) };

  expect(refusal(() => aRoute(Testing.chart(), timed))).toBe(
    'test/Route: the first try and 5 retries of 2s take up to 12s, the timeout is 10s: the last retries are cut off and users see 504. Set the timeout to 12s or more, or try less often.',
  );
});

test('refuses callers without TLS where nothing but mutual TLS is taken (L-01)', () => {
  const chart = Testing.chart();
  const rollout = aRollout(chart, { namespace: { name: 'shop', injection: true, mtls: 'STRICT' } });

  expect(refusal(() => aRoute(chart, { rollout, tls: 'DISABLE' }))).toBe(
    'test/Route: callers are told to use no TLS, and namespace shop takes nothing but mutual TLS: every request would be reset and users see 503. Set tls to ISTIO_MUTUAL.',
  );
});

test('refuses to mirror more than there is', () => {
  expect(refusal(() => aRoute(Testing.chart(), { mirrorPercentage: 101 }))).toBe(
    'test/Route: mirrorPercentage is 101, Istio takes 0 to 100 and refuses the route. Give a percentage.',
  );
});

test.each([
  ['ISTIO_MUTUAL', 1],
  ['DISABLE', 0],
] as const)('%s, and a caller whose methods are limited: %i problem', (tls, problems) => {
  const chart = Testing.chart();
  const rollout = aRollout(chart);
  const route = aRoute(chart, { rollout, tls });
  new Pods(chart, 'web').connectsTo(rollout.http, { methods: ['GET', 'POST'] });

  expect(route.node.validate()).toEqual(
    [
      'api is called by mutual TLS, and its network policy is to admit GET, POST of web only: it cannot read them and would drop every request. Leave the methods out of the flow, and name them in an AuthorizationPolicy of api, whose sidecar reads them.',
    ].slice(0, problems),
  );
});
