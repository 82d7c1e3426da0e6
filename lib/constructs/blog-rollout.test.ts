import { Duration } from '../values/duration.ts';
import { BlogRollout } from './blog-rollout.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { SecretKey } from './secret-key.ts';
import { anImage, aRollout, aRoute, aSecret, HTTP, refusal, SCALING, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';

test('is everything that a user-facing program needs beside its route', () => {
  const chart = Testing.chart();
  const port = Port.http(8080);

  new BlogRollout(chart, 'Api', {
    name: 'api',
    namespace: SHOP,
    image: anImage('ghcr.io/acme/api:v1', 'ghcr-secret'),
    port,
    resources: SMALL,
    probes: { readiness: httpGet(port, '/ready') },
    scaling: SCALING,
    spread: 'soft',
    canary: [{ weight: 10, pause: Duration.seconds(30) }],
  });

  const selector = { matchLabels: { app: 'api' } };
  const metadata = (name: string) => ({ name, namespace: 'shop' });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: metadata('api'),
      spec: {
        selector,
        strategy: { canary: { dynamicStableScale: true, steps: [{ setWeight: 10 }, { pause: { duration: '30s' } }] } },
        template: {
          metadata: { labels: { app: 'api' } },
          spec: {
            automountServiceAccountToken: false,
            imagePullSecrets: [{ name: 'ghcr-secret' }],
            containers: [
              {
                name: 'api',
                image: 'ghcr.io/acme/api:v1',
                ports: [{ name: 'http', containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 10 },
                resources: SMALL_JSON,
                volumeMounts: [],
              },
            ],
            topologySpreadConstraints: [
              { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('api-service'),
      spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
    },
    expect.objectContaining({ kind: 'HorizontalPodAutoscaler', metadata: metadata('api-hpa') }),
    expect.objectContaining({ kind: 'VerticalPodAutoscaler', metadata: metadata('api-vpa') }),
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadata('api-pdb'), spec: { minAvailable: 1, selector } },
  ]);
});

/** Pod template of the one Rollout. */
function template(props: Parameters<typeof aRollout>[1]): {
  metadata: unknown;
  spec: { containers: [Record<string, unknown>]; volumes?: unknown };
} {
  const chart = Testing.chart();
  aRollout(chart, props);
  return Testing.kind(chart, 'Rollout')[0]?.['spec'].template;
}

test('shifts its weights where its route says', () => {
  const chart = Testing.chart();
  aRoute(chart, { rollout: aRollout(chart), virtualService: 'api-routes', destinationRule: 'api-rule' });

  const strategy: unknown = Testing.kind(chart, 'Rollout')[0]?.['spec'].strategy.canary.trafficRouting;

  expect(strategy).toEqual({
    istio: {
      virtualService: { name: 'api-routes', routes: ['primary'] },
      destinationRule: { name: 'api-rule', stableSubsetName: 'stable', canarySubsetName: 'canary' },
    },
  });
});

test('a ConfigMap of its own becomes files, and a change of it starts new pods', () => {
  const config = { name: 'api-config', data: { 'a.conf': 'x' }, files: { '/etc/a.conf': 'a.conf' } };

  const { metadata, spec } = template({ config });

  expect(metadata).toEqual({ labels: { app: 'api' }, annotations: { 'slipway.dev/config.api-config': expect.any(String) as string } });
  expect(spec.volumes).toEqual([{ name: 'api-config', configMap: { name: 'api-config' } }]);
  expect(spec.containers[0]).toMatchObject({
    volumeMounts: [{ name: 'api-config', mountPath: '/etc/a.conf', subPath: 'a.conf', readOnly: true }],
  });
  expect(spec.containers[0]).not.toHaveProperty('envFrom');
});

test('… or environment variables, beside those that are stated one by one', () => {
  const { spec } = template({
    config: { name: 'api-config', data: { URL: 'x' } },
    env: { PASSWORD: new SecretKey(aSecret('db-secret', 'root'), 'root') },
  });

  expect(spec.containers[0]).toMatchObject({
    envFrom: [{ configMapRef: { name: 'api-config' } }],
    env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'root' } } }],
  });
});

test('autoscalers own the number of pods: none is written (D-05)', () => {
  const chart = Testing.chart();
  aRollout(chart);

  expect(Testing.kind(chart, 'Rollout')[0]?.['spec']).not.toHaveProperty('replicas');
});

test('with a route it stands', () => {
  const chart = Testing.chart();
  aRoute(chart, { rollout: aRollout(chart) });

  expect(Testing.problems(chart)).toEqual([]);
});

test('without a route its weights would move nobody', () => {
  const chart = Testing.chart();
  aRollout(chart);

  expect(Testing.problems(chart)).toEqual([
    'Rollout api has canary weights and no route that could move them: every step would send users nowhere new. Add an IstioCanaryRoute.',
  ]);
});

test('refuses a disruption budget that lets no pod go', () => {
  const chart = Testing.chart();
  aRoute(chart, { rollout: aRollout(chart, { minAvailable: 2 }) });

  expect(Testing.problems(chart)).toEqual([
    'a disruption budget of 2 pods with 2 at rest blocks every node drain. Keep it below the minimum.',
  ]);
});

test('two routes would each move weights that the other does not know', () => {
  const chart = Testing.chart();
  const rollout = aRollout(chart);
  aRoute(chart, { rollout });

  const second = () =>
    rollout.routeThrough({ virtualService: 'other', route: 'primary', destinationRule: 'other', subsets: { stable: 'a', canary: 'b' } });

  expect(second).toThrow(new Error('test/api is already routed through VirtualService api-routes'));
});

test.each([
  [
    'a namespace without injection',
    { namespace: { ...SHOP, injection: false } },
    'test/api: api wants a sidecar, namespace shop has no injection: its pods would start outside the mesh, unseen by its policies. Switch injection on for the namespace, or declare the workload outside the mesh.',
  ],
  [
    'a canary without steps',
    { canary: [] },
    'test/api: the canary has no step: every release would reach all users at once. Name at least one weight with a pause.',
  ],
  [
    'a file that no key holds',
    { config: { name: 'c', data: { a: '' }, files: { '/b': 'b' } } },
    'test/api/Config: ConfigMap c has no key "b". Use one of a.',
  ],
])('refuses %s', (_, props, message) => {
  expect(refusal(() => aRollout(Testing.chart(), props))).toBe(message);
});

test('a Service endpoint leads to its port', () => {
  const rollout = aRollout(Testing.chart());

  expect(rollout.http).toEqual({ peer: rollout, port: HTTP, service: 'api-service' });
});
