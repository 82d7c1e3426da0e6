import type { Construct } from 'constructs';
import { chart as base } from '../../../imports/charts/base-1.20.1.ts';
import { chart as gateway } from '../../../imports/charts/gateway-1.20.1.ts';
import { chart as istiod } from '../../../imports/charts/istiod-1.20.1.ts';
import type { IgnoreRule } from '../../../lib/constructs/ignore-rule.ts';
import { addressOf, type ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import type { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { lineOf } from '../../facts.ts';
import { ISTIO } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';
import { egressPods, GATEWAY, HTTP, ingressPods, ISTIOD, istiodPods } from './istio-pods.ts';

/** Every request is traced (seed 003, Istio; the chart's own default is 1). Unit: percent. */
const TRACED = 100;

export interface Istio {
  readonly istiod: ProvidedWorkload<'xds' | 'webhook' | 'monitoring'>;
  /** Pods of the way in. */
  readonly ingress: ProvidedWorkload<'http'>;
}

/** The mesh, with what its demo profile has and its charts do not know: definitions, control plane, and a gateway each way. */
export function installIstio(scope: Construct, cluster: Cluster, traces: ServiceEndpoint): Istio {
  const shared = { namespace: ISTIO, line: lineOf(cluster, 'istio') };
  component(scope, 'IstioBase', {
    ...shared,
    release: 'istio-base',
    chart: base,
    wave: WAVE.definitions,
    ignore: [rewritten('istiod-default-validator')],
    values: {},
  });
  component(scope, 'Istiod', {
    ...shared,
    release: 'istiod',
    chart: istiod,
    wave: WAVE.meshControlPlane,
    ignore: [rewritten('istio-validator-istio-system')],
    values: {
      pilot: {
        autoscaleEnabled: false,
        replicaCount: 1,
        resources: { requests: ISTIOD },
        traceSampling: TRACED,
        // Sidecars end with their Job (M14), and are there before the program's own init containers.
        env: { ENABLE_NATIVE_SIDECARS: 'true' },
      },
      global: { defaultPodDisruptionBudget: { enabled: false } }, // of one pod it would block every drain
      meshConfig: {
        accessLogFile: '/dev/stdout',
        enableTracing: true,
        // The built-in address, zipkin.istio-system, belongs to no Service here.
        defaultConfig: { tracing: { zipkin: { address: addressOf(traces) } } },
      },
    },
  });
  gatewayOf(scope, 'IngressGateway', shared, 'istio-ingressgateway', {
    type: 'NodePort',
    ports: [{ name: 'http2', port: HTTP, protocol: 'TCP', targetPort: HTTP, nodePort: cluster.nodePort('ingress') }],
  });
  gatewayOf(scope, 'EgressGateway', shared, 'istio-egressgateway', { type: 'ClusterIP' });

  const control = istiodPods(scope, istiod.appVersion);
  const ingress = ingressPods(scope, gateway.appVersion);
  for (const pods of [ingress, egressPods(scope, gateway.appVersion)]) pods.connectsTo(control.endpoint('xds'), traces);
  return { istiod: control, ingress };
}

/** A release `istio-ingressgateway`: its pods carry `istio: ingressgateway`, by which a Gateway finds them. */
function gatewayOf(
  scope: Construct,
  id: string,
  shared: { readonly namespace: string; readonly line: string },
  release: string,
  service: object,
): void {
  component(scope, id, {
    ...shared,
    release,
    chart: gateway,
    wave: WAVE.meshGateways,
    values: { autoscaling: { enabled: false }, replicaCount: 1, resources: { requests: GATEWAY }, service },
  });
}

/** istiod writes its authority into its webhooks and makes them mandatory once it answers; self-heal would fight it. */
function rewritten(name: string): IgnoreRule {
  return {
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
    name,
    jqPathExpressions: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'],
  };
}
