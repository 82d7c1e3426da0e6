import { POD_KINDS } from '../../pods.ts';
import { fields, fieldsAt, items, join, textAt } from '../../read.ts';
import { defineRule, type Issue, type Severity, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

interface Old {
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
}

const GONE = 'Nothing reads it any more: the object is taken, and what it was to do does not happen.';
const OLD = 'It still works, and is removed one day.';

/** Annotations that are replaced: by name, or by its beginning. */
const ANNOTATIONS: readonly (readonly [string, Old])[] = [
  ['io.cilium/global-service', { severity: 'info', why: OLD, fix: 'Write service.cilium.io/global.' }],
  ['io.cilium/service-affinity', { severity: 'info', why: OLD, fix: 'Write service.cilium.io/affinity.' }],
  ['io.cilium/shared-service', { severity: 'info', why: OLD, fix: 'Write service.cilium.io/shared.' }],
  ['kubernetes.io/ingress.class', { severity: 'info', why: OLD, fix: 'Name the class in spec.ingressClassName.' }],
  ['seccomp.security.alpha.kubernetes.io/', { severity: 'warning', why: GONE, fix: 'Set securityContext.seccompProfile.' }],
  ['container.seccomp.security.alpha.kubernetes.io/', { severity: 'warning', why: GONE, fix: 'Set securityContext.seccompProfile.' }],
  ['container.apparmor.security.beta.kubernetes.io/', { severity: 'info', why: OLD, fix: 'Set securityContext.appArmorProfile.' }],
  ['scheduler.alpha.kubernetes.io/critical-pod', { severity: 'warning', why: GONE, fix: 'Set priorityClassName.' }],
  ['service.alpha.kubernetes.io/tolerate-unready-endpoints', { severity: 'warning', why: GONE, fix: 'Set spec.publishNotReadyAddresses.' }],
  [
    'service.kubernetes.io/topology-aware-hints',
    { severity: 'info', why: OLD, fix: 'Set spec.trafficDistribution, or the annotation service.kubernetes.io/topology-mode.' },
  ],
  ['volume.beta.kubernetes.io/storage-class', { severity: 'info', why: OLD, fix: 'Name the class in spec.storageClassName.' }],
];

/** Labels of nodes that kubelets or kubeadm set no more, or under another name. */
const NODE_LABELS: Readonly<Record<string, Old>> = {
  'beta.kubernetes.io/os': { severity: 'info', why: OLD, fix: 'Write kubernetes.io/os.' },
  'beta.kubernetes.io/arch': { severity: 'info', why: OLD, fix: 'Write kubernetes.io/arch.' },
  'node-role.kubernetes.io/master': {
    severity: 'warning',
    why: 'Nodes have no such label since Kubernetes 1.24: the pods fit nowhere and stay Pending.',
    fix: 'Write node-role.kubernetes.io/control-plane.',
  },
};

/** Volumes whose driver left Kubernetes, by the minor version without it. */
const VOLUMES: Readonly<Record<string, number>> = {
  cephfs: 31,
  flocker: 25,
  gitRepo: 33,
  glusterfs: 26,
  quobyte: 25,
  rbd: 31,
  scaleIO: 22,
  storageos: 25,
};

export const deprecatedField = defineRule({
  id: 'deprecated-field',
  severity: 'info',
  kinds: ['networking.k8s.io/v1/Ingress', 'v1/Service', 'v1/PersistentVolumeClaim', ...POD_KINDS],
  asks: 'No annotation, field or volume is used that was replaced by another.',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  *check(manifest, world) {
    yield* annotations(fieldsAt(manifest.object, 'metadata.annotations'), 'metadata.annotations');
    yield* pods(manifest, world);
  },
});

const VOLUME_TYPES = Object.keys(VOLUMES);

function* annotations(map: Readonly<Record<string, unknown>>, path: string): Generator<Issue> {
  for (const name of Object.keys(map)) {
    const old = ANNOTATIONS.find(([known]) => (known.endsWith('/') ? name.startsWith(known) : name === known))?.[1];
    if (old !== undefined) yield { path: join(path, name), message: `the annotation ${name} is replaced`, ...old };
  }
}

function* pods(manifest: WorldObject, world: World): Generator<Issue> {
  const pod = world.podTemplate(manifest);
  if (pod === undefined) return;
  const inside = fieldsAt(manifest.object, `${pod.specPath.replace(/\.?spec$/, '')}.metadata.annotations`);
  if (pod.specPath !== 'spec') yield* annotations(inside, `${pod.specPath.replace(/\.?spec$/, '')}.metadata.annotations`);
  for (const name of Object.keys(fieldsAt(pod.spec, 'nodeSelector'))) {
    const old = NODE_LABELS[name];
    if (old !== undefined)
      yield { path: join(`${pod.specPath}.nodeSelector`, name), message: `the node label ${name} is replaced`, ...old };
  }
  for (const [index, volume] of items(pod.spec['volumes']).entries()) {
    const source = VOLUME_TYPES.find((name) => Object.hasOwn(fields(volume), name));
    if (source === undefined) continue;
    const message = `the volume ${textAt(volume, 'name') ?? ''} is of type ${source}, which Kubernetes 1.${VOLUMES[source] ?? ''} and later do not mount`;
    const why = 'The pods stay in ContainerCreating: no driver mounts the volume.';
    yield {
      path: `${pod.specPath}.volumes[${index}].${source}`,
      severity: 'warning',
      message,
      why,
      fix: 'Use a CSI driver and a claim, or an init container that fetches the content.',
    };
  }
}
