import { servicesOfRule } from '../../mesh/covered.ts';
import { fieldsAt, numberAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';

export const outlierDetectionSpares = defineRule({
  id: 'outlier-detection-spares',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'Outlier detection leaves a pod to answer: there is more than one, and not all may be ejected.',
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection',
  *check(manifest, world) {
    const path = 'spec.trafficPolicy.outlierDetection';
    const settings = fieldsAt(manifest.object, path);
    if (Object.keys(settings).length === 0) return;
    const [service] = servicesOfRule(world, manifest);
    const pods = service === undefined ? [] : world.podsOfService(service);
    const [pod] = pods;
    // Below the share that must be healthy, all pods are asked again.
    const kept = (numberAt(settings, 'minHealthPercent') ?? 0) > 0;
    if (
      !kept &&
      pods.length === 1 &&
      pod !== undefined &&
      !pod.provided &&
      pod.owner.object.kind !== 'DaemonSet' &&
      scaleOf(world, pod).max === 1
    ) {
      yield {
        path,
        message: `${pod.owner.object.kind} ${pod.owner.object.metadata.name} has one pod, and outlier detection ejects it`,
        why: 'A few errors in a row take the only pod out: every request gets 503 until the ejection ends, although the pod works again.',
        fix: 'Remove outlierDetection, or run two pods or more.',
      };
    }
    if (numberAt(settings, 'maxEjectionPercent') === 100 && pods.length > 0 && !kept) {
      yield {
        path: `${path}.maxEjectionPercent`,
        severity: 'info',
        message: 'all pods may be ejected at once (maxEjectionPercent 100)',
        why: 'An error that all pods share, such as a database that is down for a minute, takes all of them out.',
        fix: 'Set maxEjectionPercent to 50, or minHealthPercent above 0.',
      };
    }
  },
});
