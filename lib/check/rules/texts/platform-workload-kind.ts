import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { partsOf } from '../../texts/script-calls.ts';

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** Workloads of well-known programs, as their manifests and charts make them. */
const WORKLOADS: Readonly<Record<Kind, readonly string[]>> = {
  // https://github.com/argoproj/argo-cd/tree/v2.8.4/manifests/base/application-controller
  StatefulSet: ['argocd-application-controller'],
  DaemonSet: ['calico-node', 'kube-proxy', 'istio-cni-node', 'ztunnel', 'longhorn-manager', 'kube-flannel-ds', 'canal'],
  Deployment: [
    ...['argocd-server', 'argocd-repo-server', 'argocd-dex-server', 'argocd-applicationset-controller', 'argocd-notifications-controller'],
    ...['argo-rollouts', 'calico-kube-controllers', 'coredns', 'metrics-server', 'local-path-provisioner', 'istiod'],
    ...['cert-manager', 'cert-manager-webhook', 'cert-manager-cainjector', 'cilium-operator', 'hubble-relay', 'hubble-ui'],
    ...['longhorn-driver-deployer', 'longhorn-ui', 'vault-agent-injector', 'tigera-operator'],
  ],
};
const KINDS = new Map<string, Kind>(
  Object.entries(WORKLOADS).flatMap(([kind, names]) => names.map((name) => [name, kind as Kind] as const)),
);
const WORDS: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/^(?:deploy|deployments?)(?:\.apps)?$/, 'Deployment'],
  [/^(?:sts|statefulsets?)(?:\.apps)?$/, 'StatefulSet'],
  [/^(?:ds|daemonsets?)(?:\.apps)?$/, 'DaemonSet'],
];

export const platformWorkloadKind = defineRule({
  id: 'platform-workload-kind',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'Commands name the workloads of Argo CD, Calico, Istio and the like by the kind that they have.',
  source:
    'https://github.com/argoproj/argo-cd/tree/v2.8.4/manifests/base; https://github.com/projectcalico/calico/blob/v3.27.0/manifests/calico.yaml',
  *check(manifest, world) {
    for (const { command, path } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.tested || command.next === '||') continue;
      const words = partsOf(command).own.words.map(({ text }) => text);
      for (const [index, word] of words.entries()) {
        const [left = '', right] = word.split('/');
        const asked = WORDS.find(([pattern]) => pattern.test(left))?.[1];
        const name = right ?? words[index + 1] ?? '';
        const kind = asked === undefined ? undefined : KINDS.get(name);
        // Whoever makes it of another kind has it in the tree.
        if (
          asked === undefined ||
          kind === undefined ||
          kind === asked ||
          world.ofKind(`apps/v1/${asked}`).some(({ object }) => object.metadata.name === name)
        )
          continue;
        yield {
          path,
          message: `line ${command.line}: there is no ${asked} ${name}, it is a ${kind}`,
          why: 'The command ends with "NotFound": a script that waits there stops, or goes on before the program is ready.',
          fix: `Write ${kind.toLowerCase()}/${name}.`,
        };
      }
    }
  },
});
