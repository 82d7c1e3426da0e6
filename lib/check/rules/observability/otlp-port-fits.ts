import { POD_KINDS } from '../../pods.ts';
import { documentKind } from '../../document.ts';
import { meshConfigs } from '../../mesh/settings.ts';
import { partPath, SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { at, fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const otlpPortFits = defineRule({
  id: 'otlp-port-fits',
  severity: 'warning',
  kinds: [...new Set([...SHAPE_KINDS, ...POD_KINDS, documentKind('HelmValues')])],
  asks: 'OTLP goes to port 4317 as gRPC and to port 4318 as HTTP.',
  source: 'https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-default-port; https://opentelemetry.io/docs/specs/otel/protocol/exporter/',
  *check(manifest, world) {
    const why =
      'The receiver hears the wrong protocol and hangs up: no trace arrives, and the application only logs a warning now and then.';
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      const variables = itemsAt(container.fields, 'env');
      const value = (name: string): string | undefined =>
        textAt(
          variables.find((each) => textAt(each, 'name') === name),
          'value',
        );
      for (const signal of ['', 'TRACES_', 'METRICS_', 'LOGS_']) {
        const endpoint = value(`OTEL_EXPORTER_OTLP_${signal}ENDPOINT`);
        const protocol = value(`OTEL_EXPORTER_OTLP_${signal}PROTOCOL`) ?? value('OTEL_EXPORTER_OTLP_PROTOCOL');
        const fault =
          endpoint === undefined ? undefined : misfit(endpoint, protocol === undefined ? undefined : protocol === 'grpc' ? 'grpc' : 'http');
        const index = variables.findIndex((each) => textAt(each, 'name') === `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`);
        if (fault !== undefined)
          yield {
            path: `${container.path}.env[${index}].value`,
            message: `${endpoint ?? ''} is asked by ${protocol ?? 'OTLP'}, ${fault}`,
            why,
            fix: FIX,
          };
      }
    }
    yield* springFaults(manifest, world, why);
    for (const shape of shapesIn(world, manifest, 'otel')) {
      for (const [name, exporter] of Object.entries(fieldsAt(shape.content, 'exporters'))) {
        const protocol = /^otlphttp(\/|$)|^otlp_http(\/|$)/.test(name) ? 'http' : /^otlp(\/|$)/.test(name) ? 'grpc' : undefined;
        const endpoint = textAt(exporter, 'endpoint');
        const fault = endpoint === undefined || protocol === undefined ? undefined : misfit(endpoint, protocol);
        if (fault !== undefined)
          yield {
            path: partPath(shape, 'exporters', name),
            message: `the exporter ${name} sends to ${endpoint ?? ''}, ${fault}`,
            why,
            fix: FIX,
          };
      }
    }
    if (manifest.object.kind !== 'Application' && manifest.object.kind !== 'HelmRelease' && manifest.object.kind !== 'HelmValues') return;
    const text = JSON.stringify(manifest.object);
    if (!text.includes('extensionProviders')) return;
    for (const config of meshConfigs(world)) {
      for (const provider of itemsAt(config, 'extensionProviders')) {
        const issue = ofProvider(provider, why);
        if (issue !== undefined && text.includes(`"${textAt(provider, 'name') ?? ''}"`)) yield issue;
      }
    }
  },
});

/** Spring Boot sends OTLP by HTTP unless the transport says otherwise. @see https://docs.spring.io/spring-boot/reference/actuator/tracing.html */
function* springFaults(manifest: WorldObject, world: World, why: string): Iterable<Issue> {
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    const variables = itemsAt(container.fields, 'env');
    if (!variables.some((each) => textAt(each, 'name')?.startsWith('MANAGEMENT_OTLP_') === true)) continue;
    for (const [index, variable] of variables.entries()) {
      const [, part = ''] =
        /^MANAGEMENT_OTLP_(TRACING|METRICS_EXPORT|LOGGING)_(?:ENDPOINT|URL)$/.exec(textAt(variable, 'name') ?? '') ?? [];
      const endpoint = part === '' ? undefined : textAt(variable, 'value');
      const transport = variables.find((each) => textAt(each, 'name') === `MANAGEMENT_OTLP_${part}_TRANSPORT`);
      const fault =
        endpoint === undefined ? undefined : misfit(endpoint, transport === undefined ? 'http' : protocolIn(textAt(transport, 'value')));
      if (fault === undefined) continue;
      yield {
        path: `${container.path}.env[${index}].value`,
        message: `${endpoint ?? ''} is asked by Spring Boot, ${fault}`,
        why,
        fix: FIX,
      };
    }
  }
}

function protocolIn(transport: string | undefined): 'grpc' | 'http' | undefined {
  const word = transport?.toLowerCase();
  return word === 'grpc' || word === 'http' ? word : undefined;
}

const FIX = 'Write port 4317 for gRPC, 4318 for HTTP.';

/** Ports of older protocols, which take no OTLP. https://www.jaegertracing.io/docs/1.76/architecture/apis/ */
const OTHERS: Readonly<Record<string, string>> = {
  '14250': "where Jaeger's own gRPC listens, which takes no OTLP",
  '14268': "where Jaeger's own HTTP listens, which takes no OTLP",
  '9411': 'where Zipkin listens, which takes no OTLP',
  '6831': 'where the agent of Jaeger listens (UDP), which takes no OTLP',
};

function misfit(endpoint: string, protocol: 'grpc' | 'http' | undefined): string | undefined {
  const port = /:(\d+)(?:\/|$)/.exec(endpoint.replace(/^https?:\/\//, ''))?.[1];
  const other = OTHERS[port ?? ''];
  if (other !== undefined) return other;
  if (protocol === 'grpc' && port === '4318') return 'where OTLP over HTTP listens';
  return protocol === 'http' && port === '4317' ? 'where OTLP over gRPC listens' : undefined;
}

/** Envoy sends gRPC unless the provider says http. */
function ofProvider(provider: unknown, why: string): Issue | undefined {
  const port = numberAt(provider, 'opentelemetry.port');
  const http = at(provider, 'opentelemetry.http') !== undefined;
  if (port === undefined || !((port === 4318 && !http) || (port === 4317 && http))) return undefined;
  return {
    path: 'spec',
    message: `the provider ${textAt(provider, 'name') ?? ''} of the mesh sends OTLP over ${http ? 'HTTP' : 'gRPC'} to port ${port}`,
    why,
    fix: FIX,
  };
}
