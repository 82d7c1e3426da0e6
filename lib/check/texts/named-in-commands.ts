import { optionValues, partsOf, plainWords } from './script-calls.ts';
import type { Command } from './shell.ts';

/** An object that a command is about. */
export interface CommandTarget {
  /** `apps/v1/Deployment` */
  readonly kind: string;
  readonly name: string;
  /** `undefined` for the namespace of whoever runs it. */
  readonly namespace: string | undefined;
}

const ROLLOUT = 'argoproj.io/v1alpha1/Rollout';
const APPLICATION = 'argoproj.io/v1alpha1/Application';

/** Words for kinds, as kubectl knows them. @see https://kubernetes.io/docs/reference/kubectl/#resource-types */
const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['apps/v1/Deployment', 'deploy', 'deployment', 'deployments', 'deployment.apps', 'deployments.apps'],
      ['apps/v1/StatefulSet', 'sts', 'statefulset', 'statefulsets', 'statefulset.apps'],
      ['apps/v1/DaemonSet', 'ds', 'daemonset', 'daemonsets', 'daemonset.apps'],
      ['batch/v1/CronJob', 'cj', 'cronjob', 'cronjobs', 'cronjob.batch'],
      ['v1/Service', 'svc', 'service', 'services'],
      ['networking.k8s.io/v1/Ingress', 'ing', 'ingress', 'ingresses'],
      ['autoscaling/v2/HorizontalPodAutoscaler', 'hpa', 'horizontalpodautoscaler', 'horizontalpodautoscalers'],
      ['v1/ResourceQuota', 'quota', 'resourcequota', 'resourcequotas'],
      ['v1/LimitRange', 'limits', 'limitrange', 'limitranges'],
      ['policy/v1/PodDisruptionBudget', 'pdb', 'poddisruptionbudget', 'poddisruptionbudgets'],
      ['networking.k8s.io/v1/NetworkPolicy', 'netpol', 'networkpolicy', 'networkpolicies'],
      ['networking.istio.io/v1/EnvoyFilter', 'envoyfilter', 'envoyfilters'],
      ['security.istio.io/v1/PeerAuthentication', 'pa', 'peerauthentication', 'peerauthentications'],
      ['networking.istio.io/v1/VirtualService', 'vs', 'virtualservice', 'virtualservices'],
      ['networking.istio.io/v1/DestinationRule', 'dr', 'destinationrule', 'destinationrules'],
      [ROLLOUT, 'ro', 'rollout', 'rollouts', 'rollouts.argoproj.io'],
      [APPLICATION, 'app', 'application', 'applications', 'applications.argoproj.io', 'application.argoproj.io'],
    ] as const
  ).flatMap(([kind, ...words]) => words.map((word) => [word, kind])),
);

const VALUED =
  '-n --namespace -o --output -l --selector -c --container --context --kubeconfig -f --filename --timeout --for --replicas --tail --since -p --patch --type --field-selector --sort-by --template --port --target-port --address --as --image --cluster --cpu-percent --min --max --to-revision --kube-context --project --grpc-web-root-path --server --revision'.split(
    ' ',
  );

/** Verbs for what is there already; `delete` clears away what may be gone. */
const VERBS = new Set(
  'get describe logs exec port-forward rollout wait scale patch annotate label set edit top attach autoscale'.split(' '),
);
/** After these a word alone is a pod or a port. */
const OF_PODS = new Set(['logs', 'exec', 'port-forward', 'attach']);
const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** The objects that a call of kubectl or argocd needs; what the shell works out is left out. */
export function targetsOf(command: Command): readonly CommandTarget[] {
  const { own } = partsOf(command);
  const words = plainWords(own, VALUED);
  const [written] = optionValues(own, '-n', '--namespace');
  if (written !== undefined && !NAME.test(written)) return [];
  const namespace = written;
  const [app, verb = '', name = ''] = words;
  if (command.name === 'argocd') {
    const asks = app === 'app' && /^(get|sync|wait|set|diff|history|rollback|manifests|logs|resources|terminate-op)$/.test(verb);
    return asks && NAME.test(name) ? [{ kind: APPLICATION, name, namespace: undefined }] : [];
  }
  if (command.name === 'minikube') {
    const name = app === 'service' && verb !== 'list' ? verb : '';
    return NAME.test(name) ? [{ kind: 'v1/Service', name, namespace }] : [];
  }
  if (command.name !== 'kubectl' || own.words.some(({ text }) => text === '--ignore-not-found' || text.startsWith('--ignore-not-found=t')))
    return [];
  if (words[0] === 'argo' && words[1] === 'rollouts') {
    const rest = words.slice(2).filter((word, index) => !(index === 1 && /^(rollouts?|image)$/.test(word)));
    const name = /^(get|status|promote|abort|retry|undo|restart|pause|set)$/.test(rest[0] ?? '') ? (rest[1] ?? '') : '';
    return NAME.test(name) ? [{ kind: ROLLOUT, name, namespace }] : [];
  }
  const doing = words[0] ?? '';
  const [from = ''] = optionValues(own, '--from');
  if (doing === 'create' && words[1] === 'job' && /^cronjobs?\//.test(from)) {
    const name = from.slice(from.indexOf('/') + 1);
    return NAME.test(name) ? [{ kind: 'batch/v1/CronJob', name, namespace }] : [];
  }
  if (!VERBS.has(doing)) return [];
  const rest = words.slice(doing === 'rollout' || doing === 'set' ? 2 : 1);
  const slashed = rest.flatMap((word) => {
    const [, type = '', name = ''] = /^([a-z.]+)\/([^/]+)$/.exec(word) ?? [];
    const kind = KINDS[type];
    return kind !== undefined && NAME.test(name) ? [{ kind, name, namespace }] : [];
  });
  const kind = KINDS[rest[0] ?? ''];
  if (slashed.length > 0 || OF_PODS.has(doing) || kind === undefined) return slashed;
  return rest
    .slice(1, doing === 'get' || doing === 'wait' || doing === 'describe' ? undefined : 2)
    .flatMap((name) => (NAME.test(name) ? [{ kind, name, namespace }] : []));
}
