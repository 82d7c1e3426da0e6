import { numberAt, textAt, textsAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { labelsText, matches } from '../../selector.ts';
import type { World } from '../../world.ts';

export const governingServiceExists = defineRule({
  id: 'governing-service-exists',
  severity: 'error',
  kinds: ['apps/v1/StatefulSet', 'v1/Endpoints', 'discovery.k8s.io/v1/EndpointSlice'],
  asks: 'The Service that gives a StatefulSet its names, and the Service that Endpoints belong to, exist.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(manifest, world) {
    const { object } = manifest;
    const namespace = object.metadata.namespace ?? '';
    if (object.kind !== 'StatefulSet') {
      const name = object.kind === 'Endpoints' ? object.metadata.name : textsAt(object, 'metadata.labels')['kubernetes.io/service-name'];
      const path = object.kind === 'Endpoints' ? 'metadata.name' : 'metadata.labels["kubernetes.io/service-name"]';
      const why = 'Nobody asks for these addresses: the name does not resolve.';
      if (name === undefined) {
        yield {
          path: 'metadata.labels',
          message: 'the EndpointSlice names no Service',
          why,
          fix: 'Add the label kubernetes.io/service-name with the name of the Service.',
        };
      } else {
        const absent = missing(world, 'v1/Service', namespace, name);
        if (absent !== undefined)
          yield {
            path,
            severity: absent.severity,
            message: `there is no Service ${name} for these endpoints`,
            why,
            fix: meant(absent, 'Add a Service of this name without a selector.'),
          };
      }
      return;
    }
    yield* ofStatefulSet(manifest, namespace, world);
  },
});

function* ofStatefulSet(manifest: WorldObject, namespace: string, world: World): Iterable<Issue> {
  const name = textAt(manifest.object, 'spec.serviceName') ?? '';
  if (name === '') return;
  const path = 'spec.serviceName';
  const why = `Pods get no names of their own: ${manifest.object.metadata.name}-0.${name} does not resolve, so peers do not find each other.`;
  const service = world.find('v1/Service', namespace, name)?.object;
  if (service === undefined) {
    const absent = missing(world, 'v1/Service', namespace, name);
    const pod = world.podTemplate(manifest);
    const other = pod === undefined ? undefined : world.servicesOf(pod)[0]?.object.metadata.name;
    // A single copy rarely needs its own name; where its pods have a Service of another name, that one was meant.
    const severity = other !== undefined ? 'warning' : (numberAt(manifest.object, 'spec.replicas') ?? 1) === 1 ? 'info' : absent?.severity;
    if (absent !== undefined)
      yield {
        path,
        severity,
        message: `there is no Service ${namespace === '' ? '' : `${namespace}/`}${name}`,
        why,
        fix: meant(
          absent,
          other === undefined
            ? 'Add a headless Service (clusterIP: None) of this name.'
            : `Name "${other}", the Service of these pods, or add a headless Service of this name.`,
        ),
      };
    return;
  }
  const selector = textsAt(service, 'spec.selector');
  const labels = world.podTemplate(manifest)?.labels;
  if (labels === undefined || Object.keys(selector).length === 0 || matches(selector, labels)) return;
  yield {
    path,
    severity: 'warning',
    message: `Service ${name} selects ${labelsText(selector)}, which these pods do not carry`,
    why,
    fix: 'Select the labels of the StatefulSet, or name its own headless Service.',
  };
}
