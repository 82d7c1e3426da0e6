import { ciliumSpecs } from '../cilium.ts';
import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, text, textsAt } from '../read.ts';
import { selectsOperated } from '../operators.ts';
import { isOpaque } from '../reference.ts';
import type { Severity, WorldObject } from '../rule.ts';
import { labelsText, matches, type Labels } from '../selector.ts';
import { nearest } from '../../values/nearest.ts';
import type { World } from '../world.ts';
import { conditionsOf, peerConditions, requiredLabels, subjectConditions, type Condition } from './endpoint-selector.ts';
import { workloadName } from '../pods.ts';

/** A selector that finds nobody. */
export interface LostSelector {
  readonly path: string;
  readonly labels: string;
  readonly namespace: string | undefined;
  readonly near: { readonly who: string; readonly labels: string } | undefined;
  /** It says whom the policy is about; otherwise who may connect. */
  readonly subject: boolean;
  readonly severity: Severity;
}

interface Selector {
  readonly path: string;
  readonly labels: Labels;
  readonly namespace: string | undefined;
  readonly subject: boolean;
  /** Namespace that the peer next to it chooses: one peer of both may have been meant. */
  readonly beside?: string | undefined;
}

/** Labels that the cluster puts on pods, and those that a response puts on them later: no manifest has them. */
const GIVEN_LATER =
  /hash|job-name|controller-uid|pod-name|pod-index|quarantine|isolate|^io\.cilium\.|canonical|tlsMode|^batch\.kubernetes\.io\//i;

/** Most workloads in which a near miss is looked for. */
const COMPARED_PODS = 300;

export function* judgeSelectors(world: World, manifest: WorldObject): Generator<LostSelector> {
  for (const { path, labels, namespace, subject, beside } of selectorsOf(manifest)) {
    if (Object.keys(labels).length === 0 || Object.keys(labels).some((key) => GIVEN_LATER.test(key))) continue;
    if (world.podsWith(labels, namespace).length > 0) continue;
    if (!isKnown(world, namespace)) {
      const next = subject && namespace !== undefined ? nextDoor(world, manifest, labels, namespace) : undefined;
      if (next !== undefined) yield { path, labels: labelsText(labels), namespace, near: next, subject, severity: 'warning' };
      continue;
    }
    if (namespace !== undefined && selectsOperated(world, namespace, labels)) continue;
    const near = nearPod(world, labels, namespace) ?? (beside === undefined ? undefined : besidePod(world, labels, beside));
    // Somebody else may run the pods; a label that is nearly right is no accident.
    const severity =
      near !== undefined ? (world.facts.whole === true ? 'error' : 'warning') : world.facts.whole === true ? 'warning' : 'info';
    yield { path, labels: labelsText(labels), namespace, near, subject, severity };
  }
}

/** Nothing that was not read fills the namespace, and something in it was read. */
function isKnown(world: World, namespace: string | undefined): boolean {
  if (namespace === undefined) return world.facts.whole === true;
  return !isOpaque(world, namespace) && namespace !== 'kube-system' && world.podsIn(namespace).length > 0;
}

/** The pods of one other namespace, whose policies stand beside this one in the tree: it was meant for them. */
function nextDoor(world: World, manifest: WorldObject, labels: Labels, namespace: string): LostSelector['near'] {
  const pods = world.podsWith(labels);
  const [first] = pods;
  if (first === undefined || first.namespace === '' || namespace === '' || pods.some((pod) => pod.namespace !== first.namespace))
    return undefined;
  const beside = world.inNamespace(`${manifest.object.apiVersion}/${manifest.object.kind}`, first.namespace);
  if (!beside.some((each) => each.file !== undefined && each.file === manifest.file)) return undefined;
  return { who: `${workloadName(first)} of "${first.namespace}"`, labels: labelsText(labels) };
}

/** `- namespaceSelector` and `- podSelector` in two items are two peers: the whole namespace, and pods of the policy's own. */
function besidePod(world: World, labels: Labels, namespace: string): LostSelector['near'] {
  const [pod] = world.podsWith(labels, namespace);
  return pod === undefined
    ? undefined
    : { who: `${workloadName(pod)} of "${namespace}", which the item beside it lets in whole,`, labels: labelsText(labels) };
}

