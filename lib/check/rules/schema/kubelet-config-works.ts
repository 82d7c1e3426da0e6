import { numberAt, at, fieldsAt, join, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { machinesSay } from '../../texts/machines.ts';

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#eviction-signals */
const SIGNALS = 'memory nodefs imagefs containerfs allocatableMemory'
  .split(' ')
  .map((each) => `${each}.available`)
  .concat(['nodefs.inodesFree', 'imagefs.inodesFree', 'containerfs.inodesFree', 'pid.available']);
const SIGNAL_MAPS = ['evictionHard', 'evictionSoft', 'evictionSoftGracePeriod', 'evictionMinimumReclaim'];
const ENDS = 'The kubelet ends at its start: the node stays NotReady, and kubeadm waits for it in vain.';
/** What a node gets of the range of pods: a /24, without its first and last address. */
const ADDRESSES = 254;

export const kubeletConfigWorks = defineRule({
  id: 'kubelet-config-works',
  severity: 'error',
  kinds: ['kubelet.config.k8s.io/v1beta1/KubeletConfiguration'],
  asks: 'Settings of the kubelet fit together: reserved processors where it gives them out whole, signals that it knows, room for its pods.',
  source:
    'https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/#static-policy-configuration; https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
  *check({ object }, world) {
    const reserved = ['systemReserved.cpu', 'kubeReserved.cpu', 'reservedSystemCPUs'].some((path) => at(object, path) !== undefined);
    if (textAt(object, 'cpuManagerPolicy') === 'static' && !reserved)
      yield {
        path: 'cpuManagerPolicy',
        message: 'cpuManagerPolicy is static, and no processors are reserved for the system',
        why: `"the static policy requires systemreserved.cpu + kubereserved.cpu to be greater than zero". ${ENDS}`,
        fix: 'Set reservedSystemCPUs, or cpu in systemReserved or kubeReserved.',
      };
    const [high, low] = [numberAt(object, 'imageGCHighThresholdPercent') ?? 85, numberAt(object, 'imageGCLowThresholdPercent') ?? 80];
    if (low >= high)
      yield {
        path: at(object, 'imageGCLowThresholdPercent') === undefined ? 'imageGCHighThresholdPercent' : 'imageGCLowThresholdPercent',
        message: `images are cleared away down to ${low} %, and that begins at ${high} %`,
        why: `The first has to be less than the second. ${ENDS}`,
        fix: 'Set imageGCLowThresholdPercent to less than imageGCHighThresholdPercent.',
      };
    for (const map of SIGNAL_MAPS) yield* signals(fieldsAt(object, map), map);
    for (const signal of Object.keys(fieldsAt(object, 'evictionSoft'))) {
      if (signal in fieldsAt(object, 'evictionSoftGracePeriod')) continue;
      const fix = `Add ${signal} to evictionSoftGracePeriod.`;
      yield { path: join('evictionSoft', signal), message: `the soft threshold ${signal} has no grace period`, why: ENDS, fix };
    }
    const pods = numberAt(object, 'maxPods') ?? 110;
    if (pods <= ADDRESSES || machinesSay(world, /node-cidr-mask-size|clusterPoolIPv4MaskSize|blockSize/)) return;
    yield {
      path: 'maxPods',
      severity: 'warning',
      message: `the node may run ${pods} pods, and a node has ${ADDRESSES} addresses for them (a /24, unless told otherwise)`,
      why: 'Further pods are given to the node and stay in ContainerCreating: there is no address left.',
      fix: 'Set maxPods to less, or node-cidr-mask-size of the controller manager to 23 or less.',
    };
  },
});

function* signals(given: Readonly<Record<string, unknown>>, map: string): Iterable<Issue> {
  for (const signal of Object.keys(given)) {
    if (SIGNALS.includes(signal)) continue;
    const near = nearName(signal, SIGNALS);
    const fix = near === undefined ? `Name one of ${SIGNALS.join(', ')}.` : `Did you mean "${near}"?`;
    yield { path: join(map, signal), message: `${map} names ${signal}, which is no signal of the kubelet`, why: ENDS, fix };
  }
}
