import type { KubeObject } from '../../lib/manifest/manifest.ts';
import type { Random } from './random.ts';
import type { JudgedPeer, Scene, ShortFlow } from './scene.ts';

const NAMESPACES = { shop: { team: 'a', env: 'prod' }, data: { team: 'a', env: 'dev' }, infra: { team: 'b' } };
const LABELS = { app: ['web', 'api', 'db'], tier: ['front', 'back'], track: ['stable', 'canary'] } as const;
const ENTITIES = ['all', 'world', 'cluster', 'host', 'remote-node', 'kube-apiserver', 'ingress', 'health', 'init', 'unmanaged'] as const;
const SENDERS = ['host', 'remote-node', 'kube-apiserver', 'ingress', 'health'] as const;
const ADDRESSES = ['203.0.113.9', '10.1.2.3', '10.1.2.200', '10.7.0.1', '192.168.5.5', '8.8.8.8', '2001:db8::1'] as const;
const NETWORKS = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '203.0.113.0/24', '192.168.5.5/32', '8.8.8.8/32', '2001:db8::/32'] as const;
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0/0': ['10.0.0.0/8', '192.168.0.0/16', '8.8.8.0/24'],
  '10.0.0.0/8': ['10.1.0.0/16', '10.1.2.128/25'],
  '10.1.0.0/16': ['10.1.2.0/25', '10.1.2.200/32'],
};
const PORTS = [53, 80, 443, 3306, 8080, 8081, 8085] as const;

type Fields = Record<string, unknown>;

/**
 * A scene: policies of all three kinds, pods, entities, addresses, and flows between them.
 * Scenes with deny rules state peers and ports in every rule that allows: Cilium's tracer, which gives the verdicts, looks no further
 * than a rule that allows everybody or every port, while its datapath lets the deny rule win.
 */
export function makeScene(random: Random, flows: number): Scene {
  const narrow = random.once(3);
  const maker = new Maker(random, narrow);
  const policies = random.several(3, 8, () => maker.policy()).map((policy, index) => named(policy, `p${index}`));
  const peers = [...random.several(5, 8, () => maker.pod()), { entity: random.pick(SENDERS) }, { entity: random.pick(SENDERS) }];
  peers.push({ ip: random.pick(ADDRESSES) }, { ip: random.pick(ADDRESSES) });
  const made = Array.from({ length: flows }, (): ShortFlow => [
    random.below(peers.length),
    random.below(peers.length),
    random.pick(PORTS),
    random.once(5) ? 'UDP' : 'TCP',
  ]);
  return { namespaces: NAMESPACES, policies, peers, flows: made };
}

function named(policy: KubeObject, name: string): KubeObject {
  return { ...policy, metadata: { ...policy.metadata, name } };
}

class Maker {
  constructor(
    private readonly random: Random,
    private readonly narrow: boolean,
  ) {}

  pod(): JudgedPeer {
    return { namespace: this.namespace(), labels: this.labels(1) };
  }

