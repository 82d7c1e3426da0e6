import { nearest } from '../../../values/nearest.ts';
import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const EXPORTERS = [
  'otlp',
  'zipkin',
  'prometheus',
  'console',
  'logging',
  'jaeger',
  'none',
  'otlp_proto_grpc',
  'otlp_proto_http',
  'logging-otlp',
];

/** Variables whose values are words of a list; several of them, with commas, where `many`. */
const WORDS: Readonly<Record<string, { readonly words: readonly string[]; readonly many?: true }>> = {
  GF_LOG_LEVEL: { words: ['debug', 'info', 'warn', 'error', 'critical'] },
  GF_DATABASE_TYPE: { words: ['mysql', 'postgres', 'sqlite3'] },
  OTEL_EXPORTER_OTLP_PROTOCOL: { words: ['grpc', 'http/protobuf', 'http/json'] },
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: { words: ['grpc', 'http/protobuf', 'http/json'] },
  OTEL_LOGS_EXPORTER: { words: EXPORTERS, many: true },
  OTEL_METRICS_EXPORTER: { words: EXPORTERS, many: true },
  OTEL_PROPAGATORS: { words: ['tracecontext', 'baggage', 'b3', 'b3multi', 'jaeger', 'xray', 'xray-lambda', 'ottrace', 'none'], many: true },
  OTEL_TRACES_EXPORTER: { words: EXPORTERS, many: true },
  OTEL_TRACES_SAMPLER: {
    words: [
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
      'parentbased_jaeger_remote',
      'jaeger_remote',
      'xray',
    ],
  },
  SPRING_JPA_HIBERNATE_DDL_AUTO: { words: ['none', 'validate', 'update', 'create', 'create-drop', 'create-only', 'drop', 'truncate'] },
};
/** Variables whose values have a form. */
const FORMS: Readonly<
  Record<string, { readonly form: RegExp; readonly is: string; readonly why: string; readonly fix: (value: string) => string }>
> = {
  OTEL_TRACES_SAMPLER_ARG: {
    form: /^(?:0|1|0?\.\d+|1\.0+|0\.0+)$|=/,
    is: 'is no share of 0 to 1',
    why: 'The agent refuses it, or takes all traces: the store of traces fills up.',
    fix: (value: string) => (/^\d+$/.test(value) ? `Write ${Number(value) / 100}.` : 'Write a number from 0 to 1.'),
  },
  ...Object.fromEntries(
    ['', 'TRACES_', 'METRICS_', 'LOGS_'].map((signal) => [
      `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`,
      {
        form: /^(?:https?|unix|dns|kubernetes):\/\//,
        is: 'has no scheme (http:// or https://)',
        why: 'The Java agent refuses the endpoint ("must be a URL"), and others take the host for a scheme: no trace is sent.',
        fix: (value: string) => `Write http://${value}.`,
      },
    ]),
  ),
  ...Object.fromEntries(
    ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => [
      name,
      {
        form: /^(?:[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d+|aws-global|auto|minio|garage|[a-z]{3}\d|[a-z]{2}-[a-z]{2,}|default|local|none)$/,
        is: 'is no region',
        why: 'Clients make the host name of the service out of it, and there is no such host: every call fails.',
        fix: (value: string) =>
          /\d[a-f]$/.test(value) ? `Write ${value.slice(0, -1)}: ${value} is a zone of it.` : 'Write a region, such as eu-central-1.',
      },
    ]),
  ),
};

const DATABASES = ['mysql', 'mariadb', 'postgresql', 'oracle', 'sqlserver', 'h2'];

/** A driver or dialect of another database than the URL names; those of MySQL and MariaDB speak to both. */
function otherDatabase(
  url: string,
  environment: ReadonlyMap<string, string>,
): { readonly name: string; readonly value: string; readonly of: string; readonly url: string } | undefined {
  const kin = (each: string | undefined): string | undefined => (each === 'mariadb' ? 'mysql' : each);
  const asked = kin(/^jdbc:(\w+):/.exec(url)?.[1]);
  for (const name of ['SPRING_DATASOURCE_DRIVER_CLASS_NAME', 'SPRING_JPA_DATABASE_PLATFORM', 'SPRING_JPA_PROPERTIES_HIBERNATE_DIALECT']) {
    const value = environment.get(name) ?? '';
    const of = kin(DATABASES.find((each) => value.toLowerCase().includes(each)));
    if (of !== undefined && asked !== undefined && DATABASES.includes(asked) && of !== asked) return { name, value, of, url: asked };
  }
  return undefined;
}

export const settingsValid = defineRule({
  id: 'settings-valid',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Values of well-known variables are ones that the programs take.',
  source:
    'https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/; https://docs.spring.io/spring-boot/appendix/application-properties/index.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (itemsAt(container.fields, 'env').length === 0 && itemsAt(container.fields, 'envFrom').length === 0) continue;
      const environment = environmentOf(container.fields, pod?.namespace ?? '', world);
      for (const [name, value] of environment) {
        if (value === '' || /\$[({]|\{\{|^</.test(value)) continue;
        const known = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
        const given = known?.many === true ? value.split(',').map((each) => each.trim()) : [value];
        const wrong =
          known === undefined ? undefined : given.find((each) => !known.words.includes(each.toLowerCase()) && !known.words.includes(each));
        if (known !== undefined && wrong !== undefined) {
          const near = nearest(wrong, known.words) ?? known.words.find((each) => each.startsWith(wrong) || wrong.startsWith(each));
          // A word of one's own may be a plug-in; what nearly is one of the list is not.
          yield {
            path: place(container, name),
            ...(near === undefined && name.startsWith('OTEL') ? { severity: 'warning' as const } : {}),
            message: `${name} is "${wrong}", and known are ${known.words.join(', ')}`,
            why: 'The program does not start with it, or goes on as if nothing had been set.',
            fix: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
          };
        }
        const other = name === 'SPRING_DATASOURCE_URL' ? otherDatabase(value, environment) : undefined;
        if (other !== undefined) {
          yield {
            path: place(container, other.name),
            message: `${other.name} is ${other.value}, for ${other.of}, and SPRING_DATASOURCE_URL is of ${other.url}`,
            why: 'The program ends at its start: "Driver claims to not accept jdbcUrl", or sends words that the database does not know.',
            fix: 'Leave it out: Spring chooses by the URL.',
          };
        }
        const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
        if (form === undefined || form.form.test(value)) continue;
        yield { path: place(container, name), message: `${name} is "${value}", which ${form.is}`, why: form.why, fix: form.fix(value) };
      }
    }
  },
});

function place({ fields, path }: Container, name: string): string {
  const index = itemsAt(fields, 'env').findIndex((each) => textAt(each, 'name') === name);
  return index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value`;
}
