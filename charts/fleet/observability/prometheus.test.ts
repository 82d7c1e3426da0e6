import { chart } from '../../../imports/charts/kube-prometheus-stack-88.5.3.ts';
import { valueFaults } from '../../../lib/values/chart-keys.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import { installedOn, madeFleet } from '../testing.ts';
import { isManagement } from '../security/peers.ts';
import { valuesAt } from '../../testing.ts';

const FLEET = madeFleet();
const APPS = FLEET.filter(({ cluster }) => !isManagement(cluster));

function stackOf(cluster: string) {
  const stack = installedOn(FLEET, cluster).get('kube-prometheus-stack');
  if (stack === undefined) throw new Error(`${cluster} has no Prometheus stack`);
  return stack;
}

describe.each(APPS)('on $cluster.name', ({ cluster, objects, provided }) => {
  const { prometheus, ...values } = stackOf(cluster.name).values;
  const [write] = prometheus.prometheusSpec.remoteWrite;

  test('Prometheus is an agent, by the key that the chart has (C2, M16)', () => {
    expect(prometheus.agentMode).toBe(true);
    expect(prometheus.prometheusSpec).not.toHaveProperty('mode');
  });

  test('the key of the guide is none of the chart: Helm would pass over it, and a full server would run (L9, M16)', () => {
    const { unknown } = valueFaults(chart, { prometheus: { prometheusSpec: { mode: 'Agent' } } });

    expect(unknown.map(({ path }) => path)).toEqual(['prometheus.prometheusSpec.mode']);
  });

  test('its log is on a volume, and holds as long as Prometheus has it hold (C2)', () => {
    const { spec } = prometheus.prometheusSpec.storageSpec.volumeClaimTemplate;

    expect(spec).toEqual({ storageClassName: 'local-path', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } });
    expect(JSON.stringify(prometheus)).not.toMatch(/retention|"medium"/);
  });

  test('nothing there evaluates, tells, shows or stores (L11, M17)', () => {
    expect(valuesAt(values, { 'alertmanager.enabled': 0, 'grafana.enabled': 0, 'defaultRules.create': 0 })).toEqual({
      'alertmanager.enabled': false,
      'grafana.enabled': false,
      'defaultRules.create': false,
    });
    const servers = [...objects, ...provided].filter(
      ({ kind, metadata }) =>
        ['PrometheusRule', 'Alertmanager', 'ThanosRuler'].includes(kind) ||
        (kind !== 'Service' && kind !== 'CiliumNetworkPolicy' && /^(?:grafana|loki|alertmanager|thanos)/.test(metadata.name)),
    );
    expect(servers).toEqual([]);
    expect([...installedOn(FLEET, cluster.name).keys()].filter((name) => /^(?:loki|thanos|grafana)/.test(name))).toEqual([]);
  });

  test('samples are sent to Thanos by the name that all clusters have for it (section 14, M8)', () => {
    expect(write.url).toBe('http://thanos-receive.monitoring.svc:19291/api/v1/receive');
  });

  test('what waits in memory for the receiver is at most half of what the agent may use (L14)', () => {
    const { capacity, maxShards, maxBackoff } = write.queueConfig;
    const limit = Quantity.parse(prometheus.prometheusSpec.resources.limits.memory).toNumber();

    expect({ capacity, maxBackoff }).toEqual({ capacity: 10_000, maxBackoff: '5m' });
    expect(capacity * maxShards * 512).toBeLessThanOrEqual(limit / 2);
    expect(capacity * 50 * 512).toBeGreaterThan(limit / 2); // the guide's figure
  });
});

test('each cluster says in every sample and line which one it is (L12)', () => {
  const told = FLEET.map(({ cluster: { name } }) => [
    stackOf(name).values['prometheus'].prometheusSpec.externalLabels.cluster,
    installedOn(FLEET, name).get('promtail')?.values.config.clients[0].external_labels.cluster,
  ]);

  expect(told).toEqual([
    ['app1', 'app1'],
    ['app2', 'app2'],
    ['mgmt', 'mgmt'],
  ]);
});

describe('on mgmt', () => {
  const { values, object } = stackOf('mgmt');
  const { prometheusSpec } = values['prometheus'];

  test('Prometheus keeps 15 days on 20Gi of local-path, and its sidecar carries blocks to the bucket (section 14)', () => {
    expect(
      valuesAt(prometheusSpec, {
        retention: 0,
        'storageSpec.volumeClaimTemplate.spec.storageClassName': 0,
        'storageSpec.volumeClaimTemplate.spec.resources.requests.storage': 0,
        'thanos.objectStorageConfig.existingSecret': 0,
      }),
    ).toEqual({
      retention: '15d',
      'storageSpec.volumeClaimTemplate.spec.storageClassName': 'local-path',
      'storageSpec.volumeClaimTemplate.spec.resources.requests.storage': '20Gi',
      'thanos.objectStorageConfig.existingSecret': { name: 'thanos-objstore', key: 'config.yaml' },
    });
  });

  test('it has a sidecar and writes to nobody: both at once would store each sample twice', () => {
    expect(prometheusSpec.thanos).toBeDefined();
    expect(prometheusSpec).not.toHaveProperty('remoteWrite');
  });

  test('it takes monitors and rules of every Application, not only of its own', () => {
    const selectors = Object.entries(prometheusSpec).filter(([key]) => key.endsWith('SelectorNilUsesHelmValues'));

    expect(Object.fromEntries(selectors)).toEqual({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
    });
  });

  test('Grafana has both sources, its login from Vault, and no volume (10.2, M19, M20)', () => {
    const { grafana } = values as { grafana: Record<string, never> };
    const { admin, persistence, datasources } = grafana as unknown as Record<string, Record<string, unknown>>;
    const sources = (datasources?.['datasources.yaml'] as { datasources: { name: string; url: string }[] }).datasources;

    expect(admin).toEqual({ existingSecret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' });
    expect(persistence).toEqual({ enabled: false });
    expect(JSON.stringify(grafana)).not.toMatch(/adminPassword|anonymous/i);
    expect(sources.map(({ name, url }) => [name, url])).toEqual([
      ['Thanos Query', 'http://thanos-query.monitoring.svc.cluster.local:10902'],
      ['Loki', 'http://loki.monitoring.svc:3100'],
    ]);
  });

  test('Grafana comes back second (15.3)', () => {
    expect(object.metadata.labels).toEqual({ 'platform/recovery': 'P2' });
  });
});

test.each(FLEET)('$cluster.name is scraped where kubeadm lets itself be scraped, and its definitions come first', ({ cluster }) => {
  const { values } = stackOf(cluster.name);
  const hidden = ['kubeControllerManager', 'kubeScheduler', 'kubeEtcd', 'kubeProxy', 'crds'].map((part) => values[part].enabled);
  const shown = ['nodeExporter', 'kubeStateMetrics'].map((part) => values[part].enabled);

  expect({ hidden, shown }).toEqual({ hidden: [false, false, false, false, false], shown: [true, true] });
  expect(installedOn(FLEET, cluster.name).get('prometheus-operator-crds')?.wave).toBe(isManagement(cluster) ? 1 : 101);
});
