import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

/** Ports to which spans are sent; nobody answers questions there. @see https://www.jaegertracing.io/docs/1.76/architecture/apis/ */
const SENT_TO: Readonly<Record<string, string>> = {
  '4317': 'OTLP over gRPC is received',
  '4318': 'OTLP over HTTP is received',
  '9411': 'Zipkin is received',
  '14250': "Jaeger's own gRPC is received",
  '14268': "Jaeger's Thrift over HTTP is received",
};
const WHY = 'Kiali shows "Could not fetch traces" on every workload, while Grafana and Jaeger themselves have them.';

export const kialiTracingReads = defineRule({
  id: 'kiali-tracing-reads',
  severity: 'error',
  kinds: ['kiali.io/v1alpha1/Kiali', 'v1/ConfigMap', ...HELM_KINDS],
  asks: 'Kiali asks for traces at the port where their store answers questions, by gRPC or HTTP as that port speaks.',
  source: 'https://kiali.io/docs/configuration/p8s-jaeger-grafana/tracing/; https://www.jaegertracing.io/docs/1.76/architecture/apis/',
  *check(manifest) {
    for (const { settings, path } of settingsOf(manifest)) {
      const tracing = at(settings, 'external_services.tracing');
      if (tracing === undefined || at(tracing, 'enabled') === false) continue;
      for (const key of ['internal_url', 'in_cluster_url']) {
        const url = textAt(tracing, key);
        const fault = url === undefined ? undefined : faultOf(url, tracing);
        if (fault !== undefined) yield { path: path.endsWith('"]') ? path : `${path}.external_services.tracing.${key}`, ...fault };
      }
    }
  },
});

/** Settings of Kiali: of its object, of its charts, or in the file that it reads. */
function* settingsOf(manifest: WorldObject): Iterable<{ readonly settings: unknown; readonly path: string }> {
  const { object } = manifest;
  if (object.kind === 'Kiali') yield { settings: object['spec'], path: 'spec' };
  else if (object.kind === 'ConfigMap') {
    const [file] = object.metadata.name.includes('kiali') ? Object.entries(textsAt(object, 'data')) : [];
    if (file?.[1].includes('external_services') === true) yield { settings: yamlIn(file[1]), path: `data[${JSON.stringify(file[0])}]` };
  } else {
    for (const { values, path } of helmValuesOf(manifest)) {
      yield { settings: values, path };
      yield { settings: at(values, 'cr.spec'), path: `${path}.cr.spec` };
    }
  }
}

function faultOf(url: string, tracing: unknown): Omit<Issue, 'path'> | undefined {
  const port = /^https?:\/\/[^/:]+:(\d+)/.exec(url)?.[1] ?? '';
  const isTempo = textAt(tracing, 'provider') === 'tempo';
  const sent = Object.hasOwn(SENT_TO, port) ? SENT_TO[port] : undefined;
  if (sent !== undefined) {
    return {
      message: `Kiali asks for traces at ${url}, where ${sent}`,
      why: WHY,
      fix: isTempo
        ? 'Write the HTTP port of Tempo (3200, with the chart also 3100).'
        : 'Write port 16685 (gRPC), or 16686 with use_grpc: false.',
    };
  }
  // Of Tempo, Kiali reads the port for gRPC from grpc_port.
  const byGrpc = at(tracing, 'use_grpc') !== false;
  if (isTempo || (port !== '16685' && port !== '16686') || byGrpc === (port === '16685')) return undefined;
  return {
    message: `Kiali asks for traces at ${url} by ${byGrpc ? 'gRPC, which use_grpc is unless it is false' : 'HTTP'}, and the port speaks ${byGrpc ? 'HTTP' : 'gRPC'}`,
    why: WHY,
    fix: byGrpc ? 'Write port 16685, or use_grpc: false.' : 'Write port 16686, or leave use_grpc: false out.',
  };
}
