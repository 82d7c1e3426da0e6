import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import { valuesAt } from '../../testing.ts';
import { isManagement } from '../security/peers.ts';
import { installedOn, type Made, madeFleet, theOne } from '../testing.ts';
import { askedOfWorkers, ROWS } from './testing-sizes.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt') as Made;
const APPS = FLEET.filter(({ cluster }) => !isManagement(cluster));

interface Bounds {
  readonly requests: { cpu: string; memory: string };
  readonly limits: { cpu: string; memory: string };
}

function written({ requests, limits }: Bounds): readonly [string, string] {
  return [`${requests.cpu}/${requests.memory}`, `${limits.cpu}/${limits.memory}`];
}

function valuesOf(cluster: string, component: string): KubeObject['spec'] {
  return installedOn(FLEET, cluster).get(component)?.values;
}

test('everything with a row in section 18 asks for what it says there, Thanos in each process', () => {
  const thanos = ['receive', 'query', 'store'].map((name) =>
    written(theOne(MGMT, 'Deployment', `thanos-${name}`)['spec'].template.spec.containers[0].resources),
  );

  expect(thanos).toEqual([ROWS['thanos'], ROWS['thanos'], ROWS['thanos']]);
  expect({
    vault: written(valuesOf('mgmt', 'vault').server.resources),
    prometheus: written(valuesOf('mgmt', 'kube-prometheus-stack').prometheus.prometheusSpec.resources),
    loki: written(valuesOf('mgmt', 'loki').singleBinary.resources),
    grafana: written(valuesOf('mgmt', 'kube-prometheus-stack').grafana.resources),
  }).toEqual({ vault: ROWS['vault'], prometheus: ROWS['prometheus'], loki: ROWS['loki'], grafana: ROWS['grafana'] });
  for (const { cluster } of APPS)
    expect(written(valuesOf(cluster.name, 'kube-prometheus-stack').prometheus.prometheusSpec.resources)).toEqual(ROWS['agent']);
  for (const { cluster } of FLEET) expect(written(valuesOf(cluster.name, 'promtail').resources)).toEqual(ROWS['promtail']);
});

test('the five single processes of mgmt ask for 600m and 1408Mi together', () => {
  const rows = ['vault', 'prometheus', 'thanos', 'loki', 'grafana'].map((name) => (ROWS[name]?.[0] ?? '').split('/'));

  expect(rows.map(([cpu = '']) => Quantity.parse(cpu)).reduce((sum, each) => sum.plus(each)).text).toBe('600m');
  expect(rows.map(([, memory = '']) => Quantity.parse(memory)).reduce((sum, each) => sum.plus(each)).text).toBe('1408Mi');
});

/** Where each chart takes the resources of its containers that have no row. */
const WITHOUT_ROW: Readonly<Record<string, readonly string[]>> = {
  'kube-prometheus-stack': [
    'prometheusOperator.resources',
    'prometheusOperator.prometheusConfigReloader.resources',
    'prometheus-node-exporter.resources',
    'kube-state-metrics.resources',
  ],
  'metrics-server': ['resources'],
  'vertical-pod-autoscaler': [
    'recommender.resources',
    'updater.resources',
    'admissionController.resources',
    'admissionController.certGen.resources',
  ],
};

test.each(FLEET)('every other container of $cluster.name states what it asks for and may use, too (section 18)', ({ cluster, objects }) => {
  const management = isManagement(cluster);
  const more = { 'kube-prometheus-stack': ['alertmanager.alertmanagerSpec.resources', 'prometheus.prometheusSpec.thanos.resources'] };
  const paths = Object.entries(WITHOUT_ROW).flatMap(([name, all]) =>
    [...all, ...(management ? ((more as Record<string, string[]>)[name] ?? []) : [])].map((path) => ({ name, path })),
  );
  const stated = paths.map(({ name, path }) => [name, path, valuesAt(valuesOf(cluster.name, name), { [path]: 0 })[path]]);
  const own = objects
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ metadata, spec }) =>
      (spec.template.spec.containers as { resources: unknown }[]).map(({ resources }) => [metadata.name, 'own', resources]),
    );
  const analyses = objects.filter(({ kind }) => kind === 'K8sGPT').map(({ metadata, spec }) => [metadata.name, 'own', spec.resources]);

  const four = { cpu: expect.stringMatching(/^\d/) as string, memory: expect.stringMatching(/^\d/) as string };
  for (const [name, path, resources] of [...stated, ...own, ...analyses])
    expect([name, path, resources]).toEqual([name, path, { requests: four, limits: four }]);
});

test.each(FLEET)('what runs on the worker of $cluster.name asks for less than 85 % of its memory (section 18)', (made) => {
  const memory = made.cluster.nodes.filter(({ role }) => role === 'worker').map((node) => node.memory.toNumber());

  const share = askedOfWorkers(made, FLEET, 'memory') / memory.reduce((a, b) => a + b, 0);

  expect(share).toBeGreaterThan(0.2); // something was counted
  expect(share).toBeLessThan(0.85);
});

test.each(FLEET)('what runs on the worker of $cluster.name finds room on its cores', (made) => {
  const cores = made.cluster.nodes.filter(({ role }) => role === 'worker').map((node) => node.cpu.toNumber());

  expect(askedOfWorkers(made, FLEET, 'cpu')).toBeLessThanOrEqual(cores.reduce((a, b) => a + b, 0));
});
