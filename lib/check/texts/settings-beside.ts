import type { Issue } from '../rule.ts';

const DATABASES = ['mysql', 'mariadb', 'postgresql', 'oracle', 'sqlserver', 'h2'];

/** A driver or dialect of another database than the URL names; those of MySQL and MariaDB speak to both. */
export function otherDatabase(
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

/** Settings of traces that another one takes the effect from. */
export function idleBeside(name: string, value: string, environment: ReadonlyMap<string, string>): Omit<Issue, 'path'> | undefined {
  const sampler = environment.get('OTEL_TRACES_SAMPLER') ?? '';
  if (name === 'OTEL_TRACES_SAMPLER_ARG' && /^(parentbased_)?always_(on|off)$/.test(sampler)) {
    return {
      message: `OTEL_TRACES_SAMPLER_ARG is ${value}, and OTEL_TRACES_SAMPLER is ${sampler}, which takes no share`,
      why: `The share is passed over: ${sampler.endsWith('on') ? 'every trace is sent, and the store fills up' : 'no trace is sent'}.`,
      fix: 'Write OTEL_TRACES_SAMPLER: parentbased_traceidratio.',
    };
  }
  const endpoint = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'].find((each) => environment.has(each));
  if (name !== 'OTEL_TRACES_EXPORTER' || endpoint === undefined || !/^(zipkin|jaeger|console|logging)$/.test(value)) return undefined;
  if (environment.has(`OTEL_EXPORTER_${value.toUpperCase()}_ENDPOINT`)) return undefined;
  return {
    message: `OTEL_TRACES_EXPORTER is ${value}, and the address is that of OTLP (${endpoint})`,
    why: 'Traces go where the exporter looks by itself (localhost), or to the log; the store of traces stays empty.',
    fix: 'Write otlp, or give the exporter an endpoint of its own.',
  };
}
