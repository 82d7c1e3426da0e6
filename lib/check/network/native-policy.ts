import { at, itemsAt, numberAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { isEmptySelector, matchesSelector } from '../selector.ts';
import { isEverything, mayHoldPods, networkContains } from './address.ts';
import type { Peer, PodPeer } from './peer.ts';
import type { Direction, Policy, PolicyRule, PolicySide, PortSet } from './policy.ts';

/** Whose reading of a NetworkPolicy counts where Kubernetes leaves it open. */
export type Engine = 'cilium' | 'other';

/** A NetworkPolicy of Kubernetes. */
export function nativePolicy(manifest: WorldObject, engine: Engine): Policy {
  const namespace = manifest.object.metadata.namespace ?? '';
  const selector = at(manifest.object, 'spec.podSelector');
  return {
    manifest,
    path: 'spec',
    selects: (pod: PodPeer) => pod.namespace === namespace && podFits(selector, pod),
    subject: { namespace, labels: textsAt(selector, 'matchLabels') },
    ingress: side(manifest, 'ingress', engine),
    egress: side(manifest, 'egress', engine),
  };
}

/**
 * Without `policyTypes` a policy is about ingress, and about egress where it has rules for it.
 * A type that is stated isolates; Cilium also reads rules of a type that is not.
 */
function side({ object }: WorldObject, direction: Direction, engine: Engine): PolicySide {
  const types = itemsAt(object, 'spec.policyTypes').map(text);
  const listed = itemsAt(object, `spec.${direction}`);
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const stated = types.length === 0 ? direction === 'ingress' || listed.length > 0 : types.includes(type);
  const isolates = stated || (engine === 'cilium' && listed.length > 0);
  const allows = isolates
    ? listed.flatMap((rule, index) => rules(rule, `spec.${direction}[${index}]`, direction, object.metadata.namespace ?? '', engine))
    : [];
  return { isolates, allows, denies: [] };
}

function rules(rule: unknown, path: string, direction: Direction, namespace: string, engine: Engine): readonly PolicyRule[] {
  const peers = itemsAt(rule, direction === 'ingress' ? 'from' : 'to');
  const listed = itemsAt(rule, 'ports');
  const ports = listed.length === 0 ? undefined : listed.map(portSet);
  const matches = peers.length === 0 ? () => true : (peer: Peer) => peers.some((each) => isPeer(each, peer, namespace, direction, engine));
  return [{ path, matches, names: namedPods(peers, namespace), ports, http: undefined }];
}

function namedPods(peers: readonly unknown[], own: string): PolicyRule['names'] {
  const selectors = peers.map((peer) => ({
    namespace:
      at(peer, 'namespaceSelector') === undefined ? own : textsAt(peer, 'namespaceSelector.matchLabels')['kubernetes.io/metadata.name'],
    labels: textsAt(peer, 'podSelector.matchLabels'),
  }));
  return selectors.length > 0 && selectors.every(({ labels }) => Object.keys(labels).length > 0) ? selectors : undefined;
}

function isPeer(written: unknown, peer: Peer, namespace: string, direction: Direction, engine: Engine): boolean {
  const cidr = textAt(written, 'ipBlock.cidr');
  if (cidr !== undefined) return inBlock(written, cidr, peer, engine);
  // The node of a pod is always let in; that is how probes work.
  if (engine === 'other' && peer.kind === 'entity' && direction === 'ingress' && peer.entity === 'host') return true;
  const [pods, namespaces] = [at(written, 'podSelector'), at(written, 'namespaceSelector')];
  if (peer.kind !== 'pod') return engine === 'cilium' && isOnlyNegative(pods, namespaces);
  if (pods === undefined && namespaces === undefined) return false;
  const near =
    namespaces === undefined ? peer.namespace === namespace || peer.namespace === '' || namespace === '' : namespaceFits(namespaces, peer);
  return near && (pods === undefined || podFits(pods, peer));
}

function podFits(selector: unknown, { labels, partial }: PodPeer): boolean {
  if (partial !== true) return matchesSelector(selector, labels);
  return Object.entries(textsAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === undefined || labels[key] === value);
}

/** To Cilium a selector of namespaces is conditions on labels, and whatever has no labels meets those that ask for none. */
function isOnlyNegative(pods: unknown, namespaces: unknown): boolean {
  const selectors = [namespaces, pods].filter((each) => each !== undefined);
  return namespaces !== undefined && !isEmptySelector(namespaces) && selectors.every((each) => matchesSelector(each, {}));
}

function namespaceFits(selector: unknown, { namespace, namespaceLabels }: PodPeer): boolean {
  // A namespace that the manifests leave out may be any.
  if (isEmptySelector(selector) || namespace === '') return true;
  const name = { 'kubernetes.io/metadata.name': namespace };
  if (namespaceLabels !== undefined) return matchesSelector(selector, { ...namespaceLabels, ...name });
  // Labels that nobody states are taken to fit; the name is known.
  const byName = textsAt(selector, 'matchLabels')['kubernetes.io/metadata.name'];
  return byName === undefined || byName === namespace;
}

function inBlock(written: unknown, cidr: string, peer: Peer, engine: Engine): boolean {
  const except = itemsAt(written, 'ipBlock.except').flatMap((each) => text(each) ?? []);
  switch (peer.kind) {
    case 'address':
      return networkContains(cidr, peer.address) && !except.some((each) => networkContains(each, peer.address));
    case 'name':
      return isEverything(cidr);
    default:
      // Other plugins compare addresses, and those of pods and nodes are not known from here.
      return engine === 'cilium'
        ? peer.kind === 'entity' && peer.entity === 'world' && isEverything(cidr)
        : mayHoldPods(cidr) && !except.some(mayHoldPods);
  }
}

function portSet(raw: unknown): PortSet {
  const protocol = (textAt(raw, 'protocol') ?? 'TCP') as PortSet['protocol'];
  const port = at(raw, 'port');
  if (port === undefined) return { first: 0, last: 0, protocol };
  if (typeof port !== 'number' && !/^\d+$/.test(text(port) ?? '')) return { first: -1, last: -1, name: text(port) ?? '', protocol };
  return { first: Number(port), last: numberAt(raw, 'endPort') ?? Number(port), protocol };
}
