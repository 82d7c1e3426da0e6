import type { Construct } from 'constructs';
import { Port } from '../../lib/constructs/port.ts';
import { type ProvidedPort, ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { NAMESPACES } from '../namespaces.ts';

/** Where redirects of chart archives lead that lie in releases on GitHub, as most do. */
const GITHUB = ['github.com', '*.githubusercontent.com'];

export interface ArgoCdPods {
  readonly server: ProvidedWorkload<'http'>;
  /** Says from which repositories manifests and charts are fetched. Called once, when all are known. */
  readonly fetchesFrom: (repositories: readonly string[]) => void;
}

/** The five programs of Argo CD and who talks to whom among them; and a Job that makes the password of its cache. */
export function argoCdPods(scope: Construct): ArgoCdPods {
  const { server, controller, generator, repo, redis, redisSecret } = programs(scope);
  const cache = redis.endpoint('redis');
  const renderer = repo.endpoint('grpc');
  repo.connectsTo(cache);
  for (const each of [server, controller]) each.connectsTo(renderer, cache);
  generator.connectsTo(renderer);
  for (const each of [server, controller, generator, redisSecret]) each.connectsToApiServer();
  return {
    server,
    fetchesFrom: (repositories) => {
      const hosts = new Set([...repositories.map((url) => new URL(url).hostname), ...GITHUB]);
      repo.connectsToWorld(443, { hosts: [...hosts].sort() });
    },
  };
}

function programs(scope: Construct) {
  const program = <Name extends string>(name: string, ports: Readonly<Record<Name, ProvidedPort>>, service?: string) =>
    new ProvidedWorkload<Name>(scope, `Pods-${name}`, {
      name,
      namespace: NAMESPACES.argocd.name,
      service,
      podLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'argocd' },
      ports,
    });
  return {
    server: program('argocd-server', { http: { port: Port.http(80), target: Port.http(8080) } }, 'argocd-server'),
    controller: program('argocd-application-controller', { metrics: { port: Port.http(8082, 'metrics') } }),
    generator: program('argocd-applicationset-controller', { webhook: { port: Port.http(7000, 'webhook') } }),
    repo: program('argocd-repo-server', { grpc: { port: Port.grpc(8081) } }),
    redis: program('argocd-redis', { redis: { port: Port.redis() } }),
    redisSecret: program('argocd-redis-secret-init', {}),
  };
}
