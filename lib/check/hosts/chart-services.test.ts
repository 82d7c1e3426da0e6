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
