import { at } from './object-diff.ts';
import type { FieldChange, YamlMap } from './object-diff.ts';
import type { ObjectChange } from './object-change.ts';

/** Fields of a kind that the API server does not let anybody change, with what they are when they are left out. */
interface Fixed {
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Everything below `spec` is fixed but these. */
  readonly specBut?: readonly string[];
}

const NO_DEFAULT = undefined;
const SELECTOR = { fields: { 'spec.selector': NO_DEFAULT } };
const BINDING = { fields: { roleRef: NO_DEFAULT } };

/**
 * By group and kind, as the validation of Kubernetes 1.31 has it (`pkg/apis/<group>/validation`).
 * @see https://github.com/kubernetes/kubernetes/tree/v1.31.0/pkg/apis
 */
const FIXED: Readonly<Record<string, Fixed>> = {
  'apps/Deployment': SELECTOR,
  'apps/DaemonSet': SELECTOR,
  'apps/ReplicaSet': SELECTOR,
  'apps/StatefulSet': {
    specBut: [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
  },
  'batch/Job': {
    fields: {
      'spec.selector': NO_DEFAULT,
      'spec.template': NO_DEFAULT,
      'spec.completions': NO_DEFAULT,
      'spec.completionMode': 'NonIndexed',
    },
  },
  '/Pod': { specBut: ['containers', 'initContainers', 'activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds'] },
  '/PersistentVolumeClaim': { specBut: ['resources', 'volumeAttributesClassName'] },
  '/Secret': { fields: { type: 'Opaque' } },
  'storage.k8s.io/StorageClass': {
    fields: { provisioner: NO_DEFAULT, parameters: NO_DEFAULT, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  },
  'scheduling.k8s.io/PriorityClass': { fields: { value: NO_DEFAULT, preemptionPolicy: 'PreemptLowerPriority' } },
  'networking.k8s.io/IngressClass': { fields: { 'spec.controller': NO_DEFAULT } },
  'node.k8s.io/RuntimeClass': { fields: { handler: NO_DEFAULT } },
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'apiextensions.k8s.io/CustomResourceDefinition': {
    fields: { 'spec.group': NO_DEFAULT, 'spec.scope': NO_DEFAULT, 'spec.names.kind': NO_DEFAULT, 'spec.names.plural': NO_DEFAULT },
  },
};

/** Defaults of fields that stand below `spec` and are fixed as all of it is. */
const SPEC_DEFAULTS: Readonly<Record<string, unknown>> = { 'spec.podManagementPolicy': 'OrderedReady', 'spec.volumeMode': 'Filesystem' };

/** The changed fields of an object that the API server refuses to change, each with its path as the change has it. */
export function immutableFields({ data, fields }: Pick<ObjectChange, 'data' | 'fields'>): readonly string[] {
  if (data === undefined) return [];
  const { old, next } = data;
  const type = typeOf(next);
  const fixed = FIXED[type] ?? {};
  return fields.filter((field) => isFixed(field, fixed) || isSpecial(type, field, old, next)).map(({ path }) => path);
}

/** `apps/Deployment`, `/Service`: versions of a group are one kind. */
export function typeOf(object: YamlMap): string {
  const [apiVersion, kind] = [object['apiVersion'], object['kind']];
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${group}/${typeof kind === 'string' ? kind : ''}`;
}

function isFixed({ path, old, new: next }: FieldChange, { fields = {}, specBut }: Fixed): boolean {
  for (const [field, fallback] of Object.entries(fields)) {
    if (isBelow(path, field)) return path !== field || !Object.is(old ?? fallback, next ?? fallback);
  }
  if (specBut === undefined || !isBelow(path, 'spec') || specBut.some((field) => isBelow(path, `spec.${field}`))) return false;
  const fallback = SPEC_DEFAULTS[path];
  return !Object.is(old ?? fallback, next ?? fallback);
}

/** What depends on more than the field's name. */
function isSpecial(type: string, { path, new: next }: FieldChange, oldObject: YamlMap, nextObject: YamlMap): boolean {
  // An address that is left out is kept; only another one is refused.
  if (type === '/Service') return path === 'spec.clusterIP' && next !== undefined && at(nextObject, 'spec', 'type') !== 'ExternalName';
  if (type === '/ConfigMap' || type === '/Secret') {
    return oldObject['immutable'] === true && ['data', 'binaryData', 'immutable'].some((field) => isBelow(path, field));
  }
  return false;
}

export function isBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
