import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { CLUSTERS, hasEndpoint, initCalls, joinsMore } from '../../texts/control-planes.ts';
import { machinesSay } from '../../texts/machines.ts';

export const controlPlanesJoin = defineRule({
  id: 'control-planes-join',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Config'), ...CLUSTERS],
  asks: 'Where further control planes join a cluster of kubeadm, it was started with an address for all of them, and its certificates get there.',
  source: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/',
  *check(manifest, world) {
    const why =
      'kubeadm refuses to join them ("a cluster that doesn\'t have a stable controlPlaneEndpoint address"): there is one control plane, and nothing is deployed while it is down.';
    if (manifest.object.kind === 'ClusterConfiguration') {
      // Of several clusters nobody knows which one grows.
      const files = CLUSTERS.flatMap((kind) => [...world.everywhere.worlds.values()].flatMap((each) => each.ofKind(kind)));
      if (new Set(files).size > 1 || textAt(manifest.object, 'controlPlaneEndpoint') !== undefined) return;
      if (!joinsMore(world) || hasEndpoint(world)) return;
      yield {
        path: 'controlPlaneEndpoint',
        message: 'further control planes join, and there is no controlPlaneEndpoint',
        why,
        fix: 'Write controlPlaneEndpoint: an address that leads to each of them, with its port.',
      };
      return;
    }
    const [first, ...others] = initCalls(manifest);
    if (first === undefined || !joinsMore(world)) return;
    const open = [first, ...others].some(({ call }) => /--config\b|\{\{|\$\{?\w*(?:ARG|FLAG|OPT)/i.test(call));
    if (!open && !hasEndpoint(world)) {
      yield {
        path: first.path,
        message: 'further control planes join (--control-plane), and kubeadm init is given no --control-plane-endpoint',
        why,
        fix: 'Call kubeadm init with --control-plane-endpoint: an address or name that leads to each of them.',
      };
    }
    if (machinesSay(world, /certificate-?key|upload-certs|kubernetes\/pki/i)) return;
    yield {
      path: first.path,
      message: 'further control planes join (--control-plane), and nothing brings them the certificates of the first',
      why: 'kubeadm refuses to join them: "couldn\'t load the certificate file".',
      fix: 'Call kubeadm init with --upload-certs, and kubeadm join with --certificate-key.',
    };
  },
});
