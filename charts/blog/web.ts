import type { Construct } from 'constructs';
import { BlogRollout } from '../../lib/constructs/blog-rollout.ts';
import type { Mount } from '../../lib/constructs/container.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { httpGet } from '../../lib/constructs/probe.ts';
import { readOnly, rootWith } from '../../lib/constructs/security.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Duration } from '../../lib/values/duration.ts';
import { Quantity } from '../../lib/values/quantity.ts';
import { Resources } from '../../lib/values/resources.ts';
import { imageOf } from '../facts.ts';
import { BLOG } from '../namespaces.ts';
import { methodsInPolicy } from './mesh.ts';
import { HEALTH_PATH, nginxConfig } from './nginx-config.ts';
import { NETWORK_METRIC } from './scaling.ts';

/** All that nginx writes: its caches, and the file with its process id. @see https://hub.docker.com/_/nginx */
const WRITABLE: readonly Mount[] = [
  { volume: { kind: 'scratch', name: 'cache' }, path: '/var/cache/nginx' },
  { volume: { kind: 'scratch', name: 'run' }, path: '/var/run' },
];

/** nginx with the Hugo site, and the proxy to the API (seed 002, web). @param account its own, where somebody asks for it */
export function web(scope: Construct, cluster: Cluster, api: ServiceEndpoint, account: string | undefined): BlogRollout {
  const port = Port.http(80);
  const health = httpGet(port, HEALTH_PATH);
  return new BlogRollout(scope, 'Web', {
    name: 'web',
    namespace: BLOG,
    serviceAccount: account,
    image: imageOf(cluster, 'web'),
    port,
    resources: Resources.of({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
    probes: { liveness: health, readiness: health },
    // The master starts as root and hands over to its workers, so the image cannot run as an ordinary user (L-12).
    security: readOnly(rootWith('NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID')),
    mounts: WRITABLE,
    spread: 'soft', // two workers: a hard rule left one of two pods pending (L-03)
    config: {
      name: 'web-nginx-config',
      data: { 'default.conf': nginxConfig({ port, service: 'web-service', root: '/var/www/blog', api }) },
      files: { '/etc/nginx/conf.d/default.conf': 'default.conf' },
    },
    scaling: {
      replicas: { min: 2, max: 5 },
      cpuUtilization: 60,
      podMetric: { name: NETWORK_METRIC, average: Quantity.parse('300k') },
      stabilization: { up: Duration.minutes(1), down: Duration.minutes(5) },
      advice: { min: { cpu: '50m', memory: '64Mi' }, max: { cpu: '500m', memory: '512Mi' } },
    },
    canary: [
      { weight: 10, pause: Duration.seconds(30) },
      { weight: 50, pause: Duration.seconds(30) },
      { weight: 90, pause: Duration.seconds(30) },
    ],
  }).connectsTo(api, methodsInPolicy(cluster));
}
