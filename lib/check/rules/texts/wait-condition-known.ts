import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';

interface Waitable {
  readonly words: RegExp;
  readonly name: string;
  /** In the order in which people want them. */
  readonly conditions: readonly string[];
  readonly instead?: string;
}

/** What the status of each kind says of itself. @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ */
const KINDS: readonly Waitable[] = [
  { words: /^(deploy|deployments?|deployments?\.apps)$/, name: 'Deployment', conditions: ['Available', 'Progressing', 'ReplicaFailure'] },
  {
    words: /^(po|pods?)$/,
    name: 'Pod',
    conditions: [
      'Ready',
      'ContainersReady',
      'Initialized',
      'PodScheduled',
      'PodReadyToStartContainers',
      'DisruptionTarget',
      'PodHasNetwork',
      'PodResizePending',
      'PodResizeInProgress',
    ],
  },
  { words: /^jobs?(\.batch)?$/, name: 'Job', conditions: ['Complete', 'Failed', 'Suspended', 'FailureTarget', 'SuccessCriteriaMet'] },
  {
    words: /^(crds?|customresourcedefinitions?(\.apiextensions\.k8s\.io)?)$/,
    name: 'CustomResourceDefinition',
    conditions: ['Established', 'NamesAccepted', 'NonStructuralSchema', 'Terminating', 'KubernetesAPIApprovalPolicyConformant'],
  },
  {
    words: /^(sts|statefulsets?|ds|daemonsets?)(\.apps)?$/,
    name: 'StatefulSet or DaemonSet',
    conditions: [],
    instead: 'Write kubectl rollout status.',
  },
  {
    words: /^(pvc|persistentvolumeclaims?)$/,
    name: 'PersistentVolumeClaim',
    conditions: ['Resizing', 'FileSystemResizePending'],
    instead: "Write --for=jsonpath='{.status.phase}'=Bound.",
  },
  {
    words: /^applications?(\.argoproj\.io)?$/,
    name: 'Application',
    conditions: [],
    instead: "Write --for=jsonpath='{.status.health.status}'=Healthy, or argocd app wait.",
  },
  {
    words: /^(svc|services?)$/,
    name: 'Service',
    conditions: ['LoadBalancerPortsError'],
    instead: "Write --for=jsonpath='{.status.loadBalancer.ingress}'.",
  },
];

export const waitConditionKnown = defineRule({
  id: 'wait-condition-known',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'A command that waits for a condition waits for one that objects of that kind have.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_wait/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl') continue;
      const [verb, first = ''] = plainWords(command, [
        '-n',
        '--namespace',
        '-l',
        '--selector',
        '--for',
        '--timeout',
        '--context',
        '--kubeconfig',
        '--field-selector',
      ]);
      const [, asked] = /^condition=([\w-]+)(?=$|=)/.exec(optionValues(command, '--for')[0] ?? '') ?? [];
      const kind = verb === 'wait' ? KINDS.find(({ words }) => words.test(first.split('/')[0] ?? '')) : undefined;
      if (asked === undefined || kind === undefined || kind.conditions.some((each) => each.toLowerCase() === asked.toLowerCase())) continue;
      // Gates of readiness give pods conditions of other names.
      if (kind.name === 'Pod' && asked.includes('-')) continue;
      const near = nearName(asked, kind.conditions);
      const meant = near ?? kind.conditions[0];
      yield {
        path,
        message: `line ${command.line}: a ${kind.name} has no condition ${asked}`,
        why: 'The command waits until its time is over, and fails although everything runs.',
        fix: kind.instead ?? `Write condition=${(meant ?? '').toLowerCase()}.`,
      };
    }
  },
});
