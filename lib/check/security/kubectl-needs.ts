import { optionValues, plainWords } from '../texts/script-calls.ts';
import type { Command } from '../texts/shell.ts';

/** What a call of kubectl asks of the API server. */
export interface ApiNeed {
  readonly verb: string;
  readonly group: string;
  /** `pods`, `pods/exec` */
  readonly resource: string;
  readonly name: string | undefined;
  /** `undefined` for the namespace of the pod, `*` for all of them. */
  readonly namespace: string | undefined;
}

/** Resources by the names under which people call them. @see https://kubernetes.io/docs/reference/kubectl/#resource-types */
const RESOURCES: readonly (readonly [group: string, resource: string, names: string])[] = [
  ['', 'pods', 'pod po'],
  ['', 'configmaps', 'configmap cm'],
  ['', 'secrets', 'secret'],
  ['', 'services', 'service svc'],
  ['', 'endpoints', 'ep'],
  ['', 'namespaces', 'namespace ns'],
  ['', 'nodes', 'node no'],
  ['', 'persistentvolumeclaims', 'persistentvolumeclaim pvc'],
  ['', 'persistentvolumes', 'persistentvolume pv'],
  ['apps', 'deployments', 'deployment deploy'],
  ['apps', 'statefulsets', 'statefulset sts'],
  ['apps', 'daemonsets', 'daemonset ds'],
  ['batch', 'jobs', 'job'],
  ['batch', 'cronjobs', 'cronjob cj'],
];
const BY_NAME = new Map(
  RESOURCES.flatMap(([group, resource, names]) => [resource, ...names.split(' ')].map((name) => [name, { group, resource }] as const)),
);

const VALUED =
  '-n --namespace --context -l --selector -o --output -c --container -p --patch --type --for --timeout --replicas --field-selector --grace-period --from --tail --since --sort-by --request-timeout --as'.split(
    ' ',
  );
/** What a subcommand asks of an object that it names. */
const DONE: Readonly<Record<string, string>> = { patch: 'patch', annotate: 'patch', label: 'patch', delete: 'delete' };

/** The one request without which the call fails; nothing where a file or a variable decides. */
export function apiNeed(command: Command): ApiNeed | undefined {
  const end = command.words.findIndex(({ text }) => text === '--');
  const own = end === -1 ? command : { ...command, words: command.words.slice(0, end) };
  const [verb = '', ...rest] = plainWords(own, VALUED);
  const given = own.words.map(({ text }) => text);
  const [place] = optionValues(own, '-n', '--namespace');
  if (given.some((each) => /^(?:-f|-k|--filename|--kustomize|--dry-run|--as)\b/.test(each)) || place?.includes('$') === true)
    return undefined;
  const namespace = given.includes('-A') || given.includes('--all-namespaces') ? '*' : place;
  const need = (what: string, target: { readonly group: string; readonly resource: string }, part = '', name?: string): ApiNeed => ({
    ...target,
    verb: what,
    resource: `${target.resource}${part}`,
    name: name?.includes('$') === true ? undefined : name,
    namespace,
  });
  const pods = { group: '', resource: 'pods' };
  if (rest.length > 0 && /^(exec|cp|attach|port-forward)$/.test(verb))
    return need('create', pods, verb === 'attach' ? '/attach' : verb === 'port-forward' ? '/portforward' : '/exec');
  if (verb === 'logs') return need('get', pods, '/log');
  if (verb === 'create' && rest[0] === 'job') return need('create', { group: 'batch', resource: 'jobs' });
  const words = verb === 'rollout' ? rest.slice(1) : rest;
  const [kind = '', slashed] = (words[0] ?? '').split('/');
  const target = BY_NAME.get(kind.toLowerCase());
  const name = slashed ?? words[1];
  if (target === undefined) return undefined;
  if (verb === 'rollout') return /^(restart|pause|resume|undo)$/.test(rest[0] ?? '') ? need('patch', target, '', name) : undefined;
  if (verb === 'scale') return need('patch', target, '/scale', name);
  if (verb === 'get' || verb === 'describe') return need(name === undefined ? 'list' : 'get', target, '', name);
  const done = Object.hasOwn(DONE, verb) ? DONE[verb] : undefined;
  return done === undefined || name === undefined ? undefined : need(done, target, '', name);
}
