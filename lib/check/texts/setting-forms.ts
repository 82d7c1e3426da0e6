import { isTimeZone } from '../schema/core/workloads.ts';

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
export const WORDS: Readonly<Record<string, { readonly words: readonly string[]; readonly many?: true }>> = {
  GIN_MODE: { words: ['debug', 'release', 'test'] },
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
export const FORMS: Readonly<
  Record<
    string,
    {
      readonly form: Pick<RegExp, 'test'>;
      readonly is: string;
      readonly why: string;
      readonly fix: (value: string) => string;
      /** Only where some programs take it all the same. */
      readonly severity?: 'warning';
    }
  >
> = {
  DATA_SOURCE_URI: {
    form: /^(?!\w+:\/\/)/,
    is: 'begins with a scheme, which postgres_exporter puts before it itself',
    why: 'The exporter asks postgresql://USER:PASSWORD@postgresql://…: pg_up is 0, and there is no other metric of the database.',
    fix: (value: string) => `Write ${value.replace(/^\w+:\/\/(?:[^@/]*@)?/, '')}.`,
  },
  GOMEMLIMIT: {
    form: /^(?:\d+(?:B|[KMGT]iB)?|off)$/,
    is: 'is no size of Go (400MiB)',
    why: 'The runtime of Go ends the program at its start: "fatal error: malformed GOMEMLIMIT".',
    fix: (value: string) => (/^\d+[KMGT]i?$/.test(value) ? `Write ${value.replace(/i?$/, 'iB')}.` : 'Write a number with KiB, MiB or GiB.'),
  },
  TZ: {
    form: { test: (value) => isTimeZone(value.replace(/^:/, '')) || /^\/|^[A-Z<]\S*\d/.test(value) },
    is: 'is no time zone',
    why: 'The program runs in UTC and says nothing: what is written down, shown and started by the clock is hours off.',
    fix: () => 'Write a place of the table of zones, such as Asia/Seoul.',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    form: /^(?:0|1|0?\.\d+|1\.0+|0\.0+)$|=/,
    is: 'is no share of 0 to 1',
    why: 'The agent refuses it, or takes all traces: the store of traces fills up.',
    fix: (value: string) => (/^\d+$/.test(value) ? `Write ${Number(value) / 100}.` : 'Write a number from 0 to 1.'),
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    form: /^(?:\s*[^=,\s][^=,]*=[^,]*,?)+$/,
    is: 'is no list of name=value with commas',
    why: 'The agent of Java does not start over it ("Invalid map property"), and others leave the attributes out: traces and metrics come without them, or not at all.',
    fix: (value: string) =>
      value.includes(':') && !value.includes('=')
        ? `Write ${value.replace(/:\s*/g, '=').replace(/[;,\s]+/g, ',')}.`
        : 'Write name=value,name=value.',
  },
  ...Object.fromEntries(
    ['', 'TRACES_', 'METRICS_', 'LOGS_'].map((signal) => [
      `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`,
      {
        form: /^(?:https?|unix|dns|kubernetes):\/\//,
        is: 'has no scheme (http:// or https://)',
        why: 'The Java agent refuses the endpoint ("must be a URL"), and others take the host for a scheme: no trace is sent.',
        fix: (value: string) => `Write http://${value}.`,
        // The exporter of Python takes a plain address.
        severity: 'warning' as const,
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
