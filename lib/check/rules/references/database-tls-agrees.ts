import { silentClients, sslModes } from '../../hosts/database-tls.ts';
import { POD_KINDS, workloadName } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';

/** @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const DEMANDS = new Set(['require', 'verify-ca', 'verify-full']);

export const databaseTlsAgrees = defineRule({
  id: 'database-tls-agrees',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/ConfigMap'],
  asks: 'A client of PostgreSQL says how it encrypts in a word that there is, and demands TLS only of a server that has a certificate.',
  source: 'https://www.postgresql.org/docs/current/libpq-ssl.html; https://www.postgresql.org/docs/current/ssl-tcp.html',
  *check(manifest, world) {
    for (const { path, value } of texts(manifest, world)) {
      if (!/\+asyncpg:\/\/[^\s"']*[?&]sslmode=/.test(value)) continue;
      yield {
        path,
        message: 'a URL for asyncpg says sslmode, a word of libpq that asyncpg does not take',
        why: 'The program ends with its first connection: "connect() got an unexpected keyword argument \'sslmode\'".',
        fix: 'Write ssl=disable, ssl=require and the like.',
      };
    }
    for (const { path, name, service, server } of silentClients(manifest, world)) {
      yield {
        path,
        message: `${name} says no sslmode, which the driver takes for require, and ${workloadName(server)} behind Service ${service.object.metadata.name} has no TLS`,
        why: 'The driver gives up: "SSL is not enabled on the server". The exporter says pg_up 0, and a migration ends.',
        fix: 'Add ?sslmode=disable where the way is private or the mesh encrypts, or give the server a certificate.',
      };
    }
    for (const { path, mode, service, server, plain } of sslModes(manifest, world)) {
      if (!MODES.includes(mode)) {
        const near = nearName(mode, MODES) ?? MODES.find((each) => mode.startsWith(each) || each.startsWith(mode));
        yield {
          path,
          message: `sslmode is "${mode}", and PostgreSQL knows ${MODES.join(', ')}`,
          why: 'The driver refuses the setting (invalid sslmode value), and the program does not connect at all.',
          fix: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
        };
      } else if (DEMANDS.has(mode) && plain) {
        yield {
          path,
          message: `sslmode is ${mode}, and ${workloadName(server)} behind Service ${service.object.metadata.name} has no TLS: nothing switches ssl on, and the image makes no certificate`,
          why: 'The driver gives up: "SSL is not enabled on the server" (Go), "server does not support SSL, but SSL was required".',
          fix: 'Write sslmode=disable where the mesh encrypts, or give the server a certificate (ssl=on, ssl_cert_file, ssl_key_file).',
        };
      }
    }
  },
});
