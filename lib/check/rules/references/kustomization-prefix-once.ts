import { groupedBy } from '../../../values/multimap.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationPrefixOnce = defineRule({
  id: 'kustomization-prefix-once',
  severity: 'warning',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization'],
  asks: 'A name that has the prefix or suffix of the kustomization already does not get it a second time.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/; seed 003, M6',
  *check({ object }, world) {
    for (const [field, doubles] of [
      ['namePrefix', (name: string, part: string) => name.startsWith(part + part)],
      ['nameSuffix', (name: string, part: string) => name.endsWith(part + part)],
    ] as const) {
      const part = textAt(object, field) ?? '';
      if (part.length < 3) continue;
      const built = world.once('objects by overlay', () => groupedBy(world.objects, ({ overlay }) => overlay));
      const twice = (built.get(object.metadata.name) ?? []).filter((each) => doubles(each.object.metadata.name, part));
      const [first] = twice;
      if (first === undefined) continue;
      yield {
        path: field,
        message: `${field} ${part} is put on names that have it: ${twice
          .slice(0, 3)
          .map((each) => `${each.object.kind} ${each.object.metadata.name}`)
          .join(', ')}${twice.length > 3 ? ` and ${twice.length - 3} more` : ''}`,
        why: 'What names them from outside the build (scripts, alerts, other Applications) finds nothing, and what was applied under the right name stays beside it.',
        fix: `Take ${part} out of the names in ${first.file ?? 'the files'}.`,
      };
    }
  },
});
