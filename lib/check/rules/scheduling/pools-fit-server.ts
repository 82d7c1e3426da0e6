import { databaseOf } from '../../databases.ts';
import { POD_KINDS, workloadName } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { mostConnections, poolsByServer } from '../../scheduling/pools.ts';

/** Connections that PostgreSQL keeps for its administrators (superuser_reserved_connections). */
const RESERVED = 3;

export const poolsFitServer = defineRule({
  id: 'pools-fit-server',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The pools of all pods that use a database, at the most that autoscalers make of them, are no more than the connections that it takes.',
  source: 'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  *check(manifest, world) {
    const pools = poolsByServer(world).get(manifest) ?? [];
    const pod = pools.length === 0 ? undefined : world.podTemplate(manifest);
    const taken = pod === undefined ? undefined : mostConnections(pod, world);
    const container = pod === undefined ? undefined : databaseOf(pod)?.container;
    if (taken === undefined || container === undefined) return;
    const free = taken.most - RESERVED;
    const all = pools.reduce((sum, { size, pods }) => sum + size * pods, 0);
    if (all <= free) return;
    const list = pools.map((each) => `${workloadName(each.pod)} ${each.pods} × ${each.size} (${each.name})`).join(', ');
    yield {
      path: container.path,
      message: `clients may open ${all} connections: ${list}; it takes ${taken.most}${taken.stated ? '' : ', the default'}, ${RESERVED} of them for administrators`,
      why: 'Under load, when every pod fills its pool, new connections are refused ("too many clients already"), also those of jobs and probes.',
      fix: 'Make the pools smaller, raise max_connections with the memory that it needs, or put a pooler (PgBouncer) between.',
    };
  },
});
