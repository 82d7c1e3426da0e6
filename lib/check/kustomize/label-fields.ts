import type { FieldSpec } from './field-spec.ts';

function each(path: string, ...kinds: readonly (readonly [kind: string, group?: string])[]): FieldSpec[] {
  return kinds.map(([kind, group]) => ({ path, kind, group, create: true }));
}

function where(path: string, group: string, ...kinds: readonly string[]): FieldSpec[] {
  return kinds.map((kind) => ({ path, kind, group }));
}

const TEMPLATED = [['Deployment'], ['ReplicaSet'], ['DaemonSet']] as const;
const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  `affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

export const METADATA_LABELS: FieldSpec = { path: 'metadata/labels', create: true };

/**
 * Fields that get the labels of `labels` with `includeTemplates`.
 * @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/konfig/builtinpluginconsts/metadatalabels.go
 */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  METADATA_LABELS,
  { path: 'spec/template/metadata/labels', create: true, version: 'v1', kind: 'ReplicationController' },
  ...each('spec/template/metadata/labels', ...TEMPLATED, ['StatefulSet', 'apps'], ['Job', 'batch']),
  ...each('spec/volumeClaimTemplates[]/metadata/labels', ['StatefulSet', 'apps']),
  ...each('spec/jobTemplate/metadata/labels', ['CronJob', 'batch']),
  ...each('spec/jobTemplate/spec/template/metadata/labels', ['CronJob', 'batch']),
];

/**
 * The same with `includeSelectors`, and of `commonLabels`.
 * @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/konfig/builtinpluginconsts/commonlabels.go
 */
export const SELECTOR_LABELS: readonly FieldSpec[] = [
  ...TEMPLATE_LABELS,
  { path: 'spec/selector', create: true, version: 'v1', kind: 'Service' },
  { path: 'spec/selector', create: true, version: 'v1', kind: 'ReplicationController' },
  ...each('spec/selector/matchLabels', ...TEMPLATED, ['StatefulSet', 'apps']),
  ...[...AFFINITIES, 'topologySpreadConstraints/labelSelector/matchLabels'].flatMap((path) =>
    where(`spec/template/spec/${path}`, 'apps', 'Deployment', 'StatefulSet'),
  ),
  ...where('spec/selector/matchLabels', 'batch', 'Job'),
  ...where('spec/jobTemplate/spec/selector/matchLabels', 'batch', 'CronJob'),
  ...where('spec/selector/matchLabels', 'policy', 'PodDisruptionBudget'),
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].flatMap((path) =>
    where(`spec/${path}/matchLabels`, 'networking.k8s.io', 'NetworkPolicy'),
  ),
];

/** @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/konfig/builtinpluginconsts/commonannotations.go */
export const ANNOTATIONS: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  { path: 'spec/template/metadata/annotations', create: true, version: 'v1', kind: 'ReplicationController' },
  ...each('spec/template/metadata/annotations', ...TEMPLATED, ['StatefulSet'], ['Job', 'batch']),
  ...each('spec/jobTemplate/metadata/annotations', ['CronJob', 'batch']),
  ...each('spec/jobTemplate/spec/template/metadata/annotations', ['CronJob', 'batch']),
];
