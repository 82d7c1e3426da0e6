import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { type ProvidedPort, ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { managedApiServers } from '../ends.ts';

/** Where redirects of chart archives lead that lie in releases on GitHub, as most do. */
const GITHUB = ['github.com', '*.githubusercontent.com'];

/**
 * The programs of Argo CD, and who talks to whom among them.
 * @param repositories from which manifests and charts are fetched
 */
export function argoCdPods(scope: Construct, cluster: Cluster, repositories: readonly string[]): void {
  const { server, controller, generator, repo, redis, redisSecret } = programs(scope);
  const cache = redis.endpoint('redis');
  const renderer = repo.endpoint('grpc');
  const hosts = new Set([...repositories.map((url) => new URL(url).hostname), ...GITHUB]);
  repo.connectsTo(cache).connectsToWorld(443, { hosts: [...hosts].sort() });
  for (const each of [server, controller]) each.connectsTo(renderer, cache, managedApiServers(cluster));
  generator.connectsTo(renderer);
  for (const each of [server, controller, generator, redisSecret]) each.connectsToApiServer();
}

function programs(scope: Construct) {
  const program = <Name extends string>(name: string, ports: Readonly<Record<Name, ProvidedPort>>, service?: string) =>
    new ProvidedWorkload<Name>(scope, `Pods-${name}`, {
      name,
      namespace: ARGOCD_NAMESPACE,
      service,
      podLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'argocd' },
      ports,
    });
  return {
    server: program('argocd-server', { http: { port: Port.http(80), target: Port.http(8080) } }, 'argocd-server'),
    controller: program('argocd-application-controller', {}),
    generator: program('argocd-applicationset-controller', {}),
    repo: program('argocd-repo-server', { grpc: { port: Port.grpc(8081) } }),
    redis: program('argocd-redis', { redis: { port: Port.redis() } }),
    redisSecret: program('argocd-redis-secret-init', {}),
  };
}
