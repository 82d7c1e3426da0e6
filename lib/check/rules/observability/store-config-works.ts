import { indexPeriods, lokiConfig } from '../../charts/settings-loki.ts';
import { mimirFileFaults } from '../../observability/mimir-files.ts';
import { partPath } from '../../observability/shapes.ts';
import { keyFaults } from '../../observability/store-keys.ts';
import { podFaults } from '../../observability/store-pods.ts';
import { numberFaults, timeFaults } from '../../observability/store-times.ts';
import { runningStores, type RunningStore } from '../../observability/stores.ts';
import { at, fieldsAt, fields, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const storeConfigWorks = defineRule({
  id: 'store-config-works',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'A configuration of Loki, Tempo or Mimir is one with which its version starts, listens where its pod says, and takes data.',
  source: 'https://grafana.com/docs/loki/latest/configure/; https://grafana.com/docs/tempo/latest/configuration/',
  *check(manifest, world) {
    yield* mimirFileFaults(manifest, world);
    for (const store of runningStores(world, manifest)) {
      const { kind, shape, version } = store;
      if (kind === 'loki') {
        const content = fields(shape.content);
        const values = { loki: { ...content, schemaConfig: content['schema_config'], storage: { type: 'filesystem' } } };
        for (const fault of (version[0] ?? 0) >= 3 ? lokiConfig(values) : indexPeriods(values)) {
          const message = fault.message.replaceAll('loki.', '');
          yield { ...fault, path: partPath(shape), message, fix: fault.fix.replaceAll('loki.', '') };
        }
      }
      yield* keyFaults(store);
      yield* timeFaults(store);
      yield* numberFaults(store);
      yield* bucket(store);
      yield* podFaults(store, world);
    }
  },
});

function* bucket({ kind, shape }: RunningStore): Iterable<Issue> {
  const store = textAt(itemsAt(shape.content, 'schema_config.configs').at(-1), 'object_store') ?? '';
  const cloud = { s3: ['aws', 's3'], aws: ['aws', 's3'], gcs: ['gcs'], azure: ['azure'] }[store];
  if (kind !== 'loki' || cloud === undefined) return;
  const set = ['storage_config', 'common.storage', 'storage_config.object_store'].some((place) =>
    cloud.some((name) => at(shape.content, `${place}.${name}`) !== undefined),
  );
  if (set) return;
  const other = Object.keys(fieldsAt(shape.content, 'common.storage'))[0] ?? Object.keys(fieldsAt(shape.content, 'storage_config'))[0];
  yield {
    path: partPath(shape),
    message: `the schema keeps chunks in ${store}, and no ${cloud.map((name) => `storage_config.${name}`).join(' or ')} says where${other === undefined ? '' : `; there is ${other}`}`,
    why: 'No bucket is known: Loki does not start, or cannot write a chunk.',
    fix: other === 'filesystem' ? 'Set object_store: filesystem.' : `Add storage_config.${cloud[0] ?? ''}.`,
  };
}
