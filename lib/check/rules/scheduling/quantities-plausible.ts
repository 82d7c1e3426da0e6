import { Quantity } from '../../../values/quantity.ts';
import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Cores above which a number without a unit was meant in thousandths. */
const MANY_CORES = 96;
const MEBIBYTE = 1024 ** 2;

export const quantitiesPlausible = defineRule({
  id: 'quantities-plausible',
  severity: 'warning',
  kinds: [...POD_KINDS, 'v1/PersistentVolumeClaim'],
  asks: 'Sizes are of the order that pods and volumes have: cores in thousandths, memory and disks in mebibytes and gibibytes.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      for (const list of ['requests', 'limits']) {
        const sizes = fieldsAt(container.fields, `resources.${list}`);
        for (const [name, raw] of Object.entries(sizes)) yield* judge(name, text(raw) ?? '', `${container.path}.resources.${list}.${name}`);
      }
    }
    const storage = textAt(manifest.object, 'spec.resources.requests.storage');
    if (storage !== undefined) yield* judge('storage', storage, 'spec.resources.requests.storage');
  },
});

function* judge(name: string, written: string, path: string): Iterable<Issue> {
  const size = amount(written);
  if (size === undefined || size <= 0) return;
  if (name === 'cpu' && size >= MANY_CORES && /^\d+$/.test(written)) {
    yield {
      path,
      message: `cpu ${written} is ${written} cores`,
      why: 'No node has them: the pod stays Pending for ever, or a limit that was meant to hold it does not.',
      fix: `Write ${written}m for thousandths of a core.`,
    };
  }
  if ((name === 'memory' || name === 'ephemeral-storage' || name === 'storage') && size < MEBIBYTE) {
    const unit = name === 'storage' ? 'Gi' : 'Mi';
    yield {
      path,
      message: `${name} ${written} is ${size < 1 ? 'less than a byte' : `${Math.round(size)} bytes`}`,
      why:
        name === 'memory'
          ? 'As a limit it kills the container before it starts; as a request the scheduler takes it for nothing.'
          : 'Nothing fits into it: the volume is refused, or is as small as its provisioner makes one.',
      fix: `Write ${/^\d+/.exec(written)?.[0] ?? ''}${unit}.`,
    };
  }
}

function amount(written: string): number | undefined {
  try {
    return Quantity.parse(written).toNumber();
  } catch {
    return undefined;
  }
}
