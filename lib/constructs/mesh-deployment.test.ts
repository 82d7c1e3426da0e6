import type { Chart } from 'cdk8s';
import { Resources } from '../values/resources.ts';
import { ConfigData } from './config-data.ts';
import { MeshDeployment, type MeshDeploymentProps } from './mesh-deployment.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { anImage, HTTP, refusal, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';

function deployment(chart: Chart, props: Partial<MeshDeploymentProps> = {}): MeshDeployment {
  return new MeshDeployment(chart, 'Orders', {
    name: 'orders',
    namespace: SHOP,
    image: anImage('acme/orders:v1'),
    port: HTTP,
    probes: { readiness: httpGet(HTTP, '/health') },
    resources: SMALL,
    replicas: 2,
    ...props,
  });
}

const metadata = { name: 'orders', namespace: 'shop' };
const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false };
const container = {
  name: 'orders',
  image: 'acme/orders:v1',
  ports: [{ name: 'http', containerPort: 8080 }],
  resources: SMALL_JSON,
  readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10 },
};
const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { ...metadata, name: 'orders-pdb' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'orders' } } },
};

test('is a Deployment, its Service and account, and a budget for its pods', () => {
  const chart = Testing.chart();

  const orders = deployment(chart);

  expect(orders.server).toEqual({ peer: orders, port: HTTP, service: 'orders' });
  expect(Testing.synth(chart)).toEqual([
    account,
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'orders' } },
        template: {
          metadata: { labels: { app: 'orders' } },
          spec: { serviceAccountName: 'orders', automountServiceAccountToken: false, containers: [container] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: { app: 'orders' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
    },
    budget,
  ]);
});

test('an autoscaler owns the number of pods, so the Deployment states none (D-05)', () => {
  const chart = Testing.chart();

  deployment(chart, { deployment: 'orders-deployment', replicas: { replicas: { min: 2, max: 5 }, cpuUtilization: 70 } });

  const [, resource, , ...others] = Testing.synth(chart);
  expect(Object.keys(resource?.['spec'] as object)).toEqual(['selector', 'template']);
  expect(others).toEqual([
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { ...metadata, name: 'orders-hpa' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders-deployment' },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      },
    },
    budget,
  ]);
});

test('Deployment and Service may have names of their own, labels follow the workload', () => {
  const chart = Testing.chart();

  const orders = deployment(chart, { deployment: 'orders-deployment', service: 'orders-service' });

  const names = Testing.synth(chart).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
  expect(names).toEqual([
    'ServiceAccount orders',
    'Deployment orders-deployment',
    'Service orders-service',
    'PodDisruptionBudget orders-pdb',
  ]);
  expect(orders.podLabels).toEqual({ app: 'orders' });
  expect(orders.server.service).toBe('orders-service');
});

test('a single pod has no budget, which would hold up every drain or protect nothing', () => {
  const chart = Testing.chart();

  deployment(chart, { replicas: 1 });

  expect(Testing.kind(chart, 'PodDisruptionBudget')).toEqual([]);
});

test('shared variables come from their ConfigMap, and a change of it rolls the pods', () => {
  const template = (level: string): { metadata: { annotations: object }; spec: { containers: { envFrom: unknown }[] } } => {
    const chart = Testing.chart();
    const config = new ConfigData(chart, 'Config', { name: 'app-config', namespace: 'shop', data: { LOG_LEVEL: level } });
    deployment(chart, { variablesFrom: [config] });
    return Testing.kind(chart, 'Deployment')[0]?.['spec'].template;
  };

  const [info, debug] = [template('INFO'), template('DEBUG')];

  expect(info.spec.containers[0]?.envFrom).toEqual([{ configMapRef: { name: 'app-config' } }]);
  expect(Object.keys(info.metadata.annotations)).toEqual(['slipway.dev/config.app-config']);
  expect(info.metadata.annotations).not.toEqual(debug.metadata.annotations);
});

test('where the namespace sets the size of its sidecars, the pods carry all four figures', () => {
  const chart = Testing.chart();
  const sidecar = Resources.of({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } });

  deployment(chart, { namespace: { ...SHOP, sidecar } });

  expect(Testing.kind(chart, 'Deployment')[0]?.['spec'].template.metadata.annotations).toEqual({
    'sidecar.istio.io/proxyCPU': '50m',
    'sidecar.istio.io/proxyMemory': '64Mi',
    'sidecar.istio.io/proxyCPULimit': '200m',
    'sidecar.istio.io/proxyMemoryLimit': '256Mi',
  });
});

test.each<[string, Partial<MeshDeploymentProps>, string]>([
  [
    'a protocol whose server speaks first (L-01)',
    { port: Port.mysql() },
    'test/Orders: orders speaks MySQL, where the server greets first: its sidecar would wait for the client, the client for the greeting, and every connection would time out (L-01). Run it outside the mesh, as LonghornMysql does.',
  ],
  [
    'a namespace that injects no sidecars',
    { namespace: { ...SHOP, injection: false } },
    'test/Orders: orders wants a sidecar, namespace shop has no injection: its pods would start outside the mesh, unseen by its policies. Switch injection on for the namespace, or declare the workload outside the mesh.',
  ],
  ['no pods', { replicas: 0 }, 'test/Orders: replicas is 0, and nobody would answer for the Service. Write a whole number from 1.'],
  ['half a pod', { replicas: 1.5 }, 'test/Orders: replicas is 1.5, and nobody would answer for the Service. Write a whole number from 1.'],
])('refuses %s', (_, props, message) => {
  const chart = Testing.chart();

  const said = refusal(() => deployment(chart, props));

  expect(said).toBe(message);
});

test('the example of its page stands', () => {
  const chart = Testing.chart();

  const port = Port.http(8001);
  const catalog = new MeshDeployment(chart, 'Catalog', {
    name: 'catalog',
    namespace: SHOP,
    image: anImage('acme/catalog:v1'),
    port,
    probes: { readiness: httpGet(port, '/health') },
    resources: Resources.of({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
    replicas: { replicas: { min: 2, max: 5 }, cpuUtilization: 70 },
  });

  expect(catalog.server).toEqual({ peer: catalog, port, service: 'catalog' });
  expect(Testing.problems(chart)).toEqual([]);
});
