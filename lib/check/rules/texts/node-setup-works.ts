import { documentKind } from '../../document.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { setupTexts, type SetupText } from '../../texts/node-setup.ts';

/** Places from which Kubernetes was installed, and that were closed. @see https://kubernetes.io/blog/2023/08/31/legacy-package-repository-deprecation/ */
const CLOSED =
  /(?:apt|yum)\.kubernetes\.io|packages\.cloud\.google\.com\/(?:apt|yum)\S*\s*(?:repos\/)?kubernetes|kubernetes-(?:xenial|bionic|el7)/;

export const nodeSetupWorks = defineRule({
  id: 'node-setup-works',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Config')],
  asks: 'What sets machines up installs Kubernetes from packages that there are, of the version that it asks for, with one driver of cgroups.',
  source:
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/; https://kubernetes.io/docs/setup/production-environment/container-runtimes/#containerd-systemd',
  *check(manifest) {
    const texts = setupTexts(manifest);
    const minors = texts.flatMap(({ text }) =>
      [...text.matchAll(/pkgs\.k8s\.io\/core:\/stable:\/v(1\.\d+)/g)].map(([, minor = '']) => minor),
    );
    for (const each of texts) {
      if (CLOSED.test(each.text)) {
        const why = 'The repository was closed on 2024-03-04: nothing is found there, and the machine comes up without Kubernetes.';
        yield {
          path: each.path,
          message: `packages are taken from ${CLOSED.exec(each.text)?.[0] ?? ''}, which is closed`,
          why,
          fix: 'Take them from https://pkgs.k8s.io/core:/stable:/vMAJOR.MINOR/deb/ (or rpm/).',
        };
      }
      yield* versions(each, new Set(minors));
      const asksForOther = texts.some(({ text }) => /cgroup-?driver\S*[=:\s]+["']?cgroupfs/i.test(text));
      if (/SystemdCgroup\s*=\s*false/.test(each.text) && !/\bs[/|#].*SystemdCgroup\s*=\s*false/.test(each.text) && !asksForOther) {
        yield {
          path: each.path,
          severity: 'warning',
          message: 'containerd is told SystemdCgroup = false, and the kubelet of kubeadm uses systemd',
          why: 'Two managers of the same resources: under load pods are killed and started again, and the control plane with them.',
          fix: 'Set SystemdCgroup = true.',
        };
      }
    }
  },
});

function* versions({ path, text }: SetupText, minors: ReadonlySet<string>): Iterable<Issue> {
  // With several repositories, or one in a variable, nobody knows which one is asked.
  const [minor] = minors;
  if (minor === undefined || minors.size > 1) return;
  for (const [, program = '', wanted = ''] of text.matchAll(/\b(kubelet|kubeadm|kubectl)[=-](1\.\d+)[.*-]/g)) {
    if (wanted === minor) continue;
    yield {
      path,
      message: `${program} ${wanted} is asked for, and the repository is that of v${minor}`,
      why: 'Each repository has the packages of one minor release: the version is not found, and the machine comes up without Kubernetes.',
      fix: `Write v${wanted} in the address of the repository, or ask for ${program} ${minor}.`,
    };
    return;
  }
}
