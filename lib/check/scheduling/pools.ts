import { databaseOf } from '../databases.ts';
import { environmentOf } from '../hosts/environment.ts';
import { mountedMaps } from '../mounted-maps.ts';
import { addresses } from '../network/addresses.ts';
import { runsToCompletion, type Container, type PodTemplate } from '../pods.ts';
import { itemsAt, text } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { scaleOf } from '../scale.ts';
import { serviceHost } from '../services.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** Connections that the pods of one workload may hold to a database. */
export interface Pool {
  readonly pod: PodTemplate;
  /** `DB_POOL_SIZE` */
  readonly name: string;
  readonly size: number;
  /** Most pods that there may be, those of an update not counted. */
  readonly pods: number;
}

/** Variables that say how many connections a pool of one pod may hold. */
const SIZE =
  /^(?:(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|MYSQL|SQL|SPRING_DATASOURCE_HIKARI|HIKARI|SQLALCHEMY|APP_DB)_)+(?:MAX_|CONN(?:ECTION)?_)*(?:POOL(?:_?SIZE|_MAX(?:_SIZE)?|_LIMIT)|MAXIMUM_?POOL_?SIZE|OPEN_CONNS|OPEN_CONNECTIONS|CONNS|CONNECTIONS|POOL_SIZE|LIMIT)$/;
/** The same within a URL. */
const IN_URL = /[?&](?:pool_max_conns|pool_size|connection_limit|maximumPoolSize|max_open_conns)=(\d+)/;

/** Pools that programs open to each database, by the pods of the server. */
export function poolsByServer(world: World): ReadonlyMap<WorldObject, readonly Pool[]> {
  return world.once('pools by database', () => {
    const found = new Map<WorldObject, Pool[]>();
    for (const pod of world.podTemplates()) {
      if (pod.provided || runsToCompletion(pod)) continue;
      for (const container of pod.containers) {
        if (container.init || (itemsAt(container.fields, 'env').length === 0 && itemsAt(container.fields, 'envFrom').length === 0))
          continue;
        const environment = environmentOf(container.fields, pod.namespace, world);
        const pool = sizeIn(environment);
        const server = pool === undefined ? undefined : serverIn(environment, pod, world);
        if (pool !== undefined && server !== undefined) addTo(found, server.owner, { pod, ...pool, pods: scaleOf(world, pod).max });
      }
    }
    return found;
  });
}

function sizeIn(environment: ReadonlyMap<string, string>): { readonly name: string; readonly size: number } | undefined {
  for (const [name, value] of environment) {
    const size = SIZE.test(name) && /^\d+$/.test(value) ? value : /UR[IL]$|DSN$/.test(name) ? IN_URL.exec(value)?.[1] : undefined;
    if (size !== undefined) return { name, size: Number(size) };
  }
  return undefined;
}

/** The pods of the only database of the tree that the variables name. */
function serverIn(environment: ReadonlyMap<string, string>, from: PodTemplate, world: World): PodTemplate | undefined {
  const servers = new Set<PodTemplate>();
  for (const [name, value] of environment) {
    if (!/HOST|ADDR|SERVER|UR[IL]$|DSN$/.test(name)) continue;
    const hosts = [value, ...[...addresses(value)].map(({ host }) => host)];
    for (const host of hosts) {
      const target = serviceHost(host, from.namespace);
      const service = target === undefined ? undefined : world.find('v1/Service', target.namespace, target.name);
      for (const pod of service === undefined ? [] : world.podsOfService(service)) if (databaseOf(pod) !== undefined) servers.add(pod);
    }
  }
  return servers.size === 1 ? [...servers][0] : undefined;
}

/** What the servers take when nothing is said. @see https://www.postgresql.org/docs/current/runtime-config-connection.html */
const USUAL: Readonly<Record<string, number>> = { PostgreSQL: 100, MySQL: 151 };

/** How many connections a database takes; `undefined` where that stands in something that is not shown. */
export function mostConnections(pod: PodTemplate, world: World): { readonly most: number; readonly stated: boolean } | undefined {
  const found = databaseOf(pod);
  const usual = found === undefined ? undefined : USUAL[found.database.name];
  if (found === undefined || usual === undefined) return undefined;
  const texts = [...words(found.container), ...mounted(found.container, pod, world)];
  for (const each of texts) {
    const written = /(?:^|[\s-])max[_-]connections\s*[= ]\s*'?(\d+)/m.exec(each.replace(/^\s*[#;].*$/gm, ''))?.[1];
    if (written !== undefined) return { most: Number(written), stated: true };
  }
  return { most: usual, stated: false };
}

function words({ fields }: Container): readonly string[] {
  return ['command', 'args'].map((list) =>
    itemsAt(fields, list)
      .flatMap((word) => text(word) ?? [])
      .join(' '),
  );
}

function mounted(container: Container, pod: PodTemplate, world: World): readonly string[] {
  return mountedMaps(pod, container, world).flatMap(({ data }) => Object.values(data));
}
