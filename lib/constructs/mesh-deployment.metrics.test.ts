import { MeshDeployment } from './mesh-deployment.ts';
import { httpGet } from './probe.ts';
import { anImage, HTTP, SHOP, SMALL, Testing } from './testing.ts';

test('metrics of the program are told by the sidecar, on a port that the Service leads to', () => {
  const chart = Testing.chart();

  new MeshDeployment(chart, 'Orders', {
    name: 'orders',
    namespace: SHOP,
    image: anImage('acme/orders:v1'),
    port: HTTP,
    probes: { readiness: httpGet(HTTP, '/health') },
    resources: SMALL,
    replicas: 2,
    metrics: '/metrics',
  });

  expect(Testing.kind(chart, 'Deployment')[0]?.['spec'].template.metadata.annotations).toEqual({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '8080',
    'prometheus.io/path': '/metrics',
  });
  expect(Testing.kind(chart, 'Service')).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
      spec: {
        selector: { app: 'orders' },
        ports: [
          { name: 'http', port: 8080, targetPort: 'http' },
          { name: 'http-merged', port: 15020, targetPort: 15020 },
        ],
      },
    },
  ]);
});