  policy(): KubeObject {
    const kind = this.random.below(5);
    if (kind <= 1) return this.native();
    const clusterwide = kind === 2;
    const spec: Fields = { endpointSelector: this.selector('', false, clusterwide) };
    for (const direction of ['ingress', 'egress'] as const) {
      if (!this.random.once(4)) spec[direction] = this.random.once(8) ? [] : this.random.several(1, 3, () => this.rule(direction, true));
      if (this.narrow && this.random.once(2)) spec[`${direction}Deny`] = this.random.several(1, 2, () => this.rule(direction, false));
    }
    const metadata = clusterwide ? { name: '' } : { name: '', namespace: this.namespace() };
    return { apiVersion: 'cilium.io/v2', kind: clusterwide ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy', metadata, spec };
  }

  private rule(direction: 'ingress' | 'egress', allows: boolean): Fields {
    const { random } = this;
    if (allows && random.once(10)) return {};
    const side = direction === 'ingress' ? 'from' : 'to';
    const rule: Fields = {};
    const kind = random.below(allows && this.narrow ? 4 : 5);
    if (kind === 0 || kind === 1)
      rule[`${side}Endpoints`] = random.several(1, 2, () => this.selector(random.pick(['', 'k8s:', 'any:']), true));
    if (kind === 2) rule[`${side}Entities`] = random.several(1, 2, () => random.pick(allows && this.narrow ? ENTITIES.slice(1) : ENTITIES));
    if (kind === 3 && random.once(2)) rule[`${side}CIDR`] = random.several(1, 2, () => random.pick(NETWORKS));
    else if (kind === 3) rule[`${side}CIDRSet`] = [this.networkWithout('cidr')];
    if (kind === 4 || (allows && this.narrow) || random.once(2))
      rule['toPorts'] = random.several(1, 2, () => ({ ports: random.several(1, 3, () => this.port()) }));
    return rule;
  }

  private port(): Fields {
    const { random } = this;
    if (random.once(4)) return { port: '8080', endPort: random.pick([8080, 8081, 8085, 8090]), protocol: 'TCP' };
    const port = { port: String(random.pick(PORTS)) };
    return random.once(4) ? port : { ...port, protocol: random.pick(['TCP', 'TCP', 'UDP', 'ANY']) };
  }

  private networkWithout(key: 'cidr'): Fields {
    const cidr = this.random.pick(NETWORKS);
    const exceptions = EXCEPTIONS[cidr];
    return exceptions === undefined
      ? { [key]: cidr }
      : { [key]: cidr, except: this.random.several(1, 2, () => this.random.pick(exceptions)) };
  }

  private native(): KubeObject {
    const { random } = this;
    const types = random.pick([undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress']]);
    const spec: Fields = { podSelector: this.selector('', false), ...(types === undefined ? {} : { policyTypes: types }) };
    for (const [direction, side] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      if (random.once(3)) continue;
      spec[direction] = random.several(0, 2, () => {
        const rule: Fields = {};
        if (this.narrow || !random.once(4)) rule[side] = random.several(1, 2, () => this.nativePeer());
        if (this.narrow || !random.once(3)) rule['ports'] = random.several(1, 2, () => this.nativePort());
        return rule;
      });
    }
    return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: '', namespace: this.namespace() }, spec };
  }

  private nativePeer(): Fields {
    const { random } = this;
    const namespaceSelector = random.once(3) ? {} : this.namespaceSelector();
    switch (random.below(4)) {
      case 0:
        return { podSelector: this.selector('', false) };
      case 1:
        return { namespaceSelector };
      case 2:
        return { namespaceSelector, podSelector: this.selector('', false) };
      default:
        return { ipBlock: this.networkWithout('cidr') };
    }
  }

  private nativePort(): Fields {
    const { random } = this;
    const protocol = random.once(3) ? {} : { protocol: random.pick(['TCP', 'UDP']) };
    if (random.once(4)) return { port: 8080, endPort: random.pick([8080, 8081, 8085, 8090]), ...protocol };
    return { port: random.pick(PORTS), ...protocol };
  }

  private namespaceSelector(): Fields {
    const { random } = this;
    if (random.once(2)) return { matchLabels: { 'kubernetes.io/metadata.name': this.namespace() } };
    if (random.once(2)) return { matchLabels: { team: random.pick(['a', 'b']) } };
    return { matchExpressions: [{ key: 'env', operator: random.pick(['Exists', 'DoesNotExist']) }] };
  }

  /** A selector; one for peers may also name namespaces, their labels, or a reserved identity. */
  private selector(prefix: string, peers: boolean, nonEmpty = false): Fields {
    const { random } = this;
    if (random.once(5) && !nonEmpty) return {};
    if (peers && random.once(12)) return { matchLabels: { [`reserved:${random.pick(SENDERS)}`]: '' } };
    const labels: Record<string, string> = {};
    for (const [key, value] of Object.entries(this.labels(3))) labels[`${prefix}${key}`] = value;
    const expressions: Fields[] = random.once(3) ? [this.expression(prefix)] : [];
    if (peers && random.once(3)) labels[`${random.pick(['k8s:', '', 'any:'])}io.kubernetes.pod.namespace`] = this.namespace();
    else if (peers && random.once(4)) {
      expressions.push({
        key: 'k8s:io.kubernetes.pod.namespace',
        ...random.pick([{ operator: 'Exists' }, { operator: 'NotIn', values: ['infra'] }]),
      });
      if (random.once(2)) labels['k8s:io.cilium.k8s.namespace.labels.team'] = random.pick(['a', 'b']);
    }
    return { matchLabels: labels, ...(expressions.length > 0 ? { matchExpressions: expressions } : {}) };
  }

  private expression(prefix: string): Fields {
    const { random } = this;
    const key = random.pick(['app', 'tier', 'track'] as const);
    const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    const values = operator.endsWith('In') ? { values: random.several(1, 2, () => random.pick(LABELS[key])) } : {};
    return { key: `${prefix}${key}`, operator, ...values };
  }

  /** Some labels, each with a chance of one in `rarity`; never none. */
  private labels(rarity: number): Record<string, string> {
    const { random } = this;
    const labels: Record<string, string> = {};
    for (const key of ['app', 'tier', 'track'] as const)
      if (random.once(key === 'track' ? rarity + 2 : rarity)) labels[key] = random.pick(LABELS[key]);
    return Object.keys(labels).length > 0 ? labels : { app: random.pick(LABELS.app) };
  }

  private namespace(): string {
    return this.random.pick(Object.keys(NAMESPACES));
  }
}
