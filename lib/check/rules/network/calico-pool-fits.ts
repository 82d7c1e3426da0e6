import { everywhere } from '../../clusters/where.ts';
import { isNetwork, networkCovers } from '../../network/address.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { kubeadmCalls } from '../../texts/kubeadm.ts';
import type { World } from '../../world.ts';

const INSTALLATION = 'operator.tigera.io/v1/Installation';

export const calicoPoolFits = defineRule({
  id: 'calico-pool-fits',
  severity: 'error',
  kinds: [INSTALLATION, 'apps/v1/DaemonSet'],
  asks: 'The addresses that Calico gives to pods are of the range that kubeadm was told.',
  source:
    'https://docs.tigera.io/calico/latest/getting-started/kubernetes/self-managed-onprem/config-options; https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/',
  *check({ object }, world) {
    const range = podRange(world);
    if (range === undefined) return;
    const isOperator = object.kind === 'Installation';
    const pools = isOperator
      ? itemsAt(object, 'spec.calicoNetwork.ipPools').map((pool, index) => ({
          cidr: textAt(pool, 'cidr'),
          path: `spec.calicoNetwork.ipPools[${index}].cidr`,
        }))
      : itemsAt(object, 'spec.template.spec.containers').flatMap((container, place) =>
          itemsAt(container, 'env').flatMap((each, index) =>
            textAt(each, 'name') === 'CALICO_IPV4POOL_CIDR'
              ? [{ cidr: textAt(each, 'value'), path: `spec.template.spec.containers[${place}].env[${index}].value` }]
              : [],
          ),
        );
    for (const { cidr = '', path } of pools) {
      if (!isNetwork(cidr) || cidr.includes(':') || networkCovers(range.pods, cidr)) continue;
      yield {
        path,
        message: `Calico gives pods addresses of ${cidr}, and ${range.where} tells kubeadm ${range.pods}`,
        why: isOperator
          ? 'The operator stops ("is not within the platform\'s configured pod network CIDR(s)"): no node gets ready.'
          : 'kube-proxy takes traffic of pods for that of strangers and gives it the address of the node: policies do not know who calls.',
        ...(isOperator ? {} : { severity: 'warning' as const }),
        fix: 'Write one range in both.',
      };
    }
  },
});

/** The one range for pods of all calls and files of kubeadm. */
function podRange(world: World): { readonly pods: string; readonly where: string } | undefined {
  return world.everywhere.once('range of pods of kubeadm', () => {
    const calls = kubeadmCalls(world).map(({ pods, file, line }) => ({ pods, where: `line ${line} of ${file}` }));
    const files = ['v1beta4', 'v1beta3'].flatMap((version) =>
      everywhere(world, `kubeadm.k8s.io/${version}/ClusterConfiguration`).map(({ manifest }) => ({
        pods: textAt(manifest.object, 'networking.podSubnet'),
        where: manifest.file ?? 'its configuration',
      })),
    );
    const told = [...calls, ...files].flatMap(({ pods, where }) =>
      pods === undefined || pods.includes(',') || !isNetwork(pods) ? [] : [{ pods, where }],
    );
    return new Set(told.map(({ pods }) => pods)).size === 1 ? told[0] : undefined;
  });
}
