import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const INJECT = 'sidecar.istio.io/inject';

export const gatewayPodsInjected = defineRule({
  id: 'gateway-pods-injected',
  severity: 'error',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'Pods whose image istiod is to fill in, as those of a gateway, are ones into which it may inject.',
  source: 'https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod !== undefined) {
      const container = pod.containers.find((each) => each.image === 'auto');
      const reason = container === undefined || pod.provided ? undefined : keptFrom(pod, world);
      if (reason !== undefined) yield { path: `${container?.path ?? ''}.image`, ...issue(reason) };
      return;
    }
    for (const { chart, namespace } of releasesBy(world, manifest)) {
      if (chart === 'gateway' && isClosed(namespace, world))
        yield { path: 'spec.destination.namespace', ...issue(`namespace "${namespace}" has istio-injection: disabled`) };
    }
  },
});

function keptFrom({ labels, annotations, spec, namespace, injection }: PodTemplate, world: World): string | undefined {
  if (injection !== 'no') return undefined;
  if ([labels[INJECT], annotations[INJECT]].includes('false')) return `${INJECT} of the pods is false`;
  if (spec['hostNetwork'] === true) return 'the pods use the network of their node';
  if (isClosed(namespace, world)) return `namespace "${namespace}" has istio-injection: disabled`;
  return `neither the pods nor namespace "${namespace}" ask for injection`;
}

function isClosed(namespace: string, world: World): boolean {
  return world.namespaceLabels(namespace)?.['istio-injection'] === 'disabled';
}

function issue(reason: string): Omit<Issue, 'path'> {
  return {
    message: `the image is auto, and ${reason}`,
    why: 'Only the webhook of istiod puts its proxy in the place of "auto": the pods stay in ImagePullBackOff, and nothing from outside comes in.',
    fix: `Label the pods ${INJECT}: "true", and take what forbids it away.`,
  };
}
