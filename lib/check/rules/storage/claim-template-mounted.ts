import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const claimTemplateMounted = defineRule({
  id: 'claim-template-mounted',
  severity: 'warning',
  kinds: ['apps/v1/StatefulSet'],
  asks: 'The volumes that a StatefulSet claims are mounted by its containers.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const mounted = new Set(
      pod.containers.flatMap(({ fields }) =>
        [...itemsAt(fields, 'volumeMounts'), ...itemsAt(fields, 'volumeDevices')].flatMap((mount) => textAt(mount, 'name') ?? []),
      ),
    );
    for (const [index, claim] of itemsAt(manifest.object, 'spec.volumeClaimTemplates').entries()) {
      const name = textAt(claim, 'metadata.name') ?? '';
      if (mounted.has(name)) continue;
      const near = nearName(name, mounted);
      yield {
        path: `spec.volumeClaimTemplates[${index}].metadata.name`,
        message: `no container mounts the claimed volume "${name}"`,
        why: 'A disk is made for each pod and stays empty; what the program writes is in the container, and gone with its next restart.',
        fix: near === undefined ? 'Mount it at the folder that the program writes to.' : `Mount it: is "${near}" meant?`,
      };
    }
  },
});
