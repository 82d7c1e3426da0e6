import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { partsOf, plainWords } from '../../texts/script-calls.ts';

const VALUED =
  '-n --namespace --timeout --revision --to-revision -l --selector --context --kubeconfig -f --filename -k --kustomize -o --output --cluster --as'.split(
    ' ',
  );

/** What each verb of `kubectl rollout` can do it to. @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/ */
const ALL = 'Deployments, DaemonSets and StatefulSets';
const VERBS: Readonly<Record<string, string>> = {
  status: ALL,
  history: ALL,
  undo: ALL,
  restart: ALL,
  pause: 'Deployments',
  resume: 'Deployments',
};

/** Kinds that people ask about in vain, by the words that kubectl has for them. */
const OTHERS: readonly { readonly words: RegExp; readonly name: string; readonly fix: (verb: string, name: string) => string }[] = [
  {
    words: /^(ro|rollouts?(\.argoproj\.io)?)$/,
    name: 'Rollout',
    fix: (verb, name) =>
      /^(status|undo|restart|pause)$/.test(verb)
        ? `Write kubectl argo rollouts ${verb} ${name}, with the plugin of Argo Rollouts.`
        : `Write kubectl argo rollouts ${verb === 'resume' ? 'promote' : 'get rollout'} ${name}, with the plugin of Argo Rollouts.`,
  },
  { words: /^jobs?(\.batch)?$/, name: 'Job', fix: (_, name) => `Write kubectl wait --for=condition=complete job/${name}.` },
  { words: /^(po|pods?)$/, name: 'Pod', fix: () => 'Name the Deployment, DaemonSet or StatefulSet of the pod.' },
  { words: /^(cj|cronjobs?(\.batch)?)$/, name: 'CronJob', fix: () => 'A CronJob has nothing to roll out: leave it out.' },
  { words: /^(svc|services?)$/, name: 'Service', fix: () => 'Name the Deployment, DaemonSet or StatefulSet behind the Service.' },
  { words: /^(rs|replicasets?(\.apps)?)$/, name: 'ReplicaSet', fix: () => 'Name the Deployment of the ReplicaSet.' },
];
const OWN = /^(sts|statefulsets?|ds|daemonsets?)(\.apps)?$/;

export const rolloutKindServed = defineRule({
  id: 'rollout-kind-served',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: 'kubectl rollout is asked about a Deployment, a DaemonSet or a StatefulSet; a Rollout of Argo has a plugin of its own.',
  source:
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/; https://argo-rollouts.readthedocs.io/en/stable/generated/kubectl-argo-rollouts/kubectl-argo-rollouts_status/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.words.every(({ text }) => text !== 'rollout')) continue;
      const [first, verb = '', ...rest] = plainWords(partsOf(command).own, VALUED);
      const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
      if (first !== 'rollout' || known === undefined) continue;
      const [kind = '', name = rest[1] ?? ''] = (rest[0] ?? '').split('/');
      const other = OTHERS.find(({ words }) => words.test(kind));
      const half = other === undefined && known !== ALL && OWN.test(kind);
      if (other === undefined && !half) continue;
      yield {
        path,
        message: `line ${command.line}: kubectl rollout ${verb} is for ${known}, not for a ${other?.name ?? kind}`,
        why: 'The command ends with an error, whatever state the object is in: the script stops here, or goes on without having waited.',
        fix: other?.fix(verb, name) ?? 'Leave it out: only a Deployment can be paused.',
      };
    }
  },
});
