import { areJoined, claims, overlap, RANGE_KINDS, type Claim } from '../../clusters/ranges.ts';
import { areApart, calledWhere, toldBy } from '../../clusters/where.ts';
import { folderOf } from '../../folder.ts';
import { defineRule } from '../../rule.ts';

const WORDS = { pods: 'pods', services: 'Services', nodes: 'machines' } as const;

export const clusterRangesApart = defineRule({
  id: 'cluster-ranges-apart',
  severity: 'error',
  kinds: RANGE_KINDS,
  asks: 'Pods, Services and machines of a cluster have ranges of addresses of their own, also beside those of clusters that it is joined with.',
  source:
    'https://kubernetes.io/docs/concepts/cluster-administration/networking/; https://docs.cilium.io/en/stable/network/clustermesh/clustermesh/; seed 004, section 2.3',
  *check(manifest, world) {
    const all = claims(world);
    for (const own of toldBy(all, manifest)) {
      // Of two the later one is spoken of, unless the earlier one is what everybody takes by default.
      const other = all.slice(0, all.indexOf(own)).find((each) => clash(own, each, areJoined(world)));
      if (other === undefined) continue;
      const where = other.manifest.object === manifest.object ? 'the same cluster' : calledWhere(other);
      const same = own.range === other.range;
      const written = `${own.range}${own.byDefault === true ? ', which Cilium takes by default,' : ''}`;
      yield {
        path: own.path,
        message: same
          ? `${written} is for the ${WORDS[own.of]} here, and for the ${WORDS[other.of]} of ${where}`
          : `${written} for the ${WORDS[own.of]} overlaps ${other.range} for the ${WORDS[other.of]} of ${where}`,
        why: areApart(own, other)
          ? 'An address is in two clusters: a packet for a pod over there ends at a pod here, and the mesh cannot tell them apart.'
          : 'An address stands for two things: packets for a machine or Service are sent to a pod, and some calls fail for no visible reason.',
        fix: 'Choose ranges that have no address in common, before the cluster is made: they cannot be changed later.',
      };
    }
  },
});

function clash(a: Claim, b: Claim, joined: boolean): boolean {
  if (!overlap(a.range, b.range)) return false;
  if (a.plan === b.plan) return a.of !== b.of;
  if (areApart(a, b) || a.manifest.object === b.manifest.object) {
    const pods = [a, b].filter(({ of }) => of === 'pods').length;
    return joined && (pods === 2 || (pods === 1 && (a.of === 'services' || b.of === 'services')));
  }
  // Two settings for pods of one cluster say the same twice.
  const isSame =
    a.cluster === undefined ? b.cluster === undefined && folderOf(a.manifest) === folderOf(b.manifest) : a.cluster === b.cluster;
  return isSame && a.of !== b.of;
}
