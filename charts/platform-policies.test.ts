import { App } from 'cdk8s';
import { Testing } from '../lib/constructs/testing.ts';
import { installBlogPlatform } from './blog-platform.ts';
import { PlatformPoliciesChart } from './platform-policies.ts';
import { homelab } from './testing.ts';

/** Policy → callers and port of each rule. */
function admitted(): Record<string, string[]> {
  const app = new App();
  installBlogPlatform(app, homelab());
  const policies = Testing.synth(new PlatformPoliciesChart(app));
  return Object.fromEntries(
    policies.map(({ metadata, spec }) => [
      `${metadata.namespace ?? ''}/${metadata.name}`,
      (spec.ingress as { fromEndpoints: { matchLabels: Record<string, string> }[]; toPorts: { ports: { port: string }[] }[] }[]).map(
        ({ fromEndpoints, toPorts }) =>
          `${fromEndpoints.map(({ matchLabels }) => matchLabels['app'] ?? matchLabels['app.kubernetes.io/name']).join()} → ${toPorts[0]?.ports[0]?.port ?? ''}`,
      ),
    ]),
  );
}

test('stores and the response engine are called by those whose flows are declared', () => {
  expect(admitted()).toEqual({
    'falco/falco-falcosidekick-ingress': ['falco → 2801'],
    'falco/falco-talon-ingress': ['falcosidekick → 2803'],
    'monitoring/alertmanager-ingress': ['prometheus → 9093'],
    'monitoring/kube-state-metrics-ingress': ['prometheus → 8080'],
    'monitoring/loki-stack-ingress': ['alloy,grafana → 3100'],
    'monitoring/tempo-server-ingress': ['grafana,kiali → 3200', 'was → 4317'],
  });
});
