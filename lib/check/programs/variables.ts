import type { Container } from '../pods.ts';
import { itemsAt, textAt, textsAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { wordsOf } from './of-images.ts';

/** Sections of grafana.ini with the keys that people set most. @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ */
const SETTINGS =
  'AUTH_ANONYMOUS_ENABLED AUTH_ANONYMOUS_ORG_NAME AUTH_ANONYMOUS_ORG_ROLE AUTH_BASIC_ENABLED AUTH_DISABLE_LOGIN_FORM AUTH_DISABLE_SIGNOUT_MENU DATABASE_HOST DATABASE_NAME DATABASE_PASSWORD DATABASE_TYPE DATABASE_URL DATABASE_USER INSTALL_PLUGINS LOG_LEVEL LOG_MODE PATHS_CONFIG PATHS_DATA PATHS_LOGS PATHS_PLUGINS PATHS_PROVISIONING SECURITY_ADMIN_PASSWORD SECURITY_ADMIN_PASSWORD__FILE SECURITY_ADMIN_USER SECURITY_ADMIN_USER__FILE SECURITY_ALLOW_EMBEDDING SECURITY_COOKIE_SECURE SECURITY_SECRET_KEY SERVER_DOMAIN SERVER_HTTP_PORT SERVER_PROTOCOL SERVER_ROOT_URL SERVER_SERVE_FROM_SUB_PATH SMTP_ENABLED SMTP_FROM_ADDRESS SMTP_HOST SMTP_PASSWORD SMTP_USER USERS_ALLOW_SIGN_UP USERS_DEFAULT_THEME UNIFIED_ALERTING_ENABLED ALERTING_ENABLED ANALYTICS_REPORTING_ENABLED ANALYTICS_CHECK_FOR_UPDATES'.split(
    ' ',
  );

export function* sections(container: Container): Iterable<Issue> {
  const squeezed = new Map(SETTINGS.map((each) => [each.replaceAll('_', ''), each]));
  for (const [index, each] of itemsAt(container.fields, 'env').entries()) {
    const name = textAt(each, 'name') ?? '';
    const own = name.replace(/^GF_/, '');
    const meant = squeezed.get(own.replaceAll('_', ''));
    if (!name.startsWith('GF_') || SETTINGS.includes(own) || meant === undefined) continue;
    yield near(`${container.path}.env[${index}].name`, name, `GF_${meant}`, 'Grafana');
  }
}

/** Variables of which all are known, and programs that read no others with this beginning. */
const FAMILIES: readonly {
  readonly start: RegExp;
  readonly who: string;
  readonly known: readonly string[];
  /** Programs read others with this beginning, too. */ readonly open?: true;
}[] = [
  {
    start: /^AWS_(ACCESS|SECRET|SESSION|DEFAULT|REGION)/,
    who: 'AWS clients',
    open: true,
    known:
      'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_DEFAULT_REGION AWS_REGION AWS_DEFAULT_OUTPUT AWS_DEFAULT_PROFILE AWS_ACCESS_KEY_ID_FILE AWS_SECRET_ACCESS_KEY_FILE'.split(
        ' ',
      ),
  },
  {
    start: /^SPRING_DATASOURCE_/,
    who: 'Spring Boot',
    open: true,
    known:
      'SPRING_DATASOURCE_URL SPRING_DATASOURCE_USERNAME SPRING_DATASOURCE_PASSWORD SPRING_DATASOURCE_DRIVER_CLASS_NAME SPRING_DATASOURCE_DRIVERCLASSNAME SPRING_DATASOURCE_NAME SPRING_DATASOURCE_TYPE SPRING_DATASOURCE_GENERATE_UNIQUE_NAME SPRING_DATASOURCE_JNDI_NAME'.split(
        ' ',
      ),
  },
  {
    start: /^OTEL_(EXPORTER|TRACES|METRICS|LOGS|SERVICE|RESOURCE|PROPAGATORS)/,
    who: 'OpenTelemetry',
    known:
      'OTEL_SERVICE_NAME OTEL_RESOURCE_ATTRIBUTES OTEL_TRACES_EXPORTER OTEL_METRICS_EXPORTER OTEL_LOGS_EXPORTER OTEL_TRACES_SAMPLER OTEL_TRACES_SAMPLER_ARG OTEL_PROPAGATORS OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_TRACES_ENDPOINT OTEL_EXPORTER_OTLP_METRICS_ENDPOINT OTEL_EXPORTER_OTLP_LOGS_ENDPOINT OTEL_EXPORTER_OTLP_PROTOCOL OTEL_EXPORTER_OTLP_TRACES_PROTOCOL OTEL_EXPORTER_OTLP_METRICS_PROTOCOL OTEL_EXPORTER_OTLP_LOGS_PROTOCOL OTEL_EXPORTER_OTLP_HEADERS OTEL_EXPORTER_OTLP_INSECURE OTEL_EXPORTER_OTLP_TRACES_INSECURE OTEL_EXPORTER_OTLP_TIMEOUT OTEL_EXPORTER_OTLP_CERTIFICATE OTEL_EXPORTER_OTLP_COMPRESSION OTEL_EXPORTER_JAEGER_ENDPOINT OTEL_EXPORTER_ZIPKIN_ENDPOINT OTEL_EXPORTER_PROMETHEUS_PORT OTEL_EXPORTER_PROMETHEUS_HOST'.split(
        ' ',
      ),
  },
];
const OTHERWISE: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY: 'AWS_ACCESS_KEY_ID',
  AWS_SECRET_KEY: 'AWS_SECRET_ACCESS_KEY',
  SPRING_DATASOURCE_USER: 'SPRING_DATASOURCE_USERNAME',
  SPRING_DATASOURCE_PASS: 'SPRING_DATASOURCE_PASSWORD',
};

/** A name that is nearly one of a family, where the container does not have the right one beside it. */
export function* families(container: Container, namespace: string, world: World): Iterable<Issue> {
  const env = itemsAt(container.fields, 'env');
  const given = [
    ...env.map((each, index) => ({ name: textAt(each, 'name') ?? '', path: `${container.path}.env[${index}].name` })),
    ...itemsAt(container.fields, 'envFrom').flatMap((each, index) => {
      const data = textsAt(world.find('v1/ConfigMap', namespace, textAt(each, 'configMapRef.name') ?? '')?.object, 'data');
      return Object.keys(data).map((key) => ({
        name: `${textAt(each, 'prefix') ?? ''}${key}`,
        path: `${container.path}.envFrom[${index}]`,
      }));
    }),
  ];
  const names = new Set(given.map(({ name }) => name));
  for (const { name, path } of given) {
    const family = FAMILIES.find(({ start }) => start.test(name));
    if (family === undefined || family.known.includes(name)) continue;
    const meant = Object.hasOwn(OTHERWISE, name) ? OTHERWISE[name] : family.open === true ? undefined : nearName(name, family.known);
    if (meant === undefined || names.has(meant)) continue;
    // An argument may hand the variable on under its right name.
    const handed =
      wordsOf(container).some(({ value }) => value.includes(name)) ||
      env.some((each) => textAt(each, 'value')?.includes(`$(${name})`) === true);
    if (!handed) yield near(path, name, meant, family.who);
  }
}

function near(path: string, name: string, meant: string, who: string): Issue {
  return {
    path,
    severity: 'warning',
    message: `${who} ${who.endsWith('s') ? 'read' : 'reads'} ${meant}, not ${name}`,
    why: 'The variable is set and read by nobody: the program goes by its default, or cannot log in.',
    fix: `Did you mean "${meant}"?`,
  };
}
