import { ownValuesBelow } from '../../charts/own-values.ts';
import { merged } from '../../merged.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { at, fields, join, textAt, type Fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { chartValuesOf } from '../../security/chart-values.ts';

/** Charts that keep data, and the values under which they are told not to. */
const KEEPERS: Readonly<Record<string, readonly string[]>> = {
  elasticsearch: ['persistence', 'master.persistence', 'data.persistence'],
  harbor: ['persistence'],
  jenkins: ['persistence'],
  kafka: ['persistence', 'controller.persistence', 'broker.persistence'],
  loki: ['singleBinary.persistence', 'write.persistence'],
  mariadb: ['primary.persistence'],
  minio: ['persistence'],
  mongodb: ['persistence'],
  mysql: ['primary.persistence'],
  postgresql: ['primary.persistence', 'persistence'],
  'postgresql-ha': ['postgresql.persistence', 'persistence'],
  prometheus: ['server.persistentVolume'],
  rabbitmq: ['persistence'],
  vault: ['server.dataStorage'],
};

/** What they keep is a pity to lose; whoever switches the volume off has decided so. */
const TELEMETRY: ReadonlySet<string> = new Set(['loki', 'prometheus']);

export const chartDataPersistent = defineRule({
  id: 'chart-data-persistent',
  severity: 'warning',
  kinds: [...HELM_KINDS, 'monitoring.coreos.com/v1/Prometheus'],
  asks: 'Charts of databases, queues and stores are not told to do without a volume, and Prometheus gets one.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; https://prometheus-operator.dev/docs/platform/storage/',
  *check(manifest, world) {
    const why = 'What it keeps is gone with its next restart, and nothing says so: it starts empty and looks healthy.';
    if (manifest.object.kind === 'Prometheus') {
      if (at(manifest.object, 'spec.storage') !== undefined || world.isProvided(manifest)) return;
      yield { path: 'spec.storage', message: 'Prometheus has no storage', why, fix: 'Add spec.storage.volumeClaimTemplate.' };
      return;
    }
    for (const { chart, path, values } of chartValuesOf(manifest)) {
      for (const place of KEEPERS[chart ?? ''] ?? []) {
        if (at(values, `${place}.enabled`) !== false) continue;
        yield {
          path: `${path}.${place}.enabled`,
          ...(TELEMETRY.has(chart ?? '') ? { severity: 'info' as const } : {}),
          message: `${chart ?? ''} is told to keep its data in the container`,
          why,
          fix: 'Remove it: the chart claims a volume by itself.',
        };
      }
      const whole = fields(merged(ownValuesBelow(manifest, world), values));
      if (chart === 'kube-prometheus-stack' && wantsServer(whole) && at(whole, 'prometheus.prometheusSpec.storageSpec') === undefined) {
        const place = join(join(path, 'prometheus'), 'prometheusSpec');
        yield {
          path: place,
          message: 'Prometheus of kube-prometheus-stack has no storageSpec',
          why,
          fix: 'Add prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.',
        };
      }
    }
  },
});

/** Unit: seconds. */
const DAY = 86_400;

/** Values that are about Prometheus at all, and want a server that keeps what it reads. */
function wantsServer(values: Fields): boolean {
  const spec = at(values, 'prometheus.prometheusSpec');
  const days = (durationSeconds(textAt(spec, 'retention')) ?? DAY) / DAY;
  return (
    spec !== undefined &&
    // Some hours may be lost; of weeks without a volume, retention-enforced tells.
    days >= 1 &&
    days < 7 &&
    at(values, 'prometheus.enabled') !== false &&
    at(values, 'prometheus.agentMode') !== true &&
    textAt(spec, 'mode') !== 'Agent'
  );
}
