import { documentKind } from '../../document.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { kubeadmAddressFaults } from '../../schema/kubeadm-addresses.ts';
import { argumentFaults } from '../../schema/kubeadm-arguments.ts';
import { setupTexts } from '../../texts/node-setup.ts';
import type { World } from '../../world.ts';

const PARTS = ['apiServer', 'controllerManager', 'scheduler', 'etcd.local', 'nodeRegistration'];
const ARGS = ['extraArgs', 'kubeletExtraArgs'];

export const kubeadmConfigValid = defineRule({
  id: 'kubeadm-config-valid',
  severity: 'error',
  kinds: [
    'kubeadm.k8s.io/v1beta4/ClusterConfiguration',
    'kubeadm.k8s.io/v1beta4/InitConfiguration',
    'kubeadm.k8s.io/v1beta4/JoinConfiguration',
    'kubelet.config.k8s.io/v1beta1/KubeletConfiguration',
  ],
  asks: 'A configuration of kubeadm gives arguments that there are, in the form of its version, mounts the files that they name, and fits the container runtime.',
  source: 'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/; seed 004, M35 and M36',
  *check({ object }, world) {
    if (object.kind === 'KubeletConfiguration') {
      yield* cgroups(textAt(object, 'cgroupDriver'), world);
      return;
    }
    yield* socket(textAt(object, 'nodeRegistration.criSocket'));
    yield* kubeadmAddressFaults(object);
    const isList = object.apiVersion.endsWith('v1beta4');
    for (const part of PARTS) {
      for (const field of ARGS) {
        const written = at(object, `${part}.${field}`);
        if (written === undefined || written === null) continue;
        const path = `${part}.${field}`;
        if (Array.isArray(written) !== isList) {
          yield {
            path,
            message: `${path} is a ${isList ? 'map' : 'list'}, and ${object.apiVersion} takes a ${isList ? 'list of name and value' : 'map'}`,
            why: 'kubeadm refuses the file, or an upgrade rewrites it without these arguments.',
            fix: isList ? 'Write - name: X, value: Y for each, or convert it with kubeadm config migrate.' : 'Write X: Y for each.',
          };
          continue;
        }
        if (part === 'nodeRegistration' || part === 'etcd.local') continue;
        yield* argumentFaults(object, part, path, written);
      }
    }
  },
});

/** The socket of a runtime that Kubernetes no longer speaks to. */
function* socket(written: string | undefined): Iterable<Issue> {
  if (written === undefined || !/dockershim|(^|\/)docker\.sock$/.test(written)) return;
  yield {
    path: 'nodeRegistration.criSocket',
    message: `the containers of the node are asked for at ${written}, and dockershim was taken out in Kubernetes 1.24`,
    why: 'Nobody listens there: kubeadm stops in its first checks, or the kubelet never gets ready.',
    fix: 'Write unix:///run/containerd/containerd.sock.',
  };
}

function* cgroups(driver: string | undefined, world: World): Iterable<Issue> {
  if (driver !== 'cgroupfs') return;
  const told = world.once('where containerd is told of systemd', () => {
    const texts = [documentKind('Script'), documentKind('Config'), documentKind('TextFile')].flatMap((kind) => world.ofKind(kind));
    return texts.find((each) => setupTexts(each).some(({ text }) => /SystemdCgroup\s*=\s*true/.test(text)));
  });
  if (told === undefined) return;
  yield {
    path: 'cgroupDriver',
    message: `the kubelet uses cgroupfs, and ${told.file ?? told.object.metadata.name} tells containerd SystemdCgroup = true`,
    why: 'Two managers of the same resources: under load pods are killed and started again, and the control plane with them.',
    fix: 'Write cgroupDriver: systemd, which is the default of kubeadm.',
  };
}
