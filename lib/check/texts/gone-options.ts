/** A word of a command that its program gave up. */
export interface GoneWord {
  readonly program: string;
  /** Verbs that must stand in the call: `install`, `drain`. */
  readonly verb?: RegExp;
  /** The option or the pair of words that is gone. */
  readonly word: RegExp;
  /** As a message names it. */
  readonly called: string;
  readonly since: string;
  readonly instead: string;
}

/**
 * Options and subcommands that were taken out of the programs with which clusters are set up.
 * @see https://helm.sh/docs/topics/v2_v3_migration/
 * @see https://github.com/kubernetes/kubernetes/tree/master/CHANGELOG
 * @see https://velero.io/docs/v1.10/upgrade-to-1.10/
 * @see https://github.com/cilium/cilium-cli/releases/tag/v0.16.0
 */
export const GONE_WORDS: readonly GoneWord[] = [
  {
    program: 'helm',
    verb: /^(install|template)$/,
    word: /^--name(=|$)/,
    called: '--name',
    since: 'Helm 3',
    instead: 'Write the name before the chart: helm install NAME CHART.',
  },
  {
    program: 'helm',
    verb: /^(delete|uninstall|del)$/,
    word: /^--purge$/,
    called: '--purge',
    since: 'Helm 3',
    instead: 'Leave it out: helm uninstall takes everything away.',
  },
  { program: 'helm', word: /^init$/, called: 'helm init', since: 'Helm 3', instead: 'Leave it out: there is no Tiller any more.' },
  { program: 'helm', word: /^--tiller-namespace(=|$)/, called: '--tiller-namespace', since: 'Helm 3', instead: 'Leave it out.' },
  {
    program: 'kubectl',
    verb: /^drain$/,
    word: /^--delete-local-data(=|$)/,
    called: '--delete-local-data',
    since: 'kubectl 1.28',
    instead: 'Write --delete-emptydir-data.',
  },
  {
    program: 'kubectl',
    word: /^--generator(=|$)/,
    called: '--generator',
    since: 'kubectl 1.21',
    instead: 'Use kubectl create with the kind that is meant.',
  },
  {
    program: 'kubectl',
    verb: /^run$/,
    word: /^(--replicas|--schedule|--service-overrides|--serviceaccount)(=|$)/,
    called: 'the option for Deployments of kubectl run',
    since: 'kubectl 1.21',
    instead: 'Use kubectl create deployment, or a manifest.',
  },
  { program: 'kubectl', verb: /^(get|logs)$/, word: /^--export(=|$)/, called: '--export', since: 'kubectl 1.18', instead: 'Use -o yaml.' },
  {
    program: 'kubectl',
    word: /^--dry-run=(true|false)$/,
    called: '--dry-run=true',
    since: 'kubectl 1.23',
    instead: 'Write --dry-run=client or --dry-run=server.',
  },
  {
    program: 'kubectl',
    verb: /^version$/,
    word: /^--short(=|$)/,
    called: '--short',
    since: 'kubectl 1.28',
    instead: 'Leave it out: the short form is the usual one.',
  },
  {
    program: 'kubectl',
    word: /^rolling-update$/,
    called: 'rolling-update',
    since: 'kubectl 1.18',
    instead: 'Use kubectl rollout or kubectl set image.',
  },
  {
    program: 'kubeadm',
    word: /^--experimental-control-plane$/,
    called: '--experimental-control-plane',
    since: 'kubeadm 1.19',
    instead: 'Write --control-plane.',
  },
  {
    program: 'kubeadm',
    word: /^--experimental-upload-certs$/,
    called: '--experimental-upload-certs',
    since: 'kubeadm 1.19',
    instead: 'Write --upload-certs.',
  },
  { program: 'kubeadm', verb: /^alpha$/, word: /^certs$/, called: 'alpha certs', since: 'kubeadm 1.21', instead: 'Write kubeadm certs.' },
  { program: 'velero', word: /^--use-restic$/, called: '--use-restic', since: 'Velero 1.10', instead: 'Write --use-node-agent.' },
  {
    program: 'velero',
    word: /^--default-volumes-to-restic$/,
    called: '--default-volumes-to-restic',
    since: 'Velero 1.10',
    instead: 'Write --default-volumes-to-fs-backup.',
  },
  {
    program: 'cilium',
    verb: /^(install|upgrade)$/,
    word: /^--cluster-name(=|$)/,
    called: '--cluster-name',
    since: 'cilium-cli 0.16',
    instead: 'Write --set cluster.name=NAME.',
  },
  {
    program: 'cilium',
    verb: /^(install|upgrade)$/,
    word: /^--cluster-id(=|$)/,
    called: '--cluster-id',
    since: 'cilium-cli 0.16',
    instead: 'Write --set cluster.id=NUMBER.',
  },
  {
    program: 'istioctl',
    verb: /^manifest$/,
    word: /^apply$/,
    called: 'manifest apply',
    since: 'Istio 1.8',
    instead: 'Write istioctl install.',
  },
  {
    program: 'istioctl',
    verb: /^authn$/,
    word: /^tls-check$/,
    called: 'authn tls-check',
    since: 'Istio 1.6',
    instead: 'Write istioctl x describe pod NAME.',
  },
  {
    program: 'istioctl',
    verb: /^operator$/,
    word: /^(init|dump|remove)$/,
    called: 'operator',
    since: 'Istio 1.24',
    instead: 'Write istioctl install, or use the charts.',
  },
  {
    program: 'vault',
    word: /^(init|unseal|rekey|mount)$/,
    called: 'the command without its group',
    since: 'Vault 1.0',
    instead: 'Write vault operator init, vault operator unseal, vault secrets enable.',
  },
];
