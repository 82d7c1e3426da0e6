import { documentKind } from '../../document.ts';
import { istioValues } from '../../mesh/settings.ts';
import { labelledElsewhere } from '../../mesh/sidecar.ts';
import { at, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Values that releases of Istio before 1.6 read; the charts of today have none of them. */
const GONE: Readonly<Record<string, string>> = {
  'global.mtls': 'Add a PeerAuthentication with mode STRICT to istio-system.',
  'global.controlPlaneSecurityEnabled': 'Remove it: the control plane is always secured.',
  'global.policyCheckFailOpen': 'Remove it: Mixer is gone.',
  'global.disablePolicyChecks': 'Remove it: Mixer is gone.',
  'global.useMCP': 'Remove it: Galley is gone.',
  'global.sds': 'Remove it: certificates always come by SDS.',
  mixer: 'Remove it: telemetry is configured by Telemetry objects.',
  galley: 'Remove it: istiod does its work.',
  citadel: 'Remove it: istiod does its work.',
  security: 'Remove it: istiod does its work.',
  nodeagent: 'Remove it: the agent is part of every sidecar.',
  prometheus: 'Install Prometheus by a chart of its own.',
  grafana: 'Install Grafana by a chart of its own.',
  tracing: 'Install the tracing backend by a chart of its own.',
  kiali: 'Install Kiali by a chart of its own.',
};

export const istiodValuesWork = defineRule({
  id: 'istiod-values-work',
  severity: 'warning',
  kinds: [
    'argoproj.io/v1alpha1/Application',
    'argoproj.io/v1alpha1/ApplicationSet',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('HelmValues'),
  ],
  asks: "The values of Istio's control plane are ones that it still reads, and lead to the sidecars that they promise.",
  source:
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/; https://github.com/istio/istio/blob/master/manifests/charts/istio-control/istio-discovery/values.yaml',
  *check(manifest, world) {
    for (const { path, values } of istioValues(world).filter((each) => each.manifest === manifest)) {
      for (const [key, fix] of Object.entries(GONE)) {
        if (at(values, key) === undefined && values[key] === undefined) continue;
        const strict =
          key !== 'global.mtls' ||
          world.ofKind('security.istio.io/v1/PeerAuthentication').some(({ object }) => at(object, 'spec.mtls.mode') === 'STRICT');
        yield {
          path: `${path}.${key}`,
          message: `${key} has no effect: Istio removed it years ago${strict ? '' : ', and no PeerAuthentication is STRICT'}`,
          why:
            key === 'global.mtls'
              ? 'The mesh stays permissive: plain text is accepted everywhere, although the values promise mTLS.'
              : 'Helm takes the value without a word, and nothing happens.',
          fix,
        };
      }
      yield* promise(values, path, world);
    }
  },
});

/** Injection that is expected everywhere while no namespace asks for it. */
function* promise(values: unknown, path: string, world: World): Iterable<Issue> {
  if (
    text(at(values, 'global.proxy.autoInject')) !== 'enabled' ||
    text(at(values, 'sidecarInjectorWebhook.enableNamespacesByDefault')) === 'true'
  )
    return;
  const namespaces = world.ofKind('v1/Namespace');
  // Values alone say nothing of who takes part.
  if (namespaces.length === 0 && world.podTemplates().length === 0) return;
  const labelled = namespaces.some(({ object }) => {
    const labels = world.namespaceLabels(object.metadata.name) ?? {};
    return (
      labels['istio-injection'] === 'enabled' || labels['istio.io/rev'] !== undefined || labelledElsewhere(world, object.metadata.name)
    );
  });
  const pods = world.podTemplates().some(({ injection }) => injection === 'yes');
  const scripts = (['Script', 'TextFile'] as const)
    .flatMap((kind) => world.ofKind(documentKind(kind)))
    .some(({ object }) => /istio-injection|istio\.io\/rev/.test(String(object['text'])));
  if (labelled || pods || scripts) return;
  yield {
    path: `${path}.global.proxy.autoInject`,
    message:
      'no namespace carries istio-injection=enabled and sidecarInjectorWebhook.enableNamespacesByDefault is not set: no sidecars are injected',
    why: 'autoInject only says what happens in namespaces that take part: without one, mTLS, routes and policies have no proxy to run in.',
    fix: 'Label the namespaces with istio-injection: enabled, or set enableNamespacesByDefault: true.',
  };
}
