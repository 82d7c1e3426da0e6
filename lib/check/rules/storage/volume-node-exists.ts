import { itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';

export const volumeNodeExists = defineRule({
  id: 'volume-node-exists',
  severity: 'error',
  kinds: ['v1/PersistentVolume'],
  asks: 'A volume that is on one machine names a machine that there is.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#local',
  *check({ object }, world) {
    const names = (nodesOf(world) ?? []).map(({ name }) => name).filter((name) => name !== '');
    if (names.length === 0) return;
    for (const [index, term] of itemsAt(object, 'spec.nodeAffinity.required.nodeSelectorTerms').entries()) {
      for (const each of itemsAt(term, 'matchExpressions')) {
        if (textAt(each, 'key') !== 'kubernetes.io/hostname' || textAt(each, 'operator') !== 'In') continue;
        const wanted = itemsAt(each, 'values').flatMap((value) => text(value) ?? []);
        if (wanted.length === 0 || wanted.some((name) => names.includes(name) || /[${<]/.test(name))) continue;
        const near = nearName(wanted[0] ?? '', names);
        yield {
          path: `spec.nodeAffinity.required.nodeSelectorTerms[${index}]`,
          severity: near === undefined ? 'warning' : 'error',
          message: `there is no node ${wanted.join(', ')}; there are ${names.slice(0, 6).join(', ')}`,
          why: 'Pods with this volume find no node: "volume node affinity conflict". They stay Pending, and so does what waits for them.',
          fix: near === undefined ? 'Name the machine on which the data lie.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});
