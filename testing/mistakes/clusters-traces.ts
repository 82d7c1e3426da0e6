import { app, mistake, object } from './apps.ts';
import { addon, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

function kiali(external: string): Readonly<Record<string, string>> {
  return {
    'addons/install.sh': installs(
      release('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '72.6.2', 'monitoring'),
      release('kiali-server', 'kiali', 'kiali-server', '2.10.0', 'istio-system'),
    ),
    'addons/values/kube-prometheus-stack.yaml': 'grafana: { enabled: true }\n',
    'addons/values/kiali-server.yaml': `auth: { strategy: token }\n${external}`,
  };
}

function istio(values: string, ingress: string, more: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'addons/install.sh': installs(
      release('istio-base', 'istio', 'base', '1.24.2', 'istio-system').replace(' -f addons/values/istio-base.yaml', ''),
      release('istiod', 'istio', 'istiod', '1.24.2', 'istio-system'),
      release('istio-ingressgateway', 'istio', 'gateway', '1.24.2', 'istio-ingress'),
      ...more,
    ),
    'addons/values/istiod.yaml': values,
    'addons/values/istio-ingressgateway.yaml': ingress,
  };
}

const ports = `service:
  type: LoadBalancer
  ports:
    - { name: http2, port: 80, targetPort: 80 }
    - { name: https, port: 443, targetPort: 443 }
`;

function gateway(place: string, rest: string): string {
  return object(
    'networking.istio.io/v1',
    'Gateway',
    'main-gateway',
    place,
    `spec:
  selector: { istio: ingressgateway }
  servers:
    - { port: { number: 80, name: http, protocol: HTTP }, hosts: ['*.local.dev'] }
${rest}`,
  );
}

function tls(name: string): string {
  return `    - { port: { number: 443, name: https, protocol: HTTPS }, hosts: ['*.local.dev'], tls: { mode: SIMPLE, credentialName: ${name} } }`;
}

function route(gatewayName: string, host: string, destination: string, port: number): string {
  return object(
    'networking.istio.io/v1',
    'VirtualService',
    'web',
    'app',
    `spec:
  hosts: [${host}]
  gateways: [${gatewayName}]
  http: [{ route: [{ destination: { host: ${destination}, port: { number: ${port} } } }] }]`,
  );
}

const web = documents(namespace('app', 'istio-injection: enabled'), app('web', 'app', 8080));

function certificate(place: string): string {
  return documents(
    object('cert-manager.io/v1', 'ClusterIssuer', 'local', '', 'spec: { selfSigned: {} }'),
    object(
      'cert-manager.io/v1',
      'Certificate',
      'local-dev',
      place,
      "spec: { secretName: local-dev-tls, dnsNames: ['*.local.dev'], issuerRef: { name: local, kind: ClusterIssuer } }",
    ),
  );
}

function jaeger(values: string): Readonly<Record<string, string>> {
  return addon('jaeger', 'jaegertracing', 'jaeger', '3.4.0', 'tracing', values);
}

/** The single cluster with Istio, Kiali and Jaeger from which the three came. */
export const clusterTraces: readonly Mistake[] = [
  mistake(
    'Kiali looks for Prometheus in its own namespace',
    'url-host-exists',
    kiali("external_services: { prometheus: { url: 'http://prometheus.istio-system:9090' } }\n"),
    'addons/values/kiali-server.yaml',
    [['http://prometheus.istio-system:9090', 'http://kube-prometheus-stack-prometheus.monitoring:9090']],
  ),
  mistake(
    'The neighbours of Kiali stand at the top of its values',
    'helm-default-address',
    kiali("prometheus: { url: 'http://kube-prometheus-stack-prometheus.monitoring:9090' }\n"),
    'addons/values/kiali-server.yaml',
    [
      [
        "prometheus: { url: 'http://kube-prometheus-stack-prometheus.monitoring:9090' }",
        "external_services: { prometheus: { url: 'http://kube-prometheus-stack-prometheus.monitoring:9090' } }",
      ],
    ],
  ),
  mistake(
    'Jaeger is one program in memory, and its chart brings a Cassandra all the same',
    'helm-values-work',
    jaeger(
      'allInOne: { enabled: true }\nstorage: { type: memory }\nagent: { enabled: false }\ncollector: { enabled: false }\nquery: { enabled: false }\n',
    ),
    'addons/values/jaeger.yaml',
    [['storage: { type: memory }', 'storage: { type: memory }\nprovisionDataStore: { cassandra: false }']],
  ),
  mistake(
    'The sidecars send spans to a collector in a namespace that nobody makes',
    'url-host-exists',
    {
      ...istio(
        'meshConfig:\n  enableTracing: true\n  defaultConfig: { tracing: { zipkin: { address: jaeger-collector.observability.svc:9411 }, sampling: 10 } }\n',
        ports,
        [release('jaeger', 'jaegertracing', 'jaeger', '3.4.0', 'tracing')],
      ),
      'addons/values/jaeger.yaml':
        'provisionDataStore: { cassandra: false }\nallInOne: { enabled: true }\nstorage: { type: memory }\nagent: { enabled: false }\ncollector: { enabled: false }\nquery: { enabled: false }\n',
    },
    'addons/values/istiod.yaml',
    [['jaeger-collector.observability', 'jaeger-collector.tracing']],
  ),
  mistake(
    'A provider of traces is declared, and no Telemetry sends anything to it',
    'telemetry-provider-declared',
    {
      ...istio(
        'meshConfig:\n  enableTracing: true\n  extensionProviders: [{ name: otel, opentelemetry: { service: collector-service.tracing.svc.cluster.local, port: 4317 } }]\n',
        ports,
      ),
      'tracing/collector.yaml': documents(namespace('tracing'), app('collector', 'tracing', 4317)),
      'tracing/telemetry.yaml': object(
        'telemetry.istio.io/v1',
        'Telemetry',
        'mesh',
        'istio-system',
        'spec: { accessLogging: [{ providers: [{ name: envoy }] }] }',
      ),
    },
    'tracing/telemetry.yaml',
    [['spec: {', 'spec: { tracing: [{ providers: [{ name: otel }] }],']],
    { partly: true },
  ),
  mistake(
    'A Telemetry names a provider that the mesh does not know',
    'telemetry-provider-declared',
    {
      ...istio(
        'meshConfig:\n  enableTracing: true\n  extensionProviders: [{ name: otel, opentelemetry: { service: collector-service.tracing.svc.cluster.local, port: 4317 } }]\n',
        ports,
      ),
      'tracing/collector.yaml': documents(namespace('tracing'), app('collector', 'tracing', 4317)),
      'tracing/telemetry.yaml': object(
        'telemetry.istio.io/v1',
        'Telemetry',
        'mesh',
        'istio-system',
        'spec: { tracing: [{ providers: [{ name: jaeger }] }] }',
      ),
    },
    'tracing/telemetry.yaml',
    [['name: jaeger', 'name: otel']],
  ),
  mistake(
    'The gateway of the mesh listens on 443, its Service has port 80 only',
    'gateway-servers-listen',
    {
      ...istio('meshConfig: { enableTracing: false }\n', ports.replace('    - { name: https, port: 443, targetPort: 443 }\n', '')),
      'app/gateway.yaml': documents(gateway('istio-ingress', tls('local-dev-tls')), certificate('istio-ingress')),
      'app/web.yaml': documents(web, route('istio-ingress/main-gateway', 'web.local.dev', 'web-service', 8080)),
    },
    'addons/values/istio-ingressgateway.yaml',
    [['targetPort: 80 }\n', 'targetPort: 80 }\n    - { name: https, port: 443, targetPort: 443 }\n']],
  ),
  mistake(
    'The certificate of a gateway is in another namespace than the pods of the gateway',
    'secret-reference-exists',
    {
      ...istio('meshConfig: { enableTracing: false }\n', ports),
      'app/gateway.yaml': documents(gateway('istio-ingress', tls('local-dev-tls')), certificate('istio-system')),
      'app/web.yaml': documents(web, route('istio-ingress/main-gateway', 'web.local.dev', 'web-service', 8080)),
    },
    'app/gateway.yaml',
    [['name: local-dev, namespace: istio-system', 'name: local-dev, namespace: istio-ingress']],
  ),
  mistake(
    'A route names the gateway in the namespace in which it stood before',
    'gateway-exists',
    {
      ...istio('meshConfig: { enableTracing: false }\n', ports),
      'app/gateway.yaml': gateway('istio-ingress', ''),
      'app/web.yaml': documents(web, route('istio-system/main-gateway', 'web.local.dev', 'web-service', 8080)),
    },
    'app/web.yaml',
    [['istio-system/main-gateway', 'istio-ingress/main-gateway']],
  ),
  mistake(
    'The selector of the gateway has the name of the release that Istio made before the charts',
    'gateway-selects-pods',
    {
      ...istio('meshConfig: { enableTracing: false }\n', `name: public-gateway\n${ports}`),
      'app/gateway.yaml': gateway('istio-ingress', ''),
      'app/web.yaml': documents(web, route('istio-ingress/main-gateway', 'web.local.dev', 'web-service', 8080)),
    },
    'app/gateway.yaml',
    [['istio: ingressgateway', 'istio: public-gateway']],
  ),
  mistake(
    'The control plane is installed before the definitions of Istio',
    'script-order',
    {
      'addons/install.sh': installs(
        release('istiod', 'istio', 'istiod', '1.24.2', 'istio-system'),
        release('istio-base', 'istio', 'base', '1.24.2', 'istio-system').replace(' -f addons/values/istio-base.yaml', ''),
      ),
      'addons/values/istiod.yaml': 'meshConfig: { enableTracing: false }\n',
    },
    'addons/install.sh',
    [
      ['helm upgrade --install istiod istio/istiod --version 1.24.2 -n istio-system --create-namespace -f addons/values/istiod.yaml\n', ''],
      [
        'helm upgrade --install istio-base istio/base --version 1.24.2 -n istio-system --create-namespace\n',
        'helm upgrade --install istio-base istio/base --version 1.24.2 -n istio-system --create-namespace\nhelm upgrade --install istiod istio/istiod --version 1.24.2 -n istio-system --create-namespace -f addons/values/istiod.yaml\n',
      ],
    ],
  ),
  mistake(
    'Half of Istio is of another version than the other half',
    'chart-versions-agree',
    (() => {
      const tree = istio('meshConfig: { enableTracing: false }\n', ports);
      return {
        ...tree,
        'addons/install.sh': (tree['addons/install.sh'] ?? '').replace('istio/istiod --version 1.24.2', 'istio/istiod --version 1.19.3'),
      };
    })(),
    'addons/install.sh',
    [['1.19.3', '1.24.2']],
  ),
];
