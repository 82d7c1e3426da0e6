import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { BlogRollout } from '../../lib/constructs/blog-rollout.ts';
import { IstioCanaryRoute } from '../../lib/constructs/istio-canary-route.ts';
import type { IstioGateway } from '../../lib/constructs/istio-gateway.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Duration } from '../../lib/values/duration.ts';
import { tlsOf } from './mesh.ts';

/** From the gateway to the site (seed 002, web-vsvc and web-dest-rule). */
export function siteRoute(scope: Construct, cluster: Cluster, site: BlogRollout, gateway: IstioGateway): void {
  const route = new IstioCanaryRoute(scope, 'SiteRoute', {
    rollout: site,
    virtualService: 'web-vsvc',
    destinationRule: 'web-dest-rule',
    hosts: [cluster.host('blog').name],
    gateway,
    testHeader: 'x-canary-test',
    retries: { attempts: 3, perTry: Duration.seconds(2), on: ['5xx', 'reset', 'connect-failure', 'refused-stream'] },
    timeout: Duration.seconds(10),
    mirrorPercentage: 100,
    tls: tlsOf(cluster),
    http1MaxPendingRequests: 100,
    maxRequestsPerConnection: 10,
    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: Duration.seconds(30), maxEjectionPercent: 50 },
  });
  sayWhyPlain(route, cluster);
}

/** From the site to the API, inside the mesh (seed 002, was-retry-timeout and was-dest-rule). */
export function apiRoute(scope: Construct, cluster: Cluster, api: BlogRollout): void {
  const planned = cluster.switch('was-retries')
    ? {
        retries: { attempts: 3, perTry: Duration.seconds(7), on: ['5xx', 'reset', 'connect-failure', 'refused-stream'] },
        timeout: Duration.seconds(30),
      }
    : {};
  const route = new IstioCanaryRoute(scope, 'ApiRoute', {
    rollout: api,
    virtualService: 'was-retry-timeout',
    destinationRule: 'was-dest-rule',
    tls: tlsOf(cluster),
    http1MaxPendingRequests: 100,
    ...planned,
  });
  sayWhyPlain(route, cluster);
}

/** The check asks for mutual TLS between sidecars; that it is off is stated, and one switch away. */
function sayWhyPlain(route: IstioCanaryRoute, cluster: Cluster): void {
  if (tlsOf(cluster) !== 'DISABLE') return;
  const rule = route.node.findChild('DestinationRule') as ApiObject;
  rule.metadata.addAnnotation('slipway.dev/allow.mtls-switched-off', 'seed 002, DestinationRules: plain until mesh-mtls is switched on');
}
