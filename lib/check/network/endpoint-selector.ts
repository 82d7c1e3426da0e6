import { fields, fieldsAt, items, itemsAt, text, textAt } from '../read.ts';
import { holdsFor } from '../selector.ts';
import type { Peer } from './peer.ts';

/** Label that Cilium gives every pod: its namespace. */
export const NAMESPACE_LABEL = 'io.kubernetes.pod.namespace';
/** Prefix of the labels that a pod has from its namespace. */
export const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** A condition on one label. */
export interface Condition {
  /** Where the label must come from; `any` is any of them. */
  readonly source: string;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Conditions of a selector of Cilium, in which keys may carry their source: `k8s:app`, `any:app`, `reserved:host`. */
export function conditionsOf(selector: unknown): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const [key, value] of Object.entries(fieldsAt(selector, 'matchLabels'))) conditions.push(condition(key, 'In', [text(value) ?? '']));
  for (const each of itemsAt(selector, 'matchExpressions')) {
    const values = items(fields(each)['values']).map((value) => text(value) ?? '');
    conditions.push(condition(textAt(each, 'key') ?? '', textAt(each, 'operator') ?? '', values));
  }
  return conditions;
}

function condition(written: string, operator: string, values: readonly string[]): Condition {
  if (written.startsWith('$')) return { source: 'reserved', key: written.slice(1), operator, values };
  const colon = written.indexOf(':');
  if (colon > 0) return { source: written.slice(0, colon), key: written.slice(colon + 1), operator, values };
  return written.startsWith('reserved.')
    ? { source: 'reserved', key: written.slice('reserved.'.length), operator, values }
    : { source: 'any', key: written, operator, values };
}

/**
 * Conditions under which a selector of a rule matches the other end. Unless it names a namespace, labels of one, or a reserved identity,
 * a namespaced policy speaks of its own namespace and a cluster-wide one of pods only.
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/#namespaces
 */
export function peerConditions(selector: unknown, namespace: string | undefined): readonly Condition[] {
  const conditions = conditionsOf(selector);
  const named = conditions.some(
    ({ source, key }) => source === 'reserved' || (isKubernetes(source) && (key === NAMESPACE_LABEL || key.startsWith(NAMESPACE_LABELS))),
  );
  return named ? conditions : [...conditions, inNamespace(namespace)];
}

/** Conditions under which a policy selects a pod. A namespaced policy never looks beyond its namespace. */
export function subjectConditions(selector: unknown, namespace: string | undefined): readonly Condition[] {
  const conditions = conditionsOf(selector);
  if (namespace === undefined) return conditions;
  return [
    ...conditions.filter(({ key, operator, values }) => key !== NAMESPACE_LABEL || operator !== 'In' || values.length !== 1),
    inNamespace(namespace),
  ];
}

function inNamespace(namespace: string | undefined): Condition {
  return namespace === undefined
    ? { source: 'k8s', key: NAMESPACE_LABEL, operator: 'Exists', values: [] }
    : { source: 'k8s', key: NAMESPACE_LABEL, operator: 'In', values: [namespace] };
}

function isKubernetes(source: string): boolean {
  return source === 'k8s' || source === 'any';
}

/** Whether all conditions hold of a peer. */
export function meets(conditions: readonly Condition[], peer: Peer): boolean {
  return conditions.every((each) => holds(each, peer));
}

/** The same of the other end of a rule, where a namespace that the manifests leave out may be any. */
export function mayMeet(conditions: readonly Condition[], peer: Peer): boolean {
  return conditions.every(
    (each) => holds(each, peer) || (each.key === NAMESPACE_LABEL && peer.kind === 'pod' && isAnyNamespace(each, peer.namespace)),
  );
}

function isAnyNamespace({ operator, values }: Condition, namespace: string): boolean {
  return namespace === '' || (operator === 'In' && values.includes(''));
}

function holds({ source, key, operator, values }: Condition, peer: Peer): boolean {
  if (isKubernetes(source) && peer.kind === 'pod' && peer.namespaceLabels === undefined && isForeignLabel(key)) return true;
  const value = labelOf(peer, source, key);
  if (value === undefined && peer.kind === 'pod' && peer.partial === true && isKubernetes(source)) return true;
  return holdsFor(operator, value, values);
}

/** A label of the namespace other than its name, which everybody knows. */
function isForeignLabel(key: string): boolean {
  return key.startsWith(NAMESPACE_LABELS) && key !== `${NAMESPACE_LABELS}kubernetes.io/metadata.name`;
}

/** Labels of an identity: pods have those of Kubernetes, everything else a reserved one. */
function labelOf(peer: Peer, source: string, key: string): string | undefined {
  if (peer.kind === 'pod') {
    if (!isKubernetes(source)) return undefined;
    if (key === NAMESPACE_LABEL) return peer.namespace;
    if (key === 'io.cilium.k8s.policy.cluster') return 'default';
    if (!key.startsWith(NAMESPACE_LABELS)) return peer.labels[key];
    const name = key.slice(NAMESPACE_LABELS.length);
    return name === 'kubernetes.io/metadata.name' ? peer.namespace : peer.namespaceLabels?.[name];
  }
  const reserved = peer.kind === 'entity' ? peer.entity : 'world';
  return (source === 'reserved' || source === 'any') && key === reserved ? '' : undefined;
}

/** Labels that a pod must have to meet the conditions, and its namespace: for looking pods up. */
export function requiredLabels(conditions: readonly Condition[]): {
  readonly namespace: string | undefined;
  readonly labels: Record<string, string>;
} {
  const labels: Record<string, string> = {};
  let namespace: string | undefined;
  for (const { source, key, operator, values } of conditions) {
    const [only, ...more] = values;
    if (operator !== 'In' || only === undefined || more.length > 0 || !isKubernetes(source)) continue;
    if (key === NAMESPACE_LABEL) namespace = only;
    else if (!key.startsWith('io.cilium.k8s.')) labels[key] = only;
  }
  return { namespace, labels };
}
