import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { machinesSay } from './machines.ts';
import type { SetupText } from './node-setup.ts';

/** The package of Docker comes with settings that switch the interface for Kubernetes off. @see https://github.com/containerd/containerd/issues/8139 */
export function* runtime(texts: readonly SetupText[], world: World): Iterable<Issue> {
  const place = texts.find(({ text }) => /\binstall\b[^|]*\scontainerd\.io\b|^containerd\.io(?:=\S*)?$/.test(text));
  if (place === undefined) return;
  if (!machinesSay(world, /\bkubeadm\b/) || machinesSay(world, /config\s+default|config\.toml|disabled_plugins|cri-dockerd/)) return;
  yield {
    path: place.path,
    message: 'containerd.io is installed beside kubeadm, and nothing writes /etc/containerd/config.toml',
    why: 'The package of Docker brings settings with disabled_plugins = ["cri"]: kubeadm stops with "unknown service runtime.v1.RuntimeService".',
    fix: 'Write the settings anew (containerd config default > /etc/containerd/config.toml, with SystemdCgroup = true), and restart containerd.',
  };
}

/** kubeadm looks at it before it does anything; Docker sets it by itself. */
export function* forwarding(texts: readonly SetupText[], world: World): Iterable<Issue> {
  const place = texts.find(({ text }) => /\binstall\b[^|]*\skubeadm\b|^kubeadm(?:=\S*)?$/.test(text));
  const makes = place !== undefined && machinesSay(world, /\bkubeadm\s+(?:init|join)\b/) && machinesSay(world, /\bcontainerd\b|\bcri-o\b/);
  if (!makes || machinesSay(world, /ip_forward|docker-ce|docker\.io|get\.docker\.com|kubespray/)) return;
  yield {
    path: place.path,
    severity: 'warning',
    message: 'machines are made for kubeadm, and nothing sets net.ipv4.ip_forward',
    why: 'kubeadm stops before it begins: "/proc/sys/net/ipv4/ip_forward contents are not set to 1".',
    fix: 'Write net.ipv4.ip_forward = 1 into /etc/sysctl.d/k8s.conf, and call sysctl --system.',
  };
}
