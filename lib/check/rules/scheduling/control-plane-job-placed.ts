import { POD_KINDS, runsToCompletion } from '../../pods.ts';
import { at, items, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const ROLE = 'node-role.kubernetes.io/';
const CONTROL_PLANE = `${ROLE}control-plane`;

/** Folders that only the machine of a control plane has; one that is made where it is missing is no sign. */
function isOfControlPlane(volume: unknown): boolean {
  const folder = /^\/(etc\/kubernetes(\/(pki|manifests|admin\.conf).*)?|var\/lib\/etcd)\/?$/;
  return folder.test(textAt(volume, 'hostPath.path') ?? '') && textAt(volume, 'hostPath.type')?.endsWith('OrCreate') !== true;
}

/** To the control plane, and nowhere else. */
function isSent(spec: unknown): boolean {
  if (CONTROL_PLANE in textsAt(spec, 'nodeSelector')) return true;
  const terms = itemsAt(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms');
  return (
    terms.length > 0 &&
    terms.every((term) =>
      itemsAt(term, 'matchExpressions').some(
        (each) => textAt(each, 'key') === CONTROL_PLANE && /^(Exists|In)$/.test(textAt(each, 'operator') ?? ''),
      ),
    )
  );
}

/** kubeadm taints control planes; where the tree shows nodes, theirs count. */
function isTainted(world: World): boolean {
  return world.once('tainted control planes', () => {
    const nodes = world.ofKind('v1/Node');
    return (
      nodes.length === 0 ||
      nodes.some(({ object }) => itemsAt(object, 'spec.taints').some((taint) => textAt(taint, 'key') === CONTROL_PLANE))
    );
  });
}

export const controlPlaneJobPlaced = defineRule({
  id: 'control-plane-job-placed',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A pod that reads files of the control plane runs on its machine, and may.',
  source:
    'https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/; https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint; seed 004, section 16.1',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const { spec, specPath } = pod;
    if (at(spec, 'nodeName') !== undefined) return;
    const [index, volume] = [...items(spec['volumes']).entries()].find(([, each]) => isOfControlPlane(each)) ?? [];
    const placed = Object.keys(textsAt(spec, 'nodeSelector')).length > 0 || at(spec, 'affinity.nodeAffinity') !== undefined;
    // On every machine it finds the folder where there is one, and is asked about by host-left-alone.
    if (index !== undefined && !placed && manifest.object.kind !== 'DaemonSet') {
      yield {
        path: `${specPath}.volumes[${index}]`,
        severity: runsToCompletion(pod) ? 'error' : 'warning',
        message: `it mounts ${textAt(volume, 'hostPath.path') ?? ''} of the control plane, and nothing sends it there`,
        why: 'On a worker the folder is missing or empty: the pod stays in ContainerCreating, or its work fails on some nights and not on others.',
        fix: "Add nodeSelector: {node-role.kubernetes.io/control-plane: ''}, and a toleration of its taint.",
      };
    }
    const tolerations = itemsAt(spec, 'tolerations').map(
      (each) => textAt(each, 'key') ?? (textAt(each, 'operator') === 'Exists' ? CONTROL_PLANE : ''),
    );
    if (!isSent(spec) || tolerations.includes(CONTROL_PLANE) || !isTainted(world)) return;
    const old = tolerations.includes(`${ROLE}master`);
    yield {
      path: old ? `${specPath}.tolerations` : specPath,
      severity: 'warning',
      message: `it is sent to the control plane, and ${old ? 'tolerates its taint under the name of before 1.24 only' : 'does not tolerate its taint'}`,
      why: 'No node takes it: it stays Pending, and what it is there for is not done.',
      fix: `Add tolerations: [{key: ${CONTROL_PLANE}, operator: Exists, effect: NoSchedule}].`,
    };
  },
});
