import { Flows } from './flow.ts';
import { NginxExporter } from './nginx-exporter.ts';
import { Port } from './port.ts';
import { anImage, aPeer, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { readOnly, unprivileged } from './security.ts';

const source = { peer: aPeer('web', 'shop'), port: Port.http(80), service: 'web-service' };

test('reads the status page of an nginx from a pod of its own', () => {
  const chart = Testing.chart();

  new NginxExporter(chart, 'Exporter', {
    namespace: SHOP,
    image: anImage('nginx/nginx-prometheus-exporter:1.4.2'),
    resources: SMALL,
    source,
    statusPath: '/stub_status',
    scrapedBy: aPeer('prometheus', 'monitoring'),
  });

  const probe = { httpGet: { path: '/', port: 'http-metrics' }, periodSeconds: 10 };
  const labels = { app: 'nginx-exporter' };
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'nginx-exporter', namespace: 'shop' },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { 'sidecar.istio.io/inject': 'false' } },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'nginx-exporter',
                image: 'nginx/nginx-prometheus-exporter:1.4.2',
                args: ['--nginx.scrape-uri=http://web-service:80/stub_status'],
                ports: [{ name: 'http-metrics', containerPort: 9113 }],
                livenessProbe: probe,
                readinessProbe: probe,
                resources: SMALL_JSON,
                securityContext: readOnly(unprivileged()),
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'nginx-exporter', namespace: 'shop' },
      spec: { selector: labels, ports: [{ name: 'http-metrics', port: 9113, targetPort: 'http-metrics' }] },
    },
  ]);
});

test('declares both its flows', () => {
  const chart = Testing.chart();
  const scraper = aPeer('prometheus', 'monitoring');

  const exporter = new NginxExporter(chart, 'Exporter', {
    name: 'site-exporter',
    namespace: SHOP,
    image: anImage(),
    resources: SMALL,
    source,
    statusPath: '/',
    scrapedBy: scraper,
  });

  expect(Flows.of(chart).all).toEqual([
    { kind: 'pod', from: exporter, to: source },
    { kind: 'pod', from: scraper, to: exporter.metrics },
  ]);
  expect(exporter.metrics).toEqual({ peer: exporter, port: Port.http(9113, 'metrics'), service: 'site-exporter' });
});
