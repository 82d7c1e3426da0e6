import { canonical } from './spring.ts';

/** A setting of Spring Boot that got another name. */
export interface Renamed {
  readonly to: string;
  /** The version from which on the old name is passed over. */
  readonly from: string;
}

/**
 * Groups of settings by what their names began with, and what they begin with now.
 * @see https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-3.0-Configuration-Changelog
 * @see https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-2.3-Configuration-Changelog
 * @see https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-2.0-Migration-Guide
 */
const RENAMED: readonly (readonly [before: string, after: string, from: string])[] = [
  ['spring.redis', 'spring.data.redis', '3.0'],
  ['spring.elasticsearch.rest', 'spring.elasticsearch', '3.0'],
  ['management.metrics.export.prometheus', 'management.prometheus.metrics.export', '3.0'],
  ['management.metrics.export.otlp', 'management.otlp.metrics.export', '3.0'],
  ['server.max-http-header-size', 'server.max-http-request-header-size', '3.0'],
  ['spring.datasource.initialization-mode', 'spring.sql.init.mode', '2.7'],
  ['spring.datasource.schema', 'spring.sql.init.schema-locations', '2.7'],
  ['spring.resources', 'spring.web.resources', '2.6'],
  ['server.tomcat.max-threads', 'server.tomcat.threads.max', '2.3'],
  ['server.tomcat.min-spare-threads', 'server.tomcat.threads.min-spare', '2.3'],
  ['server.context-path', 'server.servlet.context-path', '2.0'],
  ['server.session.timeout', 'server.servlet.session.timeout', '2.0'],
  ['spring.http.multipart', 'spring.servlet.multipart', '2.0'],
  ['endpoints.health.sensitive', 'management.endpoint.health.show-details', '2.0'],
];

const PREFIXES = RENAMED.map(([before, after, from]) => ({ before: canonical(before), after, from }));

/** What a setting is called now, by its name without case and signs. */
export function renamed(name: string): Renamed | undefined {
  const found = PREFIXES.find(({ before }) => name.startsWith(before));
  return found === undefined ? undefined : { to: found.after, from: found.from };
}
