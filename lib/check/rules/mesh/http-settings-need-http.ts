import { gatewaysOf, isMesh } from '../../host-claims.ts';
import { servicesOfRule } from '../../mesh/covered.ts';
import { onlyBytes } from '../../mesh/protocols.ts';
import { at, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const HASH = {
  why: 'There is no request to take it from: connections go to any of the pods, and a client finds its data on one of them only by luck.',
  fix: 'Write consistentHash.useSourceIp: true, or leave the balancing to the client of the database.',
};

/** Settings of a policy that act on requests alone. */
const SETTINGS: readonly { readonly path: string; readonly why: string; readonly fix: string }[] = [
  {
    path: 'connectionPool.http',
    why: 'None of these limits applies: the circuit breaker that people rely on is not there.',
    fix: 'Use connectionPool.tcp (maxConnections, connectTimeout), and remove http.',
  },
  ...['httpHeaderName', 'httpCookie', 'httpQueryParameterName'].map((key) => ({ path: `loadBalancer.consistentHash.${key}`, ...HASH })),
];

export const httpSettingsNeedHttp = defineRule({
  id: 'http-settings-need-http',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/DestinationRule', 'networking.istio.io/v1/VirtualService'],
  asks: 'Settings and routes for HTTP are made for Services that speak HTTP.',
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'DestinationRule') {
      const found = SETTINGS.find(({ path }) => at(object, `spec.trafficPolicy.${path}`) !== undefined);
      if (found === undefined) return;
      const [service] = servicesOfRule(world, manifest);
      const protocol = service === undefined ? undefined : onlyBytes(world, service);
      if (service === undefined || protocol === undefined) return;
      yield {
        path: `spec.trafficPolicy.${found.path}`,
        message: `${found.path} is set for Service ${service.object.metadata.name}, whose port is plain TCP to Istio (${protocol})`,
        why: found.why,
        fix: found.fix,
      };
      return;
    }
    // On a gateway the listener decides, whatever the Service calls its port.
    if (itemsAt(object, 'spec.http').length === 0 || !gatewaysOf(manifest).some(isMesh)) return;
    for (const [index, host] of itemsAt(object, 'spec.hosts').entries()) {
      const service = world.serviceAt(text(host) ?? '', object.metadata.namespace ?? '')?.service;
      const protocol = service === undefined ? undefined : onlyBytes(world, service);
      if (service === undefined || protocol === undefined) continue;
      yield {
        path: `spec.hosts[${index}]`,
        message: `HTTP routes for Service ${service.object.metadata.name}, whose port is plain TCP to Istio (${protocol})`,
        why: 'The sidecars forward the bytes and never look at these routes: weights, retries and timeouts have no effect.',
        fix: 'Name the port of the Service http-…, or use tcp routes.',
      };
    }
  },
});
