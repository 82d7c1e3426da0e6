import { parseImage } from '../../images.ts';
import { istioValues, meshConfigs } from '../../mesh/settings.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { at, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

/** What listens on other ports of collectors. @see https://www.jaegertracing.io/docs/1.76/architecture/apis/ */
const OTHERS: Readonly<Record<string, string>> = {
  '14268': "Jaeger's Thrift over HTTP",
  '14250': "Jaeger's own gRPC",
  '6831': "Jaeger's agent (UDP)",
  '4317': 'OTLP over gRPC',
  '4318': 'OTLP over HTTP',
  '16686': "Jaeger's page",
  '3200': "Tempo's API",
};

export const zipkinReceived = defineRule({
  id: 'zipkin-received',
  severity: 'error',
  kinds: [
    ...POD_KINDS,
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    'slipway.dev/v1/HelmValues',
    'v1/ConfigMap',
    'install.istio.io/v1alpha1/IstioOperator',
  ],
  asks: 'Sidecars and programs that send spans as Zipkin send them to a port where Zipkin is received, and Jaeger is told to listen there.',
  source:
    'https://www.jaegertracing.io/docs/1.76/architecture/apis/#zipkin-formats-stable; https://istio.io/latest/docs/tasks/observability/distributed-tracing/zipkin/',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      const { path, tag = '' } = parseImage(container.image ?? '');
      const minor = Number(/^v?1\.(\d+)/.exec(tag)?.[1] ?? Number.NaN);
      if (!/^jaegertracing\/(all-in-one|jaeger-collector)$/.test(path) || Number.isNaN(minor)) continue;
      const deaf = container.ports.find(
        ({ port }) => (port === 9411 && !isTold(container, /zipkin/i)) || (port === 4317 && minor < 35 && !isTold(container, /otlp/i)),
      );
      if (deaf === undefined) continue;
      const [name, variable] =
        deaf.port === 9411 ? ['Zipkin', 'COLLECTOR_ZIPKIN_HOST_PORT, value ":9411"'] : ['OTLP', 'COLLECTOR_OTLP_ENABLED, value "true"'];
      yield {
        path: `${container.path}.ports`,
        message: `container "${container.name}" declares port ${deaf.port}, and Jaeger ${tag} listens to ${name} only where it is told to`,
        why: 'Every span that is sent there is refused: traces are empty, and only the senders log it.',
        fix: `Add the variable ${variable}.`,
      };
    }
    yield* ofPod(manifest, world);
    if (
      !istioValues(world).some((each) => each.manifest === manifest) &&
      manifest.object.kind !== 'IstioOperator' &&
      manifest.object.metadata.name !== 'istio'
    )
      return;
    for (const config of meshConfigs(world)) {
      const address = textAt(config, 'defaultConfig.tracing.zipkin.address') ?? '';
      const ends = [
        { written: address, port: /:(\d+)$/.exec(address)?.[1] },
        ...itemsAt(config, 'extensionProviders').flatMap((each) => {
          const port = numberAt(each, 'zipkin.port');
          return port === undefined ? [] : [{ written: `${textAt(each, 'zipkin.service') ?? ''}:${port}`, port: String(port) }];
        }),
      ];
      for (const { written, port } of ends) {
        const other = OTHERS[port ?? ''];
        if (other === undefined || !JSON.stringify(manifest.object).includes(written.replace(/:\d+$/, ''))) continue;
        yield {
          path: manifest.object.kind === 'HelmValues' ? 'values.meshConfig' : 'spec',
          ...lost(written, other),
        };
      }
    }
  },
});

function lost(written: string, other: string): Omit<Issue, 'path'> {
  return {
    severity: 'warning',
    message: `spans go as Zipkin to ${written}, where ${other} listens`,
    why: 'The receiver does not understand them: traces are empty, and nothing looks broken.',
    fix: 'Write port 9411 of the collector.',
  };
}

/** Variables by which programs are told where Zipkin is. */
const VARIABLES =
  /^(OTEL_EXPORTER_ZIPKIN_ENDPOINT|ZIPKIN_(BASE_?URL|ENDPOINT|URL|HOST)|MANAGEMENT_ZIPKIN_TRACING_ENDPOINT|SPRING_ZIPKIN_BASE_?URL|QUARKUS_OTEL_EXPORTER_ZIPKIN_ENDPOINT)$/;

/** A pod's own settings of its sidecar, and of its programs. */
function* ofPod(manifest: WorldObject, world: World): Iterable<Issue> {
  const pod = world.podTemplate(manifest);
  const own = pod?.annotations['proxy.istio.io/config'];
  const address = own?.includes('zipkin') === true ? textAt(yamlIn(own), 'tracing.zipkin.address') : undefined;
  const other = OTHERS[/:(\d+)$/.exec(address ?? '')?.[1] ?? ''];
  if (pod !== undefined && address !== undefined && other !== undefined)
    yield { path: `${pod.path === '' ? '' : `${pod.path}.`}metadata.annotations["proxy.istio.io/config"]`, ...lost(address, other) };
  for (const container of pod?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const value = VARIABLES.test(textAt(variable, 'name') ?? '') ? (textAt(variable, 'value') ?? '') : '';
      const listens = OTHERS[/^\w+:\/\/[^/:]+:(\d+)(?:\/|$)/.exec(value)?.[1] ?? ''];
      if (listens !== undefined) yield { path: `${container.path}.env[${index}].value`, ...lost(value, listens) };
    }
  }
}

function isTold({ fields }: Container, word: RegExp): boolean {
  const said = [
    ...itemsAt(fields, 'env').map((each) => textAt(each, 'name')),
    ...itemsAt(fields, 'args').map(text),
    ...itemsAt(fields, 'command').map(text),
  ];
  return (
    said.some((each) => each !== undefined && word.test(each)) ||
    itemsAt(fields, 'envFrom').length > 0 ||
    at(fields, 'lifecycle') !== undefined
  );
}
