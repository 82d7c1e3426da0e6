import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { at, strings, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Manifests of other networks, by what stands in their address. */
const OTHERS: readonly (readonly [name: string, address: RegExp])[] = [
  ['Calico', /https?:\/\/\S*(calico\.ya?ml|tigera-operator\.ya?ml|calico-vxlan\.ya?ml|projectcalico\S*canal\.ya?ml)/],
  ['Flannel', /https?:\/\/\S*kube-flannel[\w-]*\.ya?ml/],
  ['Weave', /https?:\/\/\S*(weave-daemonset|weaveworks\/weave\/releases)\S*/],
  ['Antrea', /https?:\/\/\S*antrea\.ya?ml/],
];

export const oneCni = defineRule({
  id: 'one-cni',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'A cluster has one network for its pods: where Cilium is installed, nothing applies another one.',
  source:
    'https://docs.cilium.io/en/stable/installation/k8s-install-migration/; https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
  *check(manifest, world) {
    for (const { chart, values, namespace } of releasesBy(world, manifest)) {
      // Chained onto another network it is meant to be the second.
      if (chart !== 'cilium' || (textAt(values, 'cni.chainingMode') ?? 'none') !== 'none' || at(values, 'cni.exclusive') === false)
        continue;
      const other = applied(world);
      if (other === undefined) continue;
      yield {
        path: manifest.object.kind === 'HelmValues' ? 'chart' : 'spec',
        message: `Cilium is installed into ${namespace}, and ${other.file} still applies ${other.name}`,
        why: 'Two networks give pods addresses: which one a pod gets hangs on which started last, and half of them do not reach each other.',
        fix: `Take ${other.name} out, and remove its files from /etc/cni/net.d of the machines.`,
      };
    }
  },
});

/** Another network that a script or guide applies; what takes it away is none. */
function applied(world: World): { readonly name: string; readonly file: string } | undefined {
  return world.everywhere.once('networks beside cilium', () => {
    const kinds = [documentKind('Script'), documentKind('Config'), documentKind('TextFile')];
    for (const { manifest } of everywhere(world, ...kinds)) {
      for (const { value } of strings(manifest.object)) {
        for (const line of value.includes('http') ? value.split('\n') : []) {
          const found = OTHERS.find(([, address]) => address.test(line));
          if (found !== undefined && /\b(apply|create)\b/.test(line) && !/^\s*#|\bdelete\b|\$\{?CNI|==/.test(line))
            return { name: found[0], file: manifest.file ?? manifest.object.metadata.name };
        }
      }
    }
    return undefined;
  });
}
