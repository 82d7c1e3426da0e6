import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/jaeger-3.4.1.ts';
import type { ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { ISTIO } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';

/** Chosen: what it keeps is in its memory. */
const RESOURCES = Resources.of({ requests: { cpu: '50m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } });
/** Traces that it keeps before it forgets the oldest (chosen): without a number it grows until it is killed. Unit: traces. */
const MAX_TRACES = 20_000;
const LABELS = { 'app.kubernetes.io/name': 'jaeger', 'app.kubernetes.io/instance': 'jaeger', 'app.kubernetes.io/component': 'all-in-one' };

export interface Jaeger {
  /** Takes spans as sidecars send them. */
  readonly zipkin: ServiceEndpoint;
  /** Answers queries, plain HTTP. */
  readonly query: ServiceEndpoint;
}

/** Traces: everything in one program, and nothing kept beyond its pod (seed 003, Jaeger). */
export function installJaeger(scope: Construct): Jaeger {
  component(scope, 'Jaeger', {
    release: 'jaeger',
    chart,
    namespace: ISTIO,
    wave: WAVE.stores,
    values: {
      provisionDataStore: { cassandra: false },
      storage: { type: 'memory' },
      allInOne: {
        enabled: true,
        args: [`--memory.max-traces=${MAX_TRACES}`],
        resources: RESOURCES.toJson(),
        serviceAccount: { automountServiceAccountToken: false },
      },
      agent: { enabled: false },
      collector: { enabled: false },
      query: { enabled: false },
    },
  });
  // One pod behind two Services, both without an address of their own.
  const collector = new ProvidedWorkload<'zipkin'>(scope, 'JaegerCollectorPods', {
    name: 'jaeger',
    namespace: ISTIO,
    service: 'jaeger-collector',
    podLabels: LABELS,
    ports: { zipkin: { port: Port.http(9411, 'zipkin') } },
    pods: { image: `jaegertracing/all-in-one:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const query = new ProvidedWorkload<'http'>(scope, 'JaegerQueryPods', {
    name: 'jaeger',
    namespace: ISTIO,
    service: 'jaeger-query',
    podLabels: LABELS,
    ports: { http: { port: Port.http(16686, 'query') } },
  });
  return { zipkin: collector.serviceEndpoint('zipkin'), query: query.serviceEndpoint('http') };
}
