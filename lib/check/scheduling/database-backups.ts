import type { KubeObject } from '../../manifest/manifest.ts';
import { at, itemsAt, textAt } from '../read.ts';
import { meant, missing, nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';

export const DATABASE = 'postgresql.cnpg.io/v1/Cluster';
const BARMAN = 'barman-cloud.cloudnative-pg.io';
const NOTHING = 'Each backup fails at once: there is nothing to restore from.';

/** What is wrong with a Backup or ScheduledBackup of CloudNativePG. */
export function* backupFaults(object: KubeObject, world: World): Iterable<Issue> {
  yield* scheduleFaults(object);
  const cluster = world.find(DATABASE, object.metadata.namespace ?? '', textAt(object, 'spec.cluster.name') ?? '');
  if (cluster === undefined) return;
  const { name } = cluster.object.metadata;
  const plugins = enabledPlugins(cluster.object).map((each) => each.name);
  const method = textAt(object, 'spec.method');
  if (method === 'plugin') yield* pluginFaults(object, name, plugins);
  else if (method === 'volumeSnapshot' && at(cluster.object, 'spec.backup.volumeSnapshot') === undefined)
    yield {
      path: 'spec.method',
      message: `method is volumeSnapshot, and Cluster ${name} has no backup.volumeSnapshot`,
      why: NOTHING,
      fix: 'Set spec.backup.volumeSnapshot.className on the Cluster.',
    };
  else if ((method ?? 'barmanObjectStore') === 'barmanObjectStore' && at(cluster.object, 'spec.backup.barmanObjectStore') === undefined) {
    const [plugin] = plugins;
    yield plugin === undefined
      ? {
          path: 'spec.cluster.name',
          message: `Cluster ${name} names no object store for its backups`,
          why: NOTHING,
          fix: 'Set spec.backup.barmanObjectStore on the Cluster, or method: volumeSnapshot.',
        }
      : {
          path: 'spec.method',
          message: `method is barmanObjectStore${method === undefined ? ', for none is stated' : ''}, and Cluster ${name} archives by the plugin ${plugin}`,
          why: `${NOTHING} The operator says "no barmanObjectStore section defined on the target cluster".`,
          fix: `Write method: plugin and pluginConfiguration: {name: ${plugin}}.`,
        };
  }
}

/** Schedules of CloudNativePG have six fields, seconds first. @see https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups */
function* scheduleFaults(object: KubeObject): Iterable<Issue> {
  const schedule = textAt(object, 'spec.schedule') ?? '';
  if (schedule.split(/\s+/).length !== 5 || schedule.startsWith('@')) return;
  yield {
    path: 'spec.schedule',
    message: `the schedule "${schedule}" has five fields, CloudNativePG reads six, seconds first`,
    why: 'Each number counts for the next smaller unit: what was meant for 2 o’clock runs two minutes past each hour, and fills the store.',
    fix: `Write "0 ${schedule}".`,
  };
}

function* pluginFaults(object: KubeObject, cluster: string, plugins: readonly string[]): Iterable<Issue> {
  const asked = textAt(object, 'spec.pluginConfiguration.name');
  if (asked !== undefined && plugins.includes(asked)) return;
  const near = asked === undefined ? plugins[0] : nearName(asked, plugins);
  yield {
    path: asked === undefined ? 'spec.method' : 'spec.pluginConfiguration.name',
    message:
      asked === undefined
        ? 'method is plugin, and pluginConfiguration.name says none'
        : `plugin ${asked} is none of Cluster ${cluster}, which has ${plugins.join(', ') || 'none'}`,
    why: NOTHING,
    fix: near === undefined ? 'Add the plugin to spec.plugins of the Cluster.' : `Write pluginConfiguration: {name: ${near}}.`,
  };
}

interface Plugin {
  readonly name: string;
  readonly path: string;
  readonly fields: unknown;
}

function enabledPlugins(cluster: KubeObject): readonly Plugin[] {
  return itemsAt(cluster, 'spec.plugins').flatMap((fields, index) =>
    at(fields, 'enabled') === false ? [] : [{ name: textAt(fields, 'name') ?? '', path: `spec.plugins[${index}]`, fields }],
  );
}

/** What is wrong with the plugin by which a Cluster of CloudNativePG archives, and by which it is restored. */
export function* archiveFaults(cluster: KubeObject, world: World): Iterable<Issue> {
  const outside = itemsAt(cluster, 'spec.externalClusters').flatMap((each, index) => {
    const fields = at(each, 'plugin');
    return fields === undefined ? [] : [{ name: textAt(fields, 'name') ?? '', path: `spec.externalClusters[${index}].plugin`, fields }];
  });
  const own = enabledPlugins(cluster);
  for (const { name, path, fields } of [...own, ...outside]) {
    if (name !== BARMAN) continue;
    const store = textAt(fields, 'parameters.barmanObjectName');
    const archives = at(fields, 'isWALArchiver') === true;
    if (archives && at(cluster, 'spec.backup.barmanObjectStore') !== undefined)
      yield {
        path,
        message: `the plugin archives, and spec.backup.barmanObjectStore does, too`,
        why: 'The operator refuses the Cluster: "Cannot enable a WAL archiver plugin when barmanObjectStore is configured".',
        fix: 'Leave spec.backup.barmanObjectStore out, in the same commit that adds the plugin.',
      };
    // Without one of its own, the plugin only reads what the Cluster is restored from.
    if (store === undefined && (archives || outside.length === 0))
      yield {
        path: `${path}.parameters`,
        message: `the plugin ${name} names no ObjectStore (barmanObjectName)`,
        why: 'The plugin answers "no reference to barmanObjectName have been included": nothing is archived, and the disk fills up with WAL.',
        fix: 'Set parameters.barmanObjectName to the name of an ObjectStore in this namespace.',
      };
    const absent =
      store === undefined ? undefined : missing(world, 'barmancloud.cnpg.io/v1/ObjectStore', cluster.metadata.namespace ?? '', store);
    if (absent !== undefined)
      yield {
        path: `${path}.parameters.barmanObjectName`,
        severity: absent.severity,
        message: `there is no ObjectStore ${cluster.metadata.namespace ?? ''}/${store ?? ''}`,
        why: 'Nothing is archived or restored, and the disk fills up with WAL.',
        fix: meant(absent, 'Add the ObjectStore in the namespace of the Cluster.'),
      };
  }
}
