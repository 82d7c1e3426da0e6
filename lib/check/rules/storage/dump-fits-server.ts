import { clusterUrls } from '../../cluster-urls.ts';
import { databaseOf } from '../../databases.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { parseImage } from '../../images.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { wordsOf } from '../../scheduling/backups.ts';
import { isJob } from '../../scheduling/claims.ts';
import type { World } from '../../world.ts';

export const dumpFitsServer = defineRule({
  id: 'dump-fits-server',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'pg_dump is of the version of the server that it copies, or newer.',
  source: 'https://www.postgresql.org/docs/current/app-pgdump.html#PG-DUMP-NOTES',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !/\bpg_dump(all)?\b/.test(wordsOf(pod))) return;
    const client = clientVersion(pod);
    if (client === undefined) return;
    for (const { server, version } of servers(manifest, pod, world)) {
      if (version <= client) continue;
      yield {
        path: pod.specPath,
        message: `pg_dump is of version ${client}, the server of ${server.owner.object.kind} ${server.owner.object.metadata.name} of ${version}`,
        why: 'pg_dump refuses a newer server ("server version mismatch"): there is no backup, and without a look at the job nobody knows.',
        fix: `Use the image of version ${version}.`,
      };
      return;
    }
  },
});

/** By the image that is dumped with, or by the package that is installed first: `postgresql14-client`. */
function clientVersion(pod: PodTemplate): number | undefined {
  const installed = /\bpostgresql-?(?:client-)?(\d{2})(?:-client)?\b/.exec(wordsOf(pod))?.[1];
  if (installed !== undefined) return Number(installed);
  const versions = pod.containers.flatMap(({ image = '', init }) => (init ? [] : (versionOf(image) ?? [])));
  return versions.length === 0 ? undefined : Math.max(...versions);
}

function versionOf(image: string): number | undefined {
  const { path, tag = '' } = parseImage(image);
  const major = /^(?:pg)?(\d{1,2})(?![\d])/.exec(tag)?.[1];
  return /(^|\/)(postgres|postgresql|postgis)$/.test(path) && major !== undefined ? Number(major) : undefined;
}

/** The servers that the job names, or else the only one of its namespace. */
function servers(
  manifest: WorldObject,
  pod: PodTemplate,
  world: World,
): readonly { readonly server: PodTemplate; readonly version: number }[] {
  const named = clusterUrls(manifest, world).flatMap(({ service }) => (service === undefined ? [] : world.podsOfService(service)));
  const own = world.podsIn(pod.namespace).filter((each) => !isJob(each) && databaseOf(each)?.database.name === 'PostgreSQL');
  return (named.length > 0 ? named : own.length === 1 ? own : []).flatMap((server) => {
    const version = versionOf(databaseOf(server)?.container.image ?? '');
    return version === undefined ? [] : [{ server, version }];
  });
}
