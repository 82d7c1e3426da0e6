import { databaseOf, hasDatabases } from '../../databases.ts';
import { variable } from '../../hosts/database-clients.ts';
import { databaseUsers } from '../../hosts/database-logins.ts';
import { mountedMaps } from '../../mounted-maps.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';
import { mysqlSetting } from '../../texts/server-settings.ts';
import type { World } from '../../world.ts';

/** Hosts from which no other pod comes. */
const ITSELF = /^(localhost|127\.0\.0\.1|::1)$/;

export const databaseLetsIn = defineRule({
  id: 'database-lets-in',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'MySQL lets in the users of other pods from other hosts, on the port to which its Service sends.',
  source: 'https://hub.docker.com/_/mysql (MYSQL_ROOT_HOST); https://dev.mysql.com/doc/refman/8.4/en/account-names.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !hasDatabases(world)) return;
    const own = databaseOf(pod);
    if (own?.database.name === 'MySQL') yield* otherPort(pod, own.container, world);
    for (const { path, container, user, server } of databaseUsers(pod, world)) {
      const host = onlyHost(server, user, world);
      if (host === undefined) continue;
      yield {
        path,
        message: `container "${container.name}" logs in as "${user}", whom ${server.owner.object.kind} ${server.owner.object.metadata.name} lets in from ${host.name} only (${host.by})`,
        why: `A pod comes from its own address: "Access denied for user '${user}'", or "Host is not allowed to connect".`,
        fix: host.fix,
      };
    }
  },
});

function* otherPort(pod: PodTemplate, container: Container, world: World): Iterable<Issue> {
  const written = Number(mysqlSetting(pod, container, 'port', world) ?? Number.NaN);
  if (Number.isNaN(written)) return;
  for (const service of world.servicesOf(pod)) {
    for (const port of servicePorts(service.object)) {
      const target = podPort(port, pod);
      if (target === undefined || target === written || target === 33060 || !container.ports.some((each) => each.port === target)) continue;
      yield {
        path: container.path,
        message: `MySQL is told to listen on ${written}, and Service ${service.object.metadata.name} sends to ${target}`,
        why: 'Connections are refused: every client is told that the database is down.',
        fix: `Leave the port out of the settings, or send to ${written}.`,
      };
    }
  }
}

/** The host that a user of the server must come from, by its variables or by the scripts that make its users. */
function onlyHost(
  server: PodTemplate,
  user: string,
  world: World,
): { readonly name: string; readonly by: string; readonly fix: string } | undefined {
  const container = databaseOf(server)?.container;
  if (container === undefined) return undefined;
  for (const name of ['MYSQL_ROOT_HOST', 'MARIADB_ROOT_HOST']) {
    const host = variable(container.fields, name, server.namespace, world);
    if (user === 'root' && host !== undefined && ITSELF.test(host))
      return { name: host, by: name, fix: `Leave ${name} out, or log in as another user.` };
  }
  const made = scriptsOf(server, container, world).flatMap((script) =>
    [...script.matchAll(/\bCREATE\s+USER\s+(?:IF\s+NOT\s+EXISTS\s+)?['"`]?([\w-]+)['"`]?(?:@['"`]?([\w.%:-]+)['"`]?)?/gi)].map(
      ([, who = '', from = '%']) => ({ who, from }),
    ),
  );
  const hosts = made.filter(({ who }) => who === user).map(({ from }) => from);
  const [first] = hosts;
  return first === undefined || !hosts.every((each) => ITSELF.test(each))
    ? undefined
    : { name: first, by: 'by the script that makes it', fix: `Write CREATE USER '${user}'@'%'.` };
}

/** Scripts that the image runs on a fresh volume. */
function scriptsOf(pod: PodTemplate, container: Container, world: World): readonly string[] {
  return mountedMaps(pod, container, world).flatMap(({ folder, data }) => (folder.includes('initdb') ? Object.values(data) : []));
}
