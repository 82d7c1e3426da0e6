import { Duration } from '../../../lib/values/duration.ts';
import { valuesAt } from '../../testing.ts';
import { installedOn, madeFleet } from '../testing.ts';

const FLEET = madeFleet();
const LOKI = installedOn(FLEET, 'mgmt').get('loki');

test('Loki is one process on files, without the caches that would not fit the worker (section 14, M21)', () => {
  const expected = {
    'singleBinary.replicas': 1,
    'singleBinary.persistence.size': '30Gi',
    'singleBinary.persistence.storageClass': 'local-path',
    'loki.storage.type': 'filesystem',
    'loki.commonConfig.replication_factor': 1,
    'loki.auth_enabled': false,
    'chunksCache.enabled': false,
    'resultsCache.enabled': false,
  };

  expect(valuesAt(LOKI?.values, expected)).toEqual(expected);
  expect(LOKI?.source).toMatchObject({ chart: 'loki', helm: { releaseName: 'loki' } }); // not loki-stack; the release names the Service
});

test('Loki deletes what is older than 168 h, and not before: it needs both the limit and the compactor', () => {
  const { limits_config: limits, compactor } = LOKI?.values['loki'] ?? {};

  expect(limits.retention_period).toBe('168h');
  expect(Duration.parse(limits.reject_old_samples_max_age).compare(Duration.hours(168))).toBeGreaterThanOrEqual(0);
  expect(compactor).toEqual({ retention_enabled: true, delete_request_store: 'filesystem' });
});

test('Loki says in which form it stores', () => {
  expect(LOKI?.values['loki'].schemaConfig.configs).toHaveLength(1);
});

test('Loki is a Service of the whole mesh, under the name of the port that the stubs have (6.1)', () => {
  const mgmt = FLEET.find(({ cluster }) => cluster.name === 'mgmt');
  const service = mgmt?.provided.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'loki');

  expect(LOKI?.values['loki'].serviceAnnotations).toEqual({ 'service.cilium.io/global': 'true' });
  expect(service?.['spec'].ports[0]).toMatchObject({ name: 'http-metrics', port: 3100 });
});

describe.each(FLEET)('on $cluster.name', ({ cluster }) => {
  const values = installedOn(FLEET, cluster.name).get('promtail')?.values;
  const [client] = values?.['config'].clients ?? [];

  test('Promtail sends to Loki by the name that all clusters have for it, and says which it is (M22)', () => {
    expect(client).toMatchObject({ url: 'http://loki.monitoring.svc:3100/loki/api/v1/push', external_labels: { cluster: cluster.name } });
  });

  test('Promtail tries for ever, or 2.7 h at least (L15)', () => {
    const { max_retries: retries, max_period: period } = client.backoff_config;

    expect(retries === 0 || retries * Duration.parse(period).seconds >= 2.7 * 3600).toBe(true);
  });

  test('Promtail remembers where it was, in a folder of the node that outlives a restart (L15)', () => {
    const { filename } = values?.['config'].positions ?? {};
    const volumes = values?.['defaultVolumes'] as { name: string; hostPath: { path: string } }[];
    const mounts = values?.['defaultVolumeMounts'] as { name: string; mountPath: string; readOnly?: boolean }[];
    const mount = mounts.find(({ mountPath }) => filename.startsWith(`${mountPath}/`));

    expect(filename).not.toMatch(/^\/(?:tmp|run)\//);
    expect(mount?.readOnly).toBeUndefined();
    expect(volumes.find(({ name }) => name === mount?.name)?.hostPath.path).toBe(mount?.mountPath);
  });

  test('Promtail is in monitoring, where baseline does not forbid it the folders of the node', () => {
    expect(installedOn(FLEET, cluster.name).get('promtail')?.destination.namespace).toBe('monitoring');
  });
});
