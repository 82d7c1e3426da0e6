import { documentKind } from '../../document.ts';
import { parseImage } from '../../images.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { forwarding, runtime } from '../../texts/node-needs.ts';
import { setupTexts, type SetupText } from '../../texts/node-setup.ts';
import type { World } from '../../world.ts';

/** Places from which Kubernetes was installed, and that were closed. @see https://kubernetes.io/blog/2023/08/31/legacy-package-repository-deprecation/ */
const CLOSED =
  /(?:apt|yum)\.kubernetes\.io|packages\.cloud\.google\.com\/(?:apt|yum)\S*\s*(?:repos\/)?kubernetes|kubernetes-(?:xenial|bionic|el7)/;

export const nodeSetupWorks = defineRule({
  id: 'node-setup-works',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Config'), documentKind('TextFile')],
  asks: 'What sets machines up installs Kubernetes from packages that there are, of the version that it asks for, with one driver of cgroups and the runtime switched on, and tells containerd its registries as it looks them up.',
  source:
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/; https://kubernetes.io/docs/setup/production-environment/container-runtimes/#containerd-systemd',
  *check(manifest, world) {
    const texts = setupTexts(manifest);
    yield* registries(texts, world);
    yield* plugins(texts);
    const minors = texts.flatMap(({ text }) =>
      [...text.matchAll(/pkgs\.k8s\.io\/core:\/stable:\/v(1\.\d+)/g)].map(([, minor = '']) => minor),
    );
    yield* runtime(texts, world);
    yield* forwarding(texts, world);
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

/** Names of plugins are those of the version that the settings say. @see https://github.com/containerd/containerd/blob/main/docs/containerd-2.0.md */
function* plugins(texts: readonly SetupText[]): Iterable<Issue> {
  const version = texts.map(({ text }) => /^\s*version\s*=\s*([123])\s*$/m.exec(text)?.[1]).find((each) => each !== undefined);
  const [old, later] = ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1'];
  const wrong = version === '3' ? old : version === '2' ? later : undefined;
  const place =
    wrong === undefined
      ? undefined
      : texts.find(({ text }) =>
          new RegExp(`^\\s*\\[?plugins\\.["']${wrong.replaceAll('.', '\\.')}`, 'm').test(text.replace(/^\s*\[/gm, '[')),
        );
  if (place === undefined) return;
  yield {
    path: place.path,
    message: `the settings of containerd are of version ${version ?? ''}, and tell the plugin ${wrong ?? ''}, which is of version ${version === '3' ? 2 : 3}`,
    why: 'containerd passes the section over without a word: runc manages cgroups by itself, or registries have no mirrors, and pods are killed or not pulled.',
    fix:
      version === '3'
        ? 'Write io.containerd.cri.v1.runtime (io.containerd.cri.v1.images for registries), or version = 2.'
        : `Write ${old}, or version = 3.`,
  };
}

/** `/etc/containerd/certs.d/HOST/hosts.toml`: a folder that is named for no registry of the images is read by nobody. */
function* registries(texts: readonly SetupText[], world: World): Iterable<Issue> {
  const mirrors = texts.find(({ text }) => /registry\.(mirrors|configs)\b/.test(text.replace(/^\s*#.*$/gm, '')));
  const folder = texts.some(({ text }) => /^\s*config_path\s*=\s*"\/.+"/m.test(text));
  if (mirrors !== undefined && folder) {
    yield {
      path: mirrors.path,
      message: 'containerd is told its registries in two ways: by config_path, and by registry.mirrors or registry.configs',
      why: 'containerd refuses its settings ("mirrors cannot be set when config_path is provided"): the node never gets ready.',
      fix: 'Keep config_path, and write a hosts.toml for each registry.',
    };
  }
  if (!texts.some(({ text }) => text.includes('certs.d/'))) return;
  const used = imageHosts(world);
  for (const { path, text } of texts) {
    const host = /\/certs\.d\/([\w.-]+)\/(?:hosts\.toml)?/.exec(text)?.[1];
    const near = host === undefined || used.has(host) ? undefined : [...used].find((each) => each.replace(/:\d+$/, '') === host);
    if (host === undefined || near === undefined || host.includes(':')) continue;
    if (texts.some((each) => each.text.includes(`certs.d/${near}`))) continue;
    yield {
      path,
      message: `containerd has settings for ${host}, and images are pulled from ${near}`,
      why: 'The folder is looked up by host and port: for this registry containerd asks without the settings, and its certificate is refused.',
      fix: `Call the folder certs.d/${near}.`,
    };
    return;
  }
}

function imageHosts(world: World): ReadonlySet<string> {
  return world.everywhere.once(
    'hosts of images',
    () =>
      new Set(
        [...world.everywhere.worlds.values()].flatMap((each) =>
          each
            .podTemplates()
            .flatMap((pod) => pod.containers.flatMap(({ image }) => (image === undefined ? [] : parseImage(image).registry))),
        ),
      ),
  );
}
