import { Quantity } from '../../../lib/values/quantity.ts';
import { installedOn, type Made, madeFleet, ofKind } from '../testing.ts';
import { askedOfWorkers, ROWS } from './testing-sizes.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt') as Made;

const SIZED = FLEET.flatMap((made) => ofKind(made, 'VerticalPodAutoscaler').map((object) => ({ made, object })));

describe('vertical autoscaling (section 17)', () => {
  test('sizes everything with a row in section 18, and the workloads', () => {
    const named = Object.fromEntries(
      FLEET.map((made) => [made.cluster.name, ofKind(made, 'VerticalPodAutoscaler').map(({ metadata }) => metadata.name)]),
    );

    const app = ['podinfo', 'prometheus-agent', 'promtail'];
    const mgmt = ['grafana', 'loki', 'prometheus', 'promtail', 'thanos-query', 'thanos-receive', 'thanos-store', 'vault'];
    expect(named).toEqual({ app1: app, app2: app, mgmt });
  });

  test('resizes in place or replaces, single pods too; a Vault that is replaced would come back sealed', () => {
    for (const { object } of SIZED) {
      const { updateMode, minReplicas } = object['spec'].updatePolicy;
      expect([object.metadata.name, updateMode]).toEqual([
        object.metadata.name,
        object.metadata.name === 'vault' ? 'Off' : 'InPlaceOrRecreate',
      ]);
      expect(minReplicas).toBe(1);
    }
  });

  test('without the beta only replaces, by one switch (ADR-002)', () => {
    const modes = madeFleet({ 'in-place-resize: true': 'in-place-resize: false' })
      .flatMap((made) => ofKind(made, 'VerticalPodAutoscaler'))
      .map(({ spec }) => spec.updatePolicy.updateMode);

    expect([...new Set(modes)].sort()).toEqual(['Off', 'Recreate']);
  });

  test('stays between requests and limits, and leaves the limits alone', () => {
    for (const { object } of SIZED) {
      const [own, others] = object['spec'].resourcePolicy.containerPolicies;
      const row = ROWS[rowOf(object.metadata.name)] ?? ['50m/32Mi', '200m/64Mi'];
      const [least, most] = row.map((text) => text.split('/').map((each) => Quantity.parse(each)));
      expect(`${own.minAllowed.cpu}/${own.minAllowed.memory}`).toBe(row[0]);
      for (const [i, what] of ['cpu', 'memory'].entries()) {
        expect(Quantity.parse(own.maxAllowed[what]).compare(least?.[i] as Quantity)).toBeGreaterThanOrEqual(0);
        expect(Quantity.parse(own.maxAllowed[what]).compare(most?.[i] as Quantity)).toBeLessThanOrEqual(0);
      }
      expect([own.controlledValues, others]).toEqual(['RequestsOnly', { containerName: '*', mode: 'Off' }]);
    }
  });

  test.each(['cpu', 'memory'] as const)('everything at its largest still finds room on the worker of mgmt: %s', (what) => {
    const grown = ofKind(MGMT, 'VerticalPodAutoscaler')
      .filter(({ metadata }) => metadata.name !== 'vault')
      .map(({ spec }) => spec.resourcePolicy.containerPolicies[0])
      .map(({ minAllowed, maxAllowed }) => Quantity.parse(maxAllowed[what]).toNumber() - Quantity.parse(minAllowed[what]).toNumber());
    const worker = MGMT.cluster.nodes.find(({ role }) => role === 'worker');
    const room = { cpu: worker?.cpu.toNumber() ?? 0, memory: (worker?.memory.toNumber() ?? 0) - 100 * 1024 ** 2 }; // the kubelet keeps some

    expect(askedOfWorkers(MGMT, FLEET, what) + grown.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(room[what]);
  });

  test.each(FLEET)('reads what pods use from metrics-server, which takes the kubelets of kubeadm, on $cluster.name', ({ cluster }) => {
    const installed = installedOn(FLEET, cluster.name);

    expect(installed.has('vertical-pod-autoscaler')).toBe(true);
    expect(installed.get('metrics-server')?.values['args']).toEqual(['--kubelet-insecure-tls']);
  });

  test('pods of the Prometheus operator are named by its own object, for the StatefulSet would be refused', () => {
    const kinds = SIZED.filter(({ object }) => object.metadata.name.startsWith('prometheus')).map(
      ({ object }) => object['spec'].targetRef.kind,
    );

    expect(kinds).toEqual(['PrometheusAgent', 'PrometheusAgent', 'Prometheus']);
  });
});

function rowOf(name: string): string {
  if (name.startsWith('thanos')) return 'thanos';
  return name === 'prometheus-agent' ? 'agent' : name;
}
