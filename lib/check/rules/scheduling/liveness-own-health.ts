import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Pages on which a framework tells of itself and of everything that it is connected to, and the one that is of itself alone. */
const WHOLE: readonly (readonly [page: RegExp, own: string])[] = [
  [/\/actuator\/health\/?$/, '/actuator/health/liveness'],
  [/\/q\/health\/?$/, '/q/health/live'],
];
/** Variables of stores for which Spring and Quarkus have a check of their own. */
const STORES =
  /(^|_)(DB|DATABASE|DATASOURCE|MYSQL|MARIADB|POSTGRES(QL)?|JDBC|REDIS|MONGO(DB)?|RABBITMQ|ELASTICSEARCH|CASSANDRA|NEO4J|LDAP|MAIL)_?(HOST|URL|URI|PORT|NAME|ADDRESSES|NODES|JDBC_URL)$/;

export const livenessOwnHealth = defineRule({
  id: 'liveness-own-health',
  severity: 'info',
  kinds: POD_KINDS,
  asks: 'A liveness probe asks a program about itself, not about the databases that it uses.',
  source:
    'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.kubernetes-probes; https://quarkus.io/guides/smallrye-health',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { name, path, fields } of pod === undefined || pod.provided ? [] : pod.containers) {
      const page = textAt(fields, 'livenessProbe.httpGet.path') ?? '';
      const own = WHOLE.find(([whole]) => whole.test(page))?.[1];
      if (own === undefined || pod === undefined) continue;
      const variables = environmentOf(fields, pod.namespace, world);
      const store = [...variables.keys(), ...itemsAt(fields, 'env').map((each) => textAt(each, 'name') ?? '')].find((each) =>
        STORES.test(each),
      );
      // Of some pages only the mails and disks are part, and who may know which.
      if (store === undefined || [...variables.keys()].some((each) => /^MANAGEMENT_HEALTH_|_HEALTH_.*ENABLED$/.test(each))) continue;
      yield {
        path: `${path}.livenessProbe.httpGet.path`,
        message: `the liveness probe of container "${name}" asks ${page}, which is down as soon as a store is (${store})`,
        why: 'When the database is away for half a minute, all pods are killed at once and start against a database that has just come back.',
        fix: `Ask ${own} for liveness, and keep ${page} for readiness at most.`,
      };
    }
  },
});
