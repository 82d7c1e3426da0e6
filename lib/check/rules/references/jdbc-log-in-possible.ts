import { POD_KINDS } from '../../pods.ts';
import { programOf, versionOf } from '../../programs/of-images.ts';
import { defineRule } from '../../rule.ts';
import { jdbcClients } from '../../texts/jdbc.ts';
import { mysqlSetting } from '../../texts/server-settings.ts';

export const jdbcLogInPossible = defineRule({
  id: 'jdbc-log-in-possible',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A program that speaks to MySQL 8 without TLS may ask for the key with which it sends its password.',
  source:
    'https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html; https://dev.mysql.com/doc/refman/8.4/en/caching-sha2-pluggable-authentication.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const { url, driver, options, server } of jdbcClients(pod, world)) {
      const { container } = server;
      const [major = 0] = versionOf(container) ?? [];
      const off =
        options.get('usessl') === 'false' ? 'useSSL=false' : options.get('sslmode') === 'DISABLED' ? 'sslMode=DISABLED' : undefined;
      if (driver !== 'mysql' || major < 8 || !/^mysql(-server)?$/.test(programOf(container)) || off === undefined) continue;
      if (options.get('allowpublickeyretrieval') === 'true' || options.has('serverrsapublickeyfile')) continue;
      const plugin = ['default-authentication-plugin', 'authentication-policy', 'mysql-native-password']
        .map((name) => mysqlSetting(server.pod, container, name, world))
        .find((value) => value !== undefined);
      if (plugin !== undefined) continue;
      yield {
        path: url.path,
        message: `${url.name} has ${off} and no allowPublicKeyRetrieval=true, and users of MySQL ${major} have passwords by caching_sha2_password`,
        why: '"Public Key Retrieval is not allowed": the program logs in as long as the server remembers the password of another login, and no more once the database has restarted.',
        fix: `Leave ${off} out (the driver takes TLS where the server has it), or add allowPublicKeyRetrieval=true.`,
      };
    }
  },
});
