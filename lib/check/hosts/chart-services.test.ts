import { check } from '../check.ts';
import { documentObject } from '../document.ts';
import type { KubeObject } from '../../manifest/manifest.ts';
import { defineRule } from '../rule.ts';
import { servicePorts } from '../services.ts';
import { kube } from '../testing.ts';
import { chartService, chartsLack } from './chart-services.ts';

/** What the table says of a Service: its ports, `perhaps`, or that it is not there. */
function asked(tree: readonly KubeObject[], namespace: string, name: string): string {
  let answer = '';
  const rule = defineRule({
    id: 'ask',
    severity: 'info',
    kinds: 'all',
    asks: 'What is there.',
    source: 'here',
    check: (_, world) => {
      const service = chartService(world, namespace, name);
      answer =
        service !== undefined
          ? `ports ${servicePorts(service.object)
              .map(({ port }) => port)
              .join(' ')}`
          : chartsLack(world, namespace, name)
            ? 'missing'
            : 'perhaps';
      return [];
    },
  });
  check(
    tree.map((object) => ({ object })),
    { rules: [rule] },
  );
  return answer;
}

const application = (chart: string, name: string, valuesObject: object = {}, targetRevision = '1.0.0'): KubeObject =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name },
    { spec: { source: { chart, targetRevision, helm: { valuesObject } }, destination: { namespace: 'x' } } },
  );

const bitnami = (chart: string, valuesObject: object = {}): KubeObject =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart },
    {
      spec: {
        source: { chart, repoURL: 'https://charts.bitnami.com/bitnami', targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace: 'x' },
      },
    },
  );

test.each([
  ['the release has the chart in its name', application('grafana', 'grafana'), 'grafana', 'ports 80'],
  ['it has not', application('grafana', 'show'), 'show-grafana', 'ports 80'],
  ['a name of its own', application('grafana', 'show', { fullnameOverride: 'panels', service: { port: 3000 } }), 'panels', 'ports 3000'],
  ['the stack', application('kube-prometheus-stack', 'kps'), 'kps-kube-prometheus-stack-prometheus', 'ports 9090 8080'],
  ['its Grafana', application('kube-prometheus-stack', 'kps'), 'kps-grafana', 'ports 80'],
  [
    'a part that is switched off',
    application('kube-prometheus-stack', 'kps', { alertmanager: { enabled: false } }),
    'kps-kube-prometheus-stack-alertmanager',
    'missing',
  ],
  ['a name that it never makes', application('kube-prometheus-stack', 'kps'), 'alertmanager', 'missing'],
  ['a part that is not switched on', application('falco', 'falco'), 'falco-falcosidekick-ui', 'missing'],
  ['Jaeger 3', application('jaeger', 'jaeger', {}, '3.4.1'), 'jaeger-query', 'ports 80 16685 16687'],
  ['Jaeger 4', application('jaeger', 'jaeger', {}, '4.1.0'), 'jaeger-query', 'missing'],
  ['a Loki without its gateway', application('loki', 'loki', { gateway: { enabled: false } }, '6.25.1'), 'loki-gateway', 'missing'],
  ['its gateway', application('loki', 'loki', {}, '6.25.1'), 'loki-gateway', 'ports 80'],
  ["Redis of Bitnami, which has no Service of the chart's name", bitnami('redis'), 'redis', 'missing'],
  ['its master', bitnami('redis'), 'redis-master', 'ports 6379'],
  ['with sentinels it has one', bitnami('redis', { sentinel: { enabled: true } }), 'redis', 'ports 6379 26379'],
  ['PostgreSQL', bitnami('postgresql'), 'postgresql', 'ports 5432'],
  ['PostgreSQL with replicas', bitnami('postgresql', { architecture: 'replication' }), 'postgresql', 'missing'],
  ['a Redis of somebody else', application('redis', 'redis'), 'redis', 'perhaps'],
  ['Vault', application('vault', 'vault'), 'vault', 'ports 8200 8201'],
  ["MinIO's console", application('minio', 'minio', { consoleService: { port: '9090' } }), 'minio-console', 'ports 9090'],
  ['a port that Alloy is given', application('alloy', 'alloy', { alloy: { extraPorts: [{ port: 4317 }] } }), 'alloy', 'ports 12345 4317'],
  ['an ingress controller', application('ingress-nginx', 'edge'), 'edge-ingress-nginx-controller', 'ports '],
  ['a chart that is not in the table', application('acme', 'acme'), 'anything', 'perhaps'],
  [
    'a HelmRelease',
    kube(
      'helm.toolkit.fluxcd.io/v2/HelmRelease',
      { name: 'redis', namespace: 'x' },
      { spec: { chart: { spec: { chart: 'metrics-server' } } } },
    ),
    'redis-metrics-server',
    'ports 443',
  ],
  [
    'a script',
    documentObject('Script', 's', { text: 'helm upgrade --install graf \\\n grafana/grafana -n x' }),
    'graf-grafana',
    'ports 80',
  ],
  ['a values file', documentObject('HelmValues', 'v', { values: {}, chart: 'grafana', release: 'g' }, 'x'), 'g-grafana', 'ports 80'],
])('knows the Services of a chart: %s', (_, object, name, expected) => {
  expect(asked([object], 'x', name)).toBe(expected);
});

test('values of a file, a text and parameters are laid over each other', () => {
  const object = kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'graf' },
    {
      spec: {
        source: {
          chart: 'grafana',
          targetRevision: '1.0.0',
          helm: {
            releaseName: 'g',
            valueFiles: ['$values/g.yaml'],
            values: 'service: {port: 81}\nfullnameOverride: panels\n',
            parameters: [{ name: 'service.port', value: '82' }],
          },
        },
        destination: { namespace: 'x' },
      },
    },
  );
  const file = documentObject(
    'HelmValues',
    'g',
    { values: { fullnameOverride: 'boards', service: { port: 80 } }, chart: 'grafana', release: 'g' },
    'x',
  );

  expect([asked([object, file], 'x', 'panels'), asked([object, file], 'x', 'boards')]).toEqual(['ports 82', 'missing']);
});

test.each([
  ['a file that was not read', { valueFiles: ['$values/g.yaml'] }],
  ['an OCI chart of Flux', undefined],
])('says less about a release with %s', (_, helm) => {
  const object =
    helm === undefined
      ? kube(
          'helm.toolkit.fluxcd.io/v2/HelmRelease',
          { name: 'g', namespace: 'x' },
          { spec: { chartRef: { kind: 'OCIRepository', name: 'g' } } },
        )
      : kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'g' },
          { spec: { source: { chart: 'grafana', helm }, destination: { namespace: 'x' } } },
        );

  expect(asked([object], 'x', 'anything')).toBe('perhaps');
});
