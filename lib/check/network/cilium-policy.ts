import { ciliumSpecs } from '../cilium.ts';
import { at, fields, items, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { isEverything, networkContains } from './address.ts';
import { ciliumRefusals } from './cilium-refusals.ts';
import { mayMeet, meets, peerConditions, requiredLabels, subjectConditions, type Condition } from './endpoint-selector.ts';
import { nameFits } from './fqdn.ts';
import type { Peer, PodPeer } from './peer.ts';
import type { Direction, HttpRule, Policy, PolicyRule, PolicySide, PortSet } from './policy.ts';

/** The policies that a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy holds. What the agent refuses has no effect at all. */
export function ciliumPolicies(manifest: WorldObject): readonly Policy[] {
  if (ciliumRefusals(manifest).length > 0) return [];
  const namespace = manifest.object.kind === 'CiliumNetworkPolicy' ? (manifest.object.metadata.namespace ?? '') : undefined;
  return ciliumSpecs(manifest).flatMap(({ spec, path }) => {
    // A policy for nodes says nothing about pods.
    if (at(spec, 'endpointSelector') === undefined) return [];
    const subject = subjectConditions(at(spec, 'endpointSelector'), namespace);
    return [
      {
        manifest,
        path,
        selects: (pod: PodPeer) => meets(subject, pod),
        subject: requiredLabels(subject),
        ingress: side(spec, path, 'ingress', namespace),
        egress: side(spec, path, 'egress', namespace),
      },
    ];
  });
}

/**
 * A list with a rule in it isolates, an empty list does not; `enableDefaultDeny` decides where it is stated.
 * @see https://docs.cilium.io/en/stable/security/policy/intro/#policy-deny-logic
 */
function side(spec: unknown, path: string, direction: Direction, namespace: string | undefined): PolicySide {
  const [allowed, denied] = [itemsAt(spec, direction), itemsAt(spec, `${direction}Deny`)];
  const stated = at(spec, `enableDefaultDeny.${direction}`);
  return {
    isolates: typeof stated === 'boolean' ? stated : allowed.length + denied.length > 0,
    allows: allowed.flatMap((rule, index) => rules(rule, `${path}.${direction}[${index}]`, direction, namespace)),
    denies: denied.flatMap((rule, index) => rules(rule, `${path}.${direction}Deny[${index}]`, direction, namespace)),
  };
}

function rules(rule: unknown, path: string, direction: Direction, namespace: string | undefined): readonly PolicyRule[] {
  const endpoints = itemsAt(rule, direction === 'ingress' ? 'fromEndpoints' : 'toEndpoints').map((each) => peerConditions(each, namespace));
  const tests = peerTests(rule, endpoints, direction, namespace);
  const toPorts = itemsAt(rule, 'toPorts');
  const names = namedPods(endpoints);
  if (toPorts.length === 0) {
    // Nobody and no port: the rule only isolates. ICMP is no connection.
    if (tests.length === 0 || itemsAt(rule, 'icmps').length > 0) return [];
    return [{ path, matches: anyOf(tests), names, ports: undefined, http: undefined }];
  }
  const matches = tests.length === 0 ? () => true : anyOf(tests);
  return toPorts.map((each, index) => ({
    path: toPorts.length === 1 ? path : `${path}.toPorts[${index}]`,
    matches,
    names,
    ports: itemsAt(each, 'ports').map(portSet),
    http: httpRules(each),
  }));
}

function namedPods(endpoints: readonly (readonly Condition[])[]): PolicyRule['names'] {
  const selectors = endpoints.map(requiredLabels);
  return selectors.length > 0 && selectors.every(({ labels }) => Object.keys(labels).length > 0) ? selectors : undefined;
}

type Test = (peer: Peer) => boolean;

function anyOf(tests: readonly Test[]): Test {
  return (peer) => tests.some((test) => test(peer));
}

function peerTests(
  rule: unknown,
  endpoints: readonly (readonly Condition[])[],
  direction: Direction,
  namespace: string | undefined,
): readonly Test[] {
  const pods = endpoints.map(
    (conditions): Test =>
      (peer) =>
        mayMeet(conditions, peer),
  );
  // As in most rules: nobody is named in another way.
  if (Object.keys(fields(rule)).every((name) => name === 'toPorts' || name.endsWith('Endpoints'))) return pods;
  const side = direction === 'ingress' ? 'from' : 'to';
  const entities = itemsAt(rule, `${side}Entities`).map(
    (entity): Test =>
      (peer) =>
        isEntity(text(entity) ?? '', peer),
  );
  const networks = itemsAt(rule, `${side}CIDR`).map(
    (cidr): Test =>
      (peer) =>
        inNetwork(text(cidr) ?? '', [], peer),
  );
  const sets = itemsAt(rule, `${side}CIDRSet`).map((set): Test => {
    // Members of a group are not known from here.
    if (textAt(set, 'cidr') === undefined) return (peer) => peer.kind !== 'pod' && peer.kind !== 'entity';
    const except = itemsAt(set, 'except').flatMap((each) => text(each) ?? []);
    return (peer) => inNetwork(textAt(set, 'cidr') ?? '', except, peer);
  });
  const names = itemsAt(rule, 'toFQDNs').map(
    (name): Test =>
      (peer) =>
        peer.kind === 'address' || (peer.kind === 'name' && nameFits(name, peer.host)),
  );
  // Newer agents follow Services with a selector too, and their pods are not known here.
  const services = itemsAt(rule, 'toServices').map(
    (each): Test =>
      (peer) =>
        peer.kind === 'address' ||
        (peer.kind === 'pod' &&
          peer.namespace === (textAt(each, 'k8sService.namespace') ?? textAt(each, 'k8sServiceSelector.namespace') ?? namespace)),
  );
  const groups = itemsAt(rule, 'toGroups').map((): Test => (peer) => peer.kind === 'address' || peer.kind === 'name');
  return [...pods, ...entities, ...networks, ...sets, ...names, ...services, ...groups];
}

/** Everything in the cluster, known to Cilium or not. */
const CLUSTER = new Set(['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver']);

/** @see https://docs.cilium.io/en/stable/security/policy/language/#entities-based */
function isEntity(entity: string, peer: Peer): boolean {
  switch (entity) {
    case 'all':
      return true;
    case 'cluster':
      return peer.kind === 'pod' || (peer.kind === 'entity' && CLUSTER.has(peer.entity));
    case 'world':
      return peer.kind === 'address' || peer.kind === 'name' || (peer.kind === 'entity' && /^world(-ipv[46])?$/.test(peer.entity));
    default:
      return peer.kind === 'entity' && peer.entity === entity;
  }
}

/** Networks are about addresses outside: pods and nodes have identities, and no network matches those. */
function inNetwork(cidr: string, except: readonly string[], peer: Peer): boolean {
  // A name may have any address; exceptions are mostly private networks.
  if (peer.kind === 'name') return isEverything(cidr);
  if (peer.kind === 'entity') return peer.entity === 'world' && isEverything(cidr);
  return peer.kind === 'address' && networkContains(cidr, peer.address) && !except.some((each) => networkContains(each, peer.address));
}

function portSet(raw: unknown): PortSet {
  const written = textAt(raw, 'port') ?? '';
  const protocol = (textAt(raw, 'protocol') ?? 'ANY').toUpperCase() as PortSet['protocol'];
  if (!/^\d+$/.test(written)) return { first: -1, last: -1, name: written.toLowerCase(), protocol };
  const end = at(raw, 'endPort');
  return { first: Number(written), last: typeof end === 'number' && end > 0 ? end : Number(written), protocol };
}

function httpRules(toPort: unknown): readonly HttpRule[] | undefined {
  const listed = items(fields(at(toPort, 'rules'))['http']);
  if (listed.length === 0) return undefined;
  return listed.map((each) => ({ method: textAt(each, 'method'), path: textAt(each, 'path') }));
}
