import { POD_KINDS, type Container } from '../../pods.ts';
import { items, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** In a volume alone whole maps may be read. */
const OF_VOLUMES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];
const KEYED = /^metadata\.(labels|annotations)\['.+'\]$/;

export const downwardFieldsKnown = defineRule({
  id: 'downward-fields-known',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'What a container is told of its own pod is a field that there is, and figures are those of a container that the pod has.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const names = pod.containers.map(({ name }) => name);
    for (const { fields, path } of pod.containers) {
      for (const [index, each] of itemsAt(fields, 'env').entries())
        yield* judge(each, 'valueFrom.', `${path}.env[${index}]`, names, FIELDS);
    }
    for (const [index, volume] of items(pod.spec['volumes']).entries()) {
      for (const [place, each] of itemsAt(volume, 'downwardAPI.items').entries())
        yield* judge(each, '', `${pod.specPath}.volumes[${index}].downwardAPI.items[${place}]`, names, OF_VOLUMES);
    }
  },
});

function* judge(each: unknown, base: string, path: string, names: readonly Container['name'][], known: readonly string[]): Iterable<Issue> {
  const field = textAt(each, `${base}fieldRef.fieldPath`);
  if (field !== undefined && !known.includes(field) && !KEYED.test(field)) {
    const near = nearName(field, known);
    yield {
      path: `${path}.${base}fieldRef.fieldPath`,
      message: `${field} is no field that a pod tells of itself`,
      why: 'The API server refuses the object: "field label not supported", and the version before stays.',
      fix: near === undefined ? `Write one of ${known.join(', ')}.` : `Did you mean "${near}"?`,
    };
  }
  const container = textAt(each, `${base}resourceFieldRef.containerName`);
  if (container === undefined || names.includes(container)) return;
  const near = nearName(container, names);
  yield {
    path: `${path}.${base}resourceFieldRef.containerName`,
    message: `there is no container "${container}" in the pod, which has ${names.join(', ')}`,
    why: 'The kubelet does not start the container (CreateContainerConfigError): it looks for the figures of one that is not there.',
    fix: near === undefined ? 'Name a container of the pod.' : `Did you mean "${near}"?`,
  };
}
