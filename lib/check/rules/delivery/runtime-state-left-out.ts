import type { KubeObject } from '../../../manifest/manifest.ts';
import { DOCUMENT } from '../../document.ts';
import { fields, fieldsAt, join } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Fields of the metadata that the API server writes. */
const METADATA = ['resourceVersion', 'uid', 'generation', 'managedFields', 'selfLink'];

/** Annotations that controllers and tools write, and what Git's copy of them does. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  'kubectl.kubernetes.io/last-applied-configuration': 'kubectl',
  'deployment.kubernetes.io/revision': 'the Deployment controller',
  'rollout.argoproj.io/revision': 'Argo Rollouts',
  'pv.kubernetes.io/bind-completed': 'the volume controller',
  'pv.kubernetes.io/bound-by-controller': 'the volume controller',
  'volume.kubernetes.io/selected-node': 'the scheduler',
  'volume.kubernetes.io/storage-provisioner': 'the volume controller',
  'volume.beta.kubernetes.io/storage-provisioner': 'the volume controller',
  'control-plane.alpha.kubernetes.io/leader': 'leader election',
  'endpoints.kubernetes.io/last-change-trigger-time': 'the endpoints controller',
  'metallb.universe.tf/ip-allocated-from-pool': 'MetalLB',
  'metallb.io/ip-allocated-from-pool': 'MetalLB',
  'cnpg.io/operatorVersion': 'CloudNativePG',
  'meta.helm.sh/release-revision': 'Helm',
  'cattle.io/timestamp': 'Rancher',
  'field.cattle.io/publicEndpoints': 'Rancher',
  'lifecycle.cattle.io/create.namespace-auth': 'Rancher',
};

export const runtimeStateLeftOut = defineRule({
  id: 'runtime-state-left-out',
  severity: 'warning',
  kinds: 'all',
  asks: 'Manifests hold what is wished for, not what a cluster wrote into an exported object.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions',
  *check({ object }) {
    if (object.apiVersion === DOCUMENT) return;
    const held = fields(object.metadata);
    const metadata = METADATA.filter((field) => held[field] !== undefined);
    // Generators print an empty one; a real one comes from an export.
    if (typeof held['creationTimestamp'] === 'string') metadata.push('creationTimestamp');
    const [first] = metadata;
    if (first !== undefined) {
      yield {
        path: `metadata.${first}`,
        message: `metadata holds ${metadata.join(', ')}, which the API server writes`,
        why: metadata.some((field) => field === 'resourceVersion' || field === 'uid')
          ? 'An apply with an old resourceVersion or uid is refused as a conflict: the sync fails on a fresh cluster.'
          : 'Git and cluster never agree on these fields: the object is OutOfSync again after every sync.',
        fix: `Remove ${metadata.join(', ')}.`,
      };
    }
    if (hasState(object) && !isSimulated(object)) {
      yield {
        path: 'status',
        message: 'status is committed',
        why: 'It is the state of another day: whoever reads it is misled, and Argo CD may show a difference that no sync removes.',
        fix: 'Remove status.',
      };
    }
    for (const name of Object.keys(fields(held['annotations']))) {
      const by = ANNOTATIONS[name];
      if (by === undefined) continue;
      yield {
        path: join('metadata.annotations', name),
        message: `annotation ${name} is written by ${by}`,
        why: 'Its value in Git is that of another day: it is put back with each sync and rewritten after it, or hides what was really applied.',
        fix: 'Remove the annotation.',
      };
    }
  },
});

/** Nodes of KWOK have no kubelet: what they offer is what is written here. */
function isSimulated({ kind, metadata }: KubeObject): boolean {
  return kind === 'Node' && metadata.annotations?.['kwok.x-k8s.io/node'] === 'fake';
}

/** A status that says something; generators leave an empty skeleton, and a definition's `status` is part of what was generated. */
function hasState(object: KubeObject): boolean {
  if (object['status'] === undefined || object.kind === 'CustomResourceDefinition') return false;
  return Object.values(fieldsAt(object, 'status')).some((value) =>
    Array.isArray(value)
      ? value.length > 0
      : typeof value === 'object' && value !== null
        ? Object.keys(value).length > 0
        : value !== null && value !== '' && value !== 0,
  );
}