function nearPod(world: World, labels: Labels, namespace: string | undefined): LostSelector['near'] {
  const pods = (namespace === undefined ? world.podTemplates() : world.podsIn(namespace)).slice(0, COMPARED_PODS);
  const says = (pod: PodTemplate, near: Labels): LostSelector['near'] => ({ who: workloadName(pod), labels: labelsText(near) });
  for (const [key, value] of Object.entries(labels)) {
    const rest = Object.fromEntries(Object.entries(labels).filter(([name]) => name !== key));
    const others = pods.filter((pod) => matches(rest, pod.labels) && pod.labels[key] !== undefined);
    const near = nearest(value, new Set(others.map((pod) => pod.labels[key] ?? '')));
    const pod = others.find((each) => each.labels[key] === near);
    if (pod !== undefined && near !== undefined) return says(pod, { ...labels, [key]: near });
    // The value is right, the name of the label is not: `app` for `app.kubernetes.io/name`.
    const renamed = pods.find(
      (each) => matches(rest, each.labels) && Object.entries(each.labels).some(([name, own]) => own === value && /app|name/.test(name)),
    );
    if (renamed !== undefined) {
      const [name] = Object.entries(renamed.labels).find(([each, own]) => own === value && /app|name/.test(each)) ?? [];
      if (name !== undefined) return says(renamed, { ...rest, [name]: value });
    }
  }
  return undefined;
}

function* selectorsOf(manifest: WorldObject): Generator<Selector> {
  const namespace = manifest.object.metadata.namespace;
  if (manifest.object.kind === 'NetworkPolicy') {
    yield {
      path: 'spec.podSelector',
      labels: textsAt(manifest.object, 'spec.podSelector.matchLabels'),
      namespace: namespace ?? '',
      subject: true,
    };
    for (const [direction, side] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      for (const [index, rule] of itemsAt(manifest.object, `spec.${direction}`).entries()) {
        for (const [place, peer] of itemsAt(rule, side).entries()) {
          const named = textsAt(peer, 'namespaceSelector.matchLabels')['kubernetes.io/metadata.name'];
          if (at(peer, 'namespaceSelector') !== undefined && named === undefined) continue;
          const path = `spec.${direction}[${index}].${side}[${place}].podSelector`;
          const beside = itemsAt(rule, side)
            .filter((each) => each !== peer && at(each, 'podSelector') === undefined)
            .flatMap((each) => textsAt(each, 'namespaceSelector.matchLabels')['kubernetes.io/metadata.name'] ?? [])[0];
          yield { path, labels: textsAt(peer, 'podSelector.matchLabels'), namespace: named ?? namespace ?? '', subject: false, beside };
        }
      }
    }
    return;
  }
  const own = manifest.object.kind === 'CiliumNetworkPolicy' ? (namespace ?? '') : undefined;
  for (const { spec, path } of ciliumSpecs(manifest)) {
    yield { path: `${path}.endpointSelector`, ...lookUp(subjectConditions(at(spec, 'endpointSelector'), own)), subject: true };
    for (const list of ['ingress', 'egress', 'ingressDeny', 'egressDeny']) {
      for (const [index, rule] of itemsAt(spec, list).entries()) {
        for (const peers of ['fromEndpoints', 'toEndpoints']) {
          for (const [place, selector] of itemsAt(rule, peers).entries()) {
            if (conditionsOf(selector).some(isOpen)) continue;
            yield { path: `${path}.${list}[${index}].${peers}[${place}]`, ...lookUp(peerConditions(selector, own)), subject: false };
          }
        }
      }
    }
  }
}

function lookUp(conditions: readonly Condition[]): Pick<Selector, 'labels' | 'namespace'> {
  return requiredLabels(conditions);
}

/** A condition that cannot be looked up: on reserved labels, on labels of namespaces, or on which cluster. */
function isOpen({ source, key }: Condition): boolean {
  return source === 'reserved' || text(key)?.startsWith('io.cilium.k8s.') === true;
}
