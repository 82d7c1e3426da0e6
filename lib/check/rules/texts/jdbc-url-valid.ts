import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { springSettings } from '../../texts/spring.ts';

/** Settings that hold an address for JDBC. */
const URLS = ['springdatasourceurl', 'springflywayurl', 'springliquibaseurl', 'springdatasourcehikarijdbcurl'];
/** Encodings as MySQL names them; the driver asks for names of Java. */
const OF_MYSQL = /^(utf8mb4|utf8mb3|latin1)$/i;

export const jdbcUrlValid = defineRule({
  id: 'jdbc-url-valid',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'An address for JDBC has its form, and options that the driver takes.',
  source:
    'https://dev.mysql.com/doc/connector-j/en/connector-j-reference-jdbc-url-format.html; https://dev.mysql.com/doc/connector-j/en/connector-j-reference-charsets.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const settings = springSettings(pod, container, world);
      for (const setting of URLS.flatMap((name) => settings.get(name) ?? [])) {
        const fault = faultOf(setting.value);
        if (fault === undefined) continue;
        // The value itself may hold a password.
        yield {
          path: setting.path,
          message: `${setting.name} ${fault.what}`,
          why: 'The program ends at its start: no driver takes the address, or the driver refuses the option. No new pod becomes ready.',
          fix: fault.fix,
        };
      }
    }
  },
});

function faultOf(value: string): { readonly what: string; readonly fix: string } | undefined {
  if (value === '' || /[$#]\{|\$\(|\{\{|^</.test(value)) return undefined;
  const [, driver = ''] = /^jdbc:(\w+)/.exec(value) ?? [];
  if (driver === '') {
    const [, plain] = /^(mysql|mariadb|postgres(?:ql)?|sqlserver):\/\//.exec(value) ?? [];
    return {
      what: 'does not begin with jdbc: and the name of a driver',
      fix:
        plain === undefined ? 'Write jdbc:mysql://HOST:PORT/DATABASE.' : `Write jdbc:${plain === 'postgres' ? 'postgresql' : plain}://….`,
    };
  }
  if (driver === 'postgres') return { what: 'is for a driver "postgres", and it is called postgresql', fix: 'Write jdbc:postgresql://….' };
  if (!/^(mysql|mariadb|postgresql)$/.test(driver)) return undefined;
  if (!/^jdbc:\w+:(?:\w+:)*\/\//.test(value) && !/^jdbc:postgresql:\w*$/.test(value))
    return { what: `has no :// behind jdbc:${driver}`, fix: `Write jdbc:${driver}://HOST:PORT/DATABASE.` };
  const options = value.slice(value.indexOf('?') + 1);
  if (!value.includes('?'))
    return /\/[^/?]*&/.test(value)
      ? { what: 'has options behind "&", and no "?" before the first', fix: 'Write ? before the first option.' }
      : undefined;
  if (options.includes('&amp;')) return { what: 'has &amp; between its options, as it is written in XML', fix: 'Write & alone.' };
  if (options.includes('?')) return { what: 'has a second "?" among its options', fix: 'Write & between options.' };
  const encoding = /(?:^|&)characterEncoding=([\w-]+)/.exec(options)?.[1];
  if (driver === 'mysql' && encoding !== undefined && OF_MYSQL.test(encoding))
    return {
      what: `has characterEncoding=${encoding}, a name of MySQL and none of Java ("Unsupported character encoding")`,
      fix: 'Write characterEncoding=UTF-8: the driver takes utf8mb4 for it.',
    };
  return undefined;
}
