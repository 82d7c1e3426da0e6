import { groupOf } from '../../manifest/scope.ts';

/** Where each kind has the spec of its pods. */
const PODS: Readonly<Record<string, string>> = {
  Pod: 'spec.',
  PodTemplate: 'template.spec.',
  CronJob: 'spec.jobTemplate.spec.template.spec.',
};
const TEMPLATED = new Set(['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/** Lists in the spec of a pod whose items are known by a key; a list of texts is a set. */
const IN_PODS: Readonly<Record<string, readonly string[]>> = {
  volumes: ['name'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
};
const IN_CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  '': ['name'],
  '.env': ['name'],
  '.ports': ['containerPort', 'protocol'],
  '.volumeMounts': ['mountPath'],
  '.volumeDevices': ['devicePath'],
};
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'Service spec.ports': ['port', 'protocol'],
  'ServiceAccount secrets': ['name'],
  'MutatingWebhookConfiguration webhooks': ['name'],
  'ValidatingWebhookConfiguration webhooks': ['name'],
};
const EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  'metadata.finalizers': [''],
  'metadata.ownerReferences': ['uid'],
};

/** Versions that the schemas of kustomize no longer have. */
const GONE: ReadonlySet<string> = new Set(['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1']);

/**
 * The keys by which items of a list are merged, `['']` for a set of texts; `undefined` for a list that a patch replaces as a whole.
 * For kinds of definitions kustomize knows no keys, unless a schema is handed to it: all their lists are replaced.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/ (patch strategy and merge key of each list)
 */
export function mergeKeys(apiVersion: string, kind: string, path: string, withSchema: boolean): readonly string[] | undefined {
  const group = groupOf(apiVersion);
  const isBuiltIn = (!group.includes('.') || group.endsWith('.k8s.io')) && !GONE.has(apiVersion);
  if (!isBuiltIn && !withSchema) return undefined;
  const found = EVERYWHERE[path] ?? ELSEWHERE[`${kind} ${path}`];
  if (found !== undefined) return found;
  const pods = PODS[kind] ?? (TEMPLATED.has(kind) || (withSchema && !isBuiltIn) ? 'spec.template.spec.' : undefined);
  if (pods === undefined || !path.startsWith(pods)) return undefined;
  const inside = path.slice(pods.length);
  const container = /^(?:containers|initContainers|ephemeralContainers)(\..*)?$/.exec(inside);
  return container === null ? IN_PODS[inside] : IN_CONTAINERS[container[1] ?? ''];
}
