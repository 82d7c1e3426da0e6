import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Cores above which a number without a unit was meant in thousandths. */
const MANY_CORES = 96;

export const quantitiesPlausible = defineRule({
  id: 'quantities-plausible',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'No container asks for more cores than a machine has: thousandths of a core are written with an m.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      for (const list of ['requests', 'limits']) {
        const written = textAt(container.fields, `resources.${list}.cpu`) ?? '';
        if (!/^\d+$/.test(written) || Number(written) < MANY_CORES) continue;
        yield {
          path: `${container.path}.resources.${list}.cpu`,
          message: `cpu ${written} is ${written} cores`,
          why: 'No node has them: the pod stays Pending for ever, or a limit that was meant to hold it does not.',
          fix: `Write ${written}m for thousandths of a core.`,
        };
      }
    }
  },
});
