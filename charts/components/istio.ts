import type { Construct } from 'constructs';
import { chart as base } from '../../imports/charts/base-1.24.6.ts';
import { chart as gateway } from '../../imports/charts/gateway-1.24.6.ts';
import { chart as istiod } from '../../imports/charts/istiod-1.24.6.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { IgnoreRule } from '../../lib/constructs/ignore-rule.ts';
import type { Endpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS, MUTATING_WEBHOOKS, NAMESPACED_RBAC, VALIDATING_WEBHOOKS } from './kinds.ts';

/** Every sidecar asks for this much (seed 002, sidecar defaults). */
const SIDECAR = Resources.of({ requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: '200m', memory: '128Mi' } });
const ISTIOD = { cpu: '200m', memory: '512Mi' };
const GATEWAY = { cpu: '100m', memory: '128Mi' };
/** Kubernetes' own class: without the way in and its control plane, nothing else on full nodes is of use. */
const CRITICAL = 'system-cluster-critical';
const namespace = NAMESPACES.istio.name;

export interface Istio {
  readonly components: readonly HelmComponent<object>[];
  /** Where sidecars get their configuration. */
  readonly controlPlane: Endpoint;
  /** Metrics of the control plane, its version, and how the proxies stand. */
  readonly monitoring: Endpoint;
  /** The pods behind the load balancer's address. */
  readonly ingress: ProvidedWorkload;
}

/** The mesh: definitions, control plane, and the one door from outside (seed 002, Istio). */
export function installIstio(scope: Construct, cluster: Cluster, addressAnnotation: Readonly<Record<string, string>>): Istio {
  const shared = { namespace, project: 'platform', line: lineOf(cluster, 'istio') };
  const definitions = new HelmComponent(scope, 'IstioBase', {
    ...shared,
    release: 'istio-base',
    chart: base,
    wave: WAVE.meshDefinitions,
    kinds: { cluster: [DEFINITIONS, VALIDATING_WEBHOOKS], namespaced: core('ServiceAccount') },
    ignore: [filledIn('istiod-default-validator')],
    values: {},
  });
  const controlPlane = new HelmComponent(scope, 'Istiod', {
    ...shared,
    release: 'istiod',
    chart: istiod,
    wave: WAVE.meshControlPlane,
    kinds: {
      cluster: [...CLUSTER_RBAC, VALIDATING_WEBHOOKS, MUTATING_WEBHOOKS],
      namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), ...NAMESPACED_RBAC, { group: 'apps', kind: 'Deployment' }],
    },
    ignore: [filledIn('istio-validator-istio-system')],
    values: {
      autoscaleEnabled: false,
      replicaCount: 1,
      resources: { requests: ISTIOD },
      global: {
        priorityClassName: CRITICAL,
        defaultPodDisruptionBudget: { enabled: false }, // of one pod it would block every drain
        proxy: { resources: SIDECAR.toJson() },
      },
      // The merged metrics are on a port that the network policies of web and was do not admit (D-17).
      meshConfig: {
        enablePrometheusMerge: false,
        // Sidecars let through what is a Service of the cluster or a name that was declared.
        ...(cluster.switch('egress-hardening') ? { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } : {}),
      },
    },
  });
  const ingressPods = new ProvidedWorkload(scope, 'IngressGatewayPods', {
    name: 'istio-ingressgateway',
    namespace,
    service: 'istio-ingressgateway',
    podLabels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
    ports: { http: { port: Port.http(80) }, https: { port: Port.tcp(443, 'https') } },
    pods: { image: `istio/proxyv2:${gateway.appVersion}`, requests: GATEWAY, container: 'istio-proxy', priorityClass: CRITICAL },
  });
  const ingress = new HelmComponent(scope, 'IngressGateway', {
    ...shared,
    release: 'istio-ingressgateway',
    chart: gateway,
    wave: WAVE.meshGateway,
    kinds: { cluster: [], namespaced: [...core('Service', 'ServiceAccount'), ...NAMESPACED_RBAC, { group: 'apps', kind: 'Deployment' }] },
    values: {
      autoscaling: { enabled: false },
      replicaCount: 1,
      priorityClassName: CRITICAL,
      resources: { requests: GATEWAY },
      service: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local', // keeps the client's address, by which private hosts are guarded (D-14)
        annotations: addressAnnotation,
        ports: [
          { name: 'http2', port: 80, protocol: 'TCP', targetPort: 80 },
          { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
        ],
      },
    },
  });
  const istiodPods = new ProvidedWorkload(scope, 'IstiodPods', {
    name: 'istiod',
    namespace,
    service: 'istiod',
    podLabels: { app: 'istiod', istio: 'pilot' },
    ports: {
      xds: { port: Port.tcp(15012, 'https-dns') },
      webhook: { port: Port.tcp(443, 'webhook'), target: Port.tcp(15017, 'webhook') },
      monitoring: { port: Port.http(15014, 'monitoring') },
    },
    pods: { image: `istio/pilot:${istiod.appVersion}`, requests: ISTIOD, priorityClass: CRITICAL },
  });
  istiodPods.connectsToApiServer().acceptsFrom('api-server', 'webhook');
  const xds = istiodPods.endpoint('xds');
  ingressPods.connectsTo(xds).acceptsFrom('outside', 'http', 'https');
  return {
    components: [definitions, controlPlane, ingress],
    controlPlane: xds,
    monitoring: istiodPods.endpoint('monitoring'),
    ingress: ingressPods,
  };
}

/** istiod writes its CA into its webhooks and makes them mandatory once it answers. */
function filledIn(name: string): IgnoreRule {
  return { ...VALIDATING_WEBHOOKS, name, jqPathExpressions: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'] };
}
