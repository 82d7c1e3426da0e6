import { releasesOf } from '../../hosts/releases.ts';
import type { PodTemplate } from '../../pods.ts';
import { at, fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { quantityOf } from '../../quantities.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import type { World } from '../../world.ts';

export const verticalScalerActs = defineRule({
  id: 'vertical-scaler-acts',
  severity: 'info',
  kinds: ['autoscaling.k8s.io/v1/VerticalPodAutoscaler'],
  asks: 'A vertical autoscaler names a mode that has a future and containers that there are, has bounds the right way round, and acts on as few replicas as there are.',
  source: 'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/features.md; seed 004, section 17',
  *check({ object }, world) {
    const mode = textAt(object, 'spec.updatePolicy.updateMode');
    if (mode === 'Auto') {
      yield {
        path: 'spec.updatePolicy.updateMode',
        message: 'updateMode Auto is deprecated: it means Recreate',
        why: 'What it does changes with a release of the autoscaler.',
        fix: 'Write Recreate, or InPlaceOrRecreate where the cluster can.',
      };
    }
    const { namespace = '' } = object.metadata;
    const [kind, name] = [textAt(object, 'spec.targetRef.kind') ?? '', textAt(object, 'spec.targetRef.name') ?? ''];
    const pod = world.podsIn(namespace).find(({ owner }) => owner.object.kind === kind && owner.object.metadata.name === name);
    yield* bounds(object, pod);
    if (mode === 'Off' || mode === 'Initial') return;
    if (isVault(world, namespace, name, pod)) {
      yield {
        path: 'spec.updatePolicy',
        severity: 'warning',
        message: `it restarts Vault (updateMode ${mode ?? 'Recreate, the default'}), which comes back sealed`,
        why: 'Some night the pod gets another size, and from then on nobody gets a secret until somebody unseals it by hand.',
        fix: "Set updateMode: 'Off' or Initial.",
      };
    }
    if (at(object, 'spec.updatePolicy.minReplicas') !== undefined) return;
    if (pod === undefined || scaleOf(world, pod).max > 1 || numberAt(pod.owner.object, 'spec.replicas') === 0 || kind === 'DaemonSet')
      return;
    yield {
      path: 'spec.updatePolicy',
      message: `${kind} ${name} has one replica, and the updater leaves alone what has fewer than two`,
      why: 'Recommendations are made and never carried out: the pod keeps its first size.',
      fix: 'Set updatePolicy.minReplicas: 1, if the pod may be restarted.',
    };
  },
});

function* bounds(object: unknown, pod: PodTemplate | undefined): Iterable<Issue> {
  for (const [index, policy] of itemsAt(object, 'spec.resourcePolicy.containerPolicies').entries()) {
    const path = `spec.resourcePolicy.containerPolicies[${index}]`;
    const name = textAt(policy, 'containerName') ?? '*';
    const names = pod?.containers.map((each) => each.name);
    if (name !== '*' && names !== undefined && !names.includes(name)) {
      const near = nearName(name, names);
      yield {
        path: `${path}.containerName`,
        severity: 'warning',
        message: `the pods have no container ${name}, they have ${names.join(', ')}`,
        why: 'The bounds hold for nobody: the container is made as large or as small as the autoscaler likes.',
        fix: near === undefined ? "Name a container of the pods, or '*'." : `Did you mean "${near}"?`,
      };
    }
    for (const resource of Object.keys(fieldsAt(policy, 'minAllowed'))) {
      const [least, most] = ['minAllowed', 'maxAllowed'].map((bound) => textAt(policy, `${bound}.${resource}`));
      const [low, high] = [quantityOf(least), quantityOf(most)];
      if (low === undefined || high === undefined || low.compare(high) <= 0) continue;
      yield {
        path: `${path}.minAllowed.${resource}`,
        severity: 'error',
        message: `minAllowed.${resource} is ${least ?? ''}, more than maxAllowed.${resource} ${most ?? ''}`,
        why: 'No size fits both: the recommendation is held at one of them, and the other is ignored.',
        fix: 'Let minAllowed be the smaller one.',
      };
    }
  }
}

/** A Vault that is unsealed by hand: nothing that was read names another way. */
function isVault(world: World, namespace: string, name: string, pod: PodTemplate | undefined): boolean {
  const release = releasesOf(world).find((each) => each.chart === 'vault' && each.namespace === namespace && name === each.name);
  if (release !== undefined) return release.open !== true && !/seal\s+\\?"/.test(JSON.stringify(release.values ?? ''));
  return pod?.containers.some(({ image }) => /(^|\/)hashicorp\/vault(:|@|$)|^vault:/.test(image ?? '')) === true;
}
