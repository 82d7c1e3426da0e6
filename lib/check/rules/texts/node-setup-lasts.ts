import { documentKind } from '../../document.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { ansibleText, machinesSay } from '../../texts/machines.ts';
import { setupTexts, type SetupText } from '../../texts/node-setup.ts';

interface Passing {
  readonly set: RegExp;
  /** What makes it last, anywhere in the tree. */
  readonly kept: RegExp;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Images for clouds come without it. */
  readonly rare?: true;
}

/** @see https://kubernetes.io/docs/setup/production-environment/container-runtimes/#install-and-configure-prerequisites */
const PASSING: readonly Passing[] = [
  {
    set: /\bmodprobe\s+(?:-\w+\s+)*br_netfilter\b|modprobe":\s*\{[^}]*"br_netfilter"/,
    kept: /modules-load\.d|\/etc\/modules\b|"persistent":\s*"present"/,
    what: 'the module br_netfilter is loaded by modprobe',
    why: 'After the next restart of the machine it is not loaded: traffic between pods of a node passes the rules of kube-proxy by, and Services stop to answer.',
    fix: 'Write br_netfilter and overlay into /etc/modules-load.d/k8s.conf as well.',
  },
  {
    set: /\bsysctl\s+(?:-q\s+)?-w\s+["']?net\.(?:ipv4\.ip_forward|bridge\.)|\becho\s+["']?1["']?\s*>\s*\/proc\/sys\/net\/(?:ipv4\/ip_forward|bridge)/,
    kept: /sysctl\.d\b|sysctl\.conf\b/,
    what: 'a parameter of the kernel is set by hand (net.ipv4.ip_forward, net.bridge)',
    why: 'After the next restart of the machine it has its old value: the node forwards nothing, and pods on it reach nobody.',
    fix: 'Write it into /etc/sysctl.d/k8s.conf, and call sysctl --system.',
  },
  {
    set: /\bswapoff\s+(?:-a|--all)\b/,
    kept: /fstab|swap\.target|\.swap\b|swap\.img|swapfile|zram|fail-?swap-?on["']?[=:]\s*["']?false/i,
    what: 'swap is taken away by swapoff',
    why: 'After the next restart of the machine swap is back, and the kubelet refuses to start: the node stays NotReady.',
    fix: 'Take the line of swap out of /etc/fstab as well.',
    rare: true,
  },
];

export const nodeSetupLasts = defineRule({
  id: 'node-setup-lasts',
  severity: 'warning',
  kinds: [documentKind('Script'), documentKind('Config')],
  asks: 'What sets a machine up for Kubernetes is still so after its restart: modules, parameters of the kernel, and no swap.',
  source: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#install-and-configure-prerequisites',
  *check(manifest, world) {
    const texts = textsOf(manifest);
    for (const { set, kept, what, why, fix, rare } of PASSING) {
      const found = texts.find(({ text }) => set.test(text) && !/^\s*(?:echo|printf)\s+["'][^>|]*$/.test(text));
      if (found === undefined) continue;
      if (machinesSay(world, kept) || !machinesSay(world, /kubeadm|kubelet|k3s|rke2|containerd/)) continue;
      const isImage = manifest.object.kind === 'Config' && setupTexts(manifest).length > 0;
      yield {
        path: found.path,
        ...(rare && isImage ? { severity: 'info' } : {}),
        message: `${what}, and nothing keeps that over a restart`,
        why,
        fix,
      };
    }
  },
});

function textsOf(manifest: WorldObject): readonly SetupText[] {
  return [...setupTexts(manifest), ...ansibleText(manifest.object['content']).map((text) => ({ path: 'content', text }))];
}
