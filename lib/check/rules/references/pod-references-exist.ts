import { POD_KINDS } from '../../pods.ts';
import { items, itemsAt, text, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const podReferencesExist = defineRule({
  id: 'pod-references-exist',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The claims, the service account and the volumes that pods name exist.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const where = pod.namespace === '' ? '' : `${pod.namespace}/`;
    const templates = itemsAt(manifest.object, 'spec.volumeClaimTemplates').map((claim) => textAt(claim, 'metadata.name'));
    for (const [index, volume] of items(pod.spec['volumes']).entries()) {
      // A template of the same name takes the place of the volume.
      if (templates.includes(textAt(volume, 'name'))) continue;
      const claim = textAt(volume, 'persistentVolumeClaim.claimName');
      const absent = claim === undefined ? undefined : missing(world, 'v1/PersistentVolumeClaim', pod.namespace, claim);
      if (claim === undefined || absent === undefined) continue;
      const why = 'The pod stays Pending: there is no volume to mount.';
      yield {
        path: `${pod.specPath}.volumes[${index}].persistentVolumeClaim.claimName`,
        severity: absent.severity,
        message: `there is no PersistentVolumeClaim ${where}${claim}`,
        why,
        fix: meant(absent, 'Add the claim.'),
      };
    }
    const account = text(pod.spec['serviceAccountName']) ?? 'default';
    const absent = account === 'default' || account === '' ? undefined : missing(world, 'v1/ServiceAccount', pod.namespace, account);
    if (absent !== undefined) {
      const why = 'No pod is created at all: the workload exists, shows no pods, and only its events say why.';
      yield {
        path: `${pod.specPath}.serviceAccountName`,
        severity: absent.severity,
        message: `there is no ServiceAccount ${where}${account}`,
        why,
        fix: meant(absent, 'Add the account, or use the default one.'),
      };
    }
    const volumes = [...items(pod.spec['volumes']).map((volume) => textAt(volume, 'name')), ...templates];
    for (const { fields, path } of pod.containers) {
      for (const [index, mount] of itemsAt(fields, 'volumeMounts').entries()) {
        const name = textAt(mount, 'name') ?? '';
        if (volumes.includes(name)) continue;
        const why = 'The API server refuses the object, and the sync stops there.';
        yield {
          path: `${path}.volumeMounts[${index}].name`,
          message: `there is no volume "${name}" in this pod`,
          why,
          fix: 'Add the volume, or mount one that exists.',
        };
      }
    }
  },
});
