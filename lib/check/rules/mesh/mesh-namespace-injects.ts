import { hasNoProxy, isAmbient, labelledElsewhere } from '../../mesh/sidecar.ts';
import { hasSyncOption } from '../../installers.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const meshNamespaceInjects = defineRule({
  id: 'mesh-namespace-injects',
  severity: 'error',
  kinds: ['v1/Namespace', 'argoproj.io/v1alpha1/Application'],
  asks: 'A namespace whose policies demand mTLS lets its pods have sidecars, also where a sync makes it.',
  source: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/; seed 003, M20',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'Application') return yield* madeBySync(manifest, world);
    const name = object.metadata.name;
    const demands = demandsOf(world, name);
    const pods = world.podsIn(name);
    const [pod] = pods;
    if (demands.length === 0 || pod === undefined || labelledElsewhere(world, name)) return;
    if (!pods.every((each) => hasNoProxy(world, each) && !isAmbient(world, each))) return;
    yield {
      path: 'metadata.labels',
      message: `no pod of the namespace gets a sidecar, while ${demands.join(' and ')}`,
      why: 'Without proxies nobody encrypts and nobody checks: the policies have no effect where they should protect, and clients that obey them cannot connect.',
      fix: 'Label the namespace istio-injection: enabled (or istio.io/rev), or remove the policies.',
    };
  },
});

/** A namespace that only the sync makes, without labels, and policies of the mesh in it. */
function* madeBySync(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const installer of world.everywhere.installersOf(manifest)) {
    const { namespace = '', spec, specPath } = installer;
    if (!hasSyncOption(installer, 'CreateNamespace=true') || at(spec, 'syncPolicy.managedNamespaceMetadata.labels') !== undefined) continue;
    const pods = world.podsIn(namespace);
    const policy = ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication']
      .flatMap((kind) => world.inNamespace(`security.istio.io/v1/${kind}`, namespace))
      .find((each) => textAt(each.object, 'spec.mtls.mode') !== 'DISABLE');
    const isOpen =
      world.find('v1/Namespace', '', namespace) === undefined && pods.length > 0 && pods.every(({ injection }) => injection === 'unknown');
    if (!isOpen || policy === undefined || labelledElsewhere(world, namespace)) continue;
    yield {
      path: `${specPath}.syncPolicy.syncOptions`,
      severity: 'info',
      message: `the sync makes namespace ${namespace} without labels, and ${policy.object.kind} ${policy.object.metadata.name} in it needs sidecars`,
      why: 'Unless somebody labels the namespace by hand, its pods have no proxy: the policies are there, and nobody enforces them.',
      fix: 'Add managedNamespaceMetadata.labels with istio-injection: enabled (or istio.io/rev).',
    };
  }
}

/** What demands mTLS in a namespace, in words. */
function demandsOf(world: World, namespace: string): readonly string[] {
  const first = (kind: string, path: string, mode: string): WorldObject | undefined =>
    world.inNamespace(kind, namespace).find((each) => textAt(each.object, path) === mode);
  const peer = first('security.istio.io/v1/PeerAuthentication', 'spec.mtls.mode', 'STRICT');
  const rule = first('networking.istio.io/v1/DestinationRule', 'spec.trafficPolicy.tls.mode', 'ISTIO_MUTUAL');
  return [
    ...(peer === undefined ? [] : [`PeerAuthentication ${peer.object.metadata.name} is STRICT`]),
    ...(rule === undefined ? [] : [`DestinationRule ${rule.object.metadata.name} is ISTIO_MUTUAL`]),
  ];
}
