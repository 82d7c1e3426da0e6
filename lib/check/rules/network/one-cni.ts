import { everywhere } from '../../clusters/where.ts';
import { documentKind } from '../../document.ts';
import { HELM_KINDS } from '../../helm.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import { at, strings, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Manifests of other networks, by what stands in their address. */
const OTHERS: readonly (readonly [name: string, address: RegExp])[] = [
  ['Calico', /https?:\/\/\S*(calico\.ya?ml|tigera-operator\.ya?ml|calico-vxlan\.ya?ml|projectcalico\S*canal\.ya?ml)/],
  ['Flannel', /https?:\/\/\S*kube-flannel[\w-]*\.ya?ml/],
  ['Weave', /https?:\/\/\S*(weave-daemonset|weaveworks\/weave\/releases)\S*/],
  ['Antrea', /https?:\/\/\S*antrea\.ya?ml/],
];

const KIND = 'kind.x-k8s.io/v1alpha4/Cluster';

export const oneCni = defineRule({
  id: 'one-cni',
  severity: 'error',
  kinds: [...HELM_KINDS, KIND],
  asks: 'A cluster has one network for its pods: where Cilium is installed, nothing applies another one, and kind leaves out its own.',
  source:
    'https://docs.cilium.io/en/stable/installation/k8s-install-migration/; https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
  *check(manifest, world) {
    if (manifest.object.kind === 'Cluster') return yield* ofKind(manifest, world);
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

/** A cluster of kind brings kindnet, unless it is told not to. */
function* ofKind({ object }: WorldObject, world: World): Iterable<Issue> {
  if (at(object, 'networking.disableDefaultCNI') === true) return;
  const other = applied(world);
  const cilium = releasesOf(world).find(({ chart }) => chart === 'cilium');
  if (other === undefined && cilium === undefined) return;
  yield {
    path: 'networking',
    severity: 'warning',
    message: `kind starts with its own network, and ${other === undefined ? `Cilium is installed into ${cilium?.namespace ?? ''}` : `${other.file} applies ${other.name}`}`,
    why: 'Two networks give pods addresses: which one a pod gets hangs on whose file comes first in /etc/cni/net.d, and network policies count for some pods only.',
    fix: 'Set networking.disableDefaultCNI: true in the configuration of kind, and make the cluster anew.',
  };
}

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
