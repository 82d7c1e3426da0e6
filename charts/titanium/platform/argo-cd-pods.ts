import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { type ProvidedPort, ProvidedWorkload } from '../../../lib/constructs/provided.ts';

/** The programs of Argo CD and who talks to whom among them. Their pods ask for nothing that would count. */
export function argoCdPods(scope: Construct): void {
  const program = <Name extends string>(name: string, ports: Readonly<Record<Name, ProvidedPort>>): ProvidedWorkload<Name> =>
    new ProvidedWorkload<Name>(scope, `Pods-${name}`, {
      name: `argocd-${name}`,
      namespace: ARGOCD_NAMESPACE,
      service: `argocd-${name}`,
      podLabels: { 'app.kubernetes.io/name': `argocd-${name}`, 'app.kubernetes.io/instance': 'argocd' },
      ports,
    });
  const listens = Port.http(8080);
  const server = program('server', {
    http: { port: Port.http(80), target: listens },
    https: { port: Port.tcp(443, 'https'), target: Port.tcp(8080) },
  });
  const controller = program('application-controller', { metrics: { port: Port.http(8082, 'metrics') } });
  const generator = program('applicationset-controller', { webhook: { port: Port.http(7000, 'webhook') } });
  const renderer = program('repo-server', { grpc: { port: Port.grpc(8081) } });
  const cache = program('redis', { redis: { port: Port.redis() } });

  server.acceptsFrom('outside', 'http', 'https');
  for (const each of [server, controller]) each.connectsTo(renderer.endpoint('grpc'), cache.endpoint('redis'));
  renderer.connectsTo(cache.endpoint('redis'));
  generator.connectsTo(renderer.endpoint('grpc'));
  for (const each of [server, controller, generator]) each.connectsToApiServer();
  renderer.connectsToWorld(443);
}
