import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { ISTIO } from '../namespaces.ts';

/** Requests of the demo profile (seed 003, Istio). */
export const ISTIOD = { cpu: '10m', memory: '100Mi' };
export const GATEWAY = { cpu: '10m', memory: '40Mi' };

/** Where the gateways listen, and their Services with them. */
export const HTTP = 80;
const HTTPS = 443;

/** The control plane, as its chart makes it. @see https://github.com/istio/istio/tree/1.20.1/manifests/charts/istio-control/istio-discovery */
export function istiodPods(scope: Construct, version: string): ProvidedWorkload<'xds' | 'webhook' | 'monitoring'> {
  const pods = new ProvidedWorkload<'xds' | 'webhook' | 'monitoring'>(scope, 'IstiodPods', {
    name: 'istiod',
    namespace: ISTIO,
    service: 'istiod',
    podLabels: { app: 'istiod', istio: 'pilot' },
    ports: {
      xds: { port: Port.tcp(15012, 'https-dns') },
      webhook: { port: Port.tcp(443, 'webhook'), target: Port.tcp(15017, 'webhook') },
      monitoring: { port: Port.http(15014, 'monitoring') },
    },
    pods: { image: `istio/pilot:${version}`, requests: ISTIOD },
  });
  (pods.node.findChild('Service') as ApiObject).metadata.addLabel('app', 'istiod'); // by which its monitor finds it
  return pods.connectsToApiServer().acceptsFrom('api-server', 'webhook');
}

/** The way in: on every node by its port. */
export function ingressPods(scope: Construct, version: string): ProvidedWorkload<'http'> {
  const pods = new ProvidedWorkload<'http'>(scope, 'IngressGatewayPods', {
    name: 'istio-ingressgateway',
    namespace: ISTIO,
    service: 'istio-ingressgateway',
    podLabels: { istio: 'ingressgateway' },
    ports: { http: { port: Port.http(HTTP) } },
    pods: { image: `istio/proxyv2:${version}`, requests: GATEWAY, container: 'istio-proxy' },
  });
  return pods.acceptsFrom('outside', 'http');
}

/** The way out: installed, and nothing leads there yet. */
export function egressPods(scope: Construct, version: string): ProvidedWorkload {
  return new ProvidedWorkload(scope, 'EgressGatewayPods', {
    name: 'istio-egressgateway',
    namespace: ISTIO,
    service: 'istio-egressgateway',
    podLabels: { istio: 'egressgateway' },
    ports: { http: { port: Port.http(HTTP) }, https: { port: Port.tcp(HTTPS, 'https') } },
    pods: { image: `istio/proxyv2:${version}`, requests: GATEWAY, container: 'istio-proxy' },
  });
}
