import { at, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';

export const verticalScalerActs = defineRule({
  id: 'vertical-scaler-acts',
  severity: 'info',
  kinds: ['autoscaling.k8s.io/v1/VerticalPodAutoscaler'],
  asks: 'A vertical autoscaler names a mode that has a future, and acts on as few replicas as there are.',
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
    if (mode === 'Off' || mode === 'Initial' || at(object, 'spec.updatePolicy.minReplicas') !== undefined) return;
    const { namespace = '' } = object.metadata;
    const [kind, name] = [textAt(object, 'spec.targetRef.kind') ?? '', textAt(object, 'spec.targetRef.name') ?? ''];
    const pod = world.podsIn(namespace).find(({ owner }) => owner.object.kind === kind && owner.object.metadata.name === name);
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
