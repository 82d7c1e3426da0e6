import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { jdbcClients } from '../../texts/jdbc.ts';
import { mysqlSetting } from '../../texts/server-settings.ts';

/** How long the pool of Spring keeps a connection unless it is told. Unit: milliseconds. */
const USUAL = 1_800_000;

export const connectionsRetiredFirst = defineRule({
  id: 'connections-retired-first',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The pool of a program gives up its connections before the database closes them.',
  source:
    'https://github.com/brettwooldridge/HikariCP#frequently-used; https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_wait_timeout',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const { settings, url, server, service } of jdbcClients(pod, world)) {
      if (server.database.name !== 'MySQL') continue;
      const waits = Number(mysqlSetting(server.pod, server.container, 'wait-timeout', world) ?? Number.NaN);
      const life = settings.get('springdatasourcehikarimaxlifetime');
      const kept = settings.get('springdatasourcehikarikeepalivetime');
      const lives = life === undefined ? USUAL : /^\d+$/.test(life.value) ? Number(life.value) : Number.NaN;
      const longer = lives === 0 || lives > waits * 1000;
      if (!longer || Number.isNaN(waits) || (kept !== undefined && Number(kept.value) > 0 && Number(kept.value) < waits * 1000)) continue;
      yield {
        path: life?.path ?? url.path,
        message: `the pool keeps a connection ${lives === 0 ? 'for ever' : `for ${lives} ms`} (${life?.name ?? 'max-lifetime, the default'}), and ${service} closes one that is idle for ${waits} s (wait_timeout)`,
        why: 'After a quiet hour the first requests get connections that are closed already: "Communications link failure", or seconds of waiting while the pool tries them all.',
        fix: `Set spring.datasource.hikari.max-lifetime some seconds below ${waits * 1000}, or raise wait_timeout.`,
      };
    }
  },
});
