import { canonical } from './spring.ts';

/** How Spring Boot reads the value of a setting. */
export interface Form {
  readonly pattern: RegExp;
  /** As a message says it: `a size (10MB)`. */
  readonly is: string;
  readonly fix: (value: string) => string;
}

/** `10MB`, and a bare number of bytes. @see https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/util/unit/DataSize.html */
const SIZE: Form = {
  pattern: /^[+-]?\d+(B|KB|MB|GB|TB)?$/,
  is: 'a size (10MB)',
  fix: (value) => {
    const [, number = '', unit] = /^(\d+)\s*([kmgt])/i.exec(value) ?? [];
    return unit === undefined ? 'Write a whole number with B, KB, MB, GB or TB.' : `Write ${number}${unit.toUpperCase()}B.`;
  },
};

/** `30s`, `PT30S`, and a bare number; one number with one unit. @see https://docs.spring.io/spring-boot/reference/features/external-config.html */
const TIME: Form = {
  pattern: /^[+-]?\d+(ns|us|ms|s|m|h|d)?$|^[+-]?P/i,
  is: 'one number with one unit (90s)',
  fix: () => 'Write one number with ns, us, ms, s, m, h or d, such as 90s.',
};

/** Milliseconds as a bare number: the pool takes no unit. */
const MILLISECONDS: Form = {
  pattern: /^-?\d+$/,
  is: 'a bare number of milliseconds',
  fix: (value) => {
    const [, number, unit = ''] = /^(\d+)\s*(ms|s|m|h)$/.exec(value) ?? [];
    const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit];
    return number === undefined || factor === undefined ? 'Write the milliseconds.' : `Write ${Number(number) * factor}.`;
  },
};

const WHOLE: Form = { pattern: /^-?\d+$/, is: 'a whole number', fix: () => 'Write a whole number.' };
const TRUTH: Form = { pattern: /^(true|false|on|off|yes|no|1|0)$/i, is: 'true or false', fix: () => 'Write true or false.' };

function words(...known: readonly string[]): Form {
  return { pattern: new RegExp(`^(${known.join('|')})$`, 'i'), is: known.join(' or '), fix: () => `Write ${known.join(' or ')}.` };
}

/** Settings and what they are bound to. @see https://docs.spring.io/spring-boot/appendix/application-properties/index.html */
const FORMS = new Map(
  (
    [
      ['server.port', WHOLE],
      ['management.server.port', WHOLE],
      ['server.shutdown', words('graceful', 'immediate')],
      ['server.forward-headers-strategy', words('native', 'framework', 'none')],
      ['server.max-http-request-header-size', SIZE],
      ['server.tomcat.max-http-form-post-size', SIZE],
      ['server.tomcat.max-swallow-size', SIZE],
      ['server.tomcat.connection-timeout', TIME],
      ['server.tomcat.keep-alive-timeout', TIME],
      ['server.tomcat.threads.max', WHOLE],
      ['server.tomcat.max-connections', WHOLE],
      ['server.tomcat.accept-count', WHOLE],
      ['server.compression.enabled', TRUTH],
      ['server.servlet.session.timeout', TIME],
      ['spring.lifecycle.timeout-per-shutdown-phase', TIME],
      ['spring.mvc.async.request-timeout', TIME],
      ['spring.servlet.multipart.enabled', TRUTH],
      ['spring.servlet.multipart.max-file-size', SIZE],
      ['spring.servlet.multipart.max-request-size', SIZE],
      ['spring.servlet.multipart.file-size-threshold', SIZE],
      ['spring.jpa.open-in-view', TRUTH],
      ['spring.jpa.show-sql', TRUTH],
      ['spring.jpa.generate-ddl', TRUTH],
      ['spring.jpa.defer-datasource-initialization', TRUTH],
      ['spring.sql.init.mode', words('always', 'embedded', 'never')],
      ['spring.flyway.enabled', TRUTH],
      ['spring.liquibase.enabled', TRUTH],
      ['spring.main.lazy-initialization', TRUTH],
      ['spring.threads.virtual.enabled', TRUTH],
      ['spring.data.redis.port', WHOLE],
      ['spring.data.redis.timeout', TIME],
      ['spring.data.redis.connect-timeout', TIME],
      ['management.endpoint.health.probes.enabled', TRUTH],
      ['management.endpoint.health.show-details', words('never', 'when[-_]?authorized', 'always')],
      ['spring.datasource.hikari.maximum-pool-size', WHOLE],
      ['spring.datasource.hikari.minimum-idle', WHOLE],
      ['spring.datasource.hikari.auto-commit', TRUTH],
      ['spring.datasource.hikari.connection-timeout', MILLISECONDS],
      ['spring.datasource.hikari.validation-timeout', MILLISECONDS],
      ['spring.datasource.hikari.idle-timeout', MILLISECONDS],
      ['spring.datasource.hikari.max-lifetime', MILLISECONDS],
      ['spring.datasource.hikari.keepalive-time', MILLISECONDS],
      ['spring.datasource.hikari.leak-detection-threshold', MILLISECONDS],
    ] as const
  ).map(([name, form]) => [canonical(name), form] as const),
);

/** Levels of messages, whatever the logger. */
const LEVEL = words('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'off', 'false');

export function formOf(name: string): Form | undefined {
  return name.startsWith('logginglevel') ? LEVEL : FORMS.get(name);
}

/** What a pool takes at least. */
interface Least {
  readonly least: number;
  readonly unit: string;
  /** The pool ends over it; others it sets back to the default. */
  readonly refused: boolean;
  /** Zero switches it off. */
  readonly zero: boolean;
}

/** @see https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby */
const LEAST = new Map(
  (
    [
      ['connection-timeout', { least: 250, unit: ' ms', refused: true, zero: true }],
      ['validation-timeout', { least: 250, unit: ' ms', refused: true, zero: false }],
      ['idle-timeout', { least: 10_000, unit: ' ms', refused: false, zero: true }],
      ['max-lifetime', { least: 30_000, unit: ' ms', refused: false, zero: true }],
      ['keepalive-time', { least: 30_000, unit: ' ms', refused: false, zero: true }],
      ['leak-detection-threshold', { least: 2000, unit: ' ms', refused: false, zero: true }],
      ['maximum-pool-size', { least: 1, unit: '', refused: true, zero: false }],
    ] as const
  ).map(([name, least]): readonly [string, Least] => [canonical(`spring.datasource.hikari.${name}`), least]),
);

export function leastOf(name: string): Least | undefined {
  return LEAST.get(name);
}
