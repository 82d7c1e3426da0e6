import { ciliumSpecs } from '../cilium.ts';
import { at, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { isNetwork, networkCovers } from './address.ts';

/** A reason why the agent does not take a policy, although the API server does: nothing of it is enforced. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
  readonly fix: string;
}

/** Peers of which a rule may have one kind only. */
const PEERS = {
  ingress: ['fromEndpoints', 'fromCIDR', 'fromCIDRSet', 'fromEntities'],
  egress: ['toEndpoints', 'toCIDR', 'toCIDRSet', 'toEntities', 'toServices', 'toFQDNs', 'toGroups'],
} as const;

const ENTITIES = new Set(
  'all world world-ipv4 world-ipv6 cluster host remote-node init ingress health unmanaged none kube-apiserver'.split(' '),
);

/** Most ports that one entry of `toPorts` may list. Unit: ports. Set by Cilium's agent (`maxPorts`). */
const MOST_PORTS = 40;

/** The largest port number: 16 bits. */
const LAST_PORT = 65_535;

/**
 * What Cilium's agent checks when it reads a policy, beyond the schema.
 * @see https://github.com/cilium/cilium/blob/v1.15.19/pkg/policy/api/rule_validation.go
 */
export function ciliumRefusals(manifest: WorldObject): readonly Refusal[] {
  const specs = ciliumSpecs(manifest);
  if (specs.length === 0)
    return [{ path: 'spec', reason: 'it has neither spec nor specs', fix: 'Write a spec with endpointSelector and rules.' }];
  return specs.flatMap(({ spec, path }) => [...ofSpec(spec, path)]);
}

function* ofSpec(spec: unknown, path: string): Generator<Refusal> {
  const [pods, nodes] = [at(spec, 'endpointSelector'), at(spec, 'nodeSelector')];
  if (pods === undefined && nodes === undefined)
    yield { path, reason: 'it selects nothing: endpointSelector is missing', fix: 'Write endpointSelector; {} selects all pods.' };
  if (pods !== undefined && nodes !== undefined)
    yield { path, reason: 'it has both endpointSelector and nodeSelector', fix: 'Write one policy for the pods and one for the nodes.' };
  for (const direction of ['ingress', 'egress'] as const) {
    for (const list of [direction, `${direction}Deny`]) {
      for (const [index, rule] of itemsAt(spec, list).entries()) yield* ofRule(rule, `${path}.${list}[${index}]`, direction);
    }
  }
}

function* ofRule(rule: unknown, path: string, direction: 'ingress' | 'egress'): Generator<Refusal> {
  const used = PEERS[direction].filter((each) => itemsAt(rule, each).length > 0);
  if (used.length > 1)
    yield {
      path,
      reason: `one rule combines ${used.join(' and ')}`,
      fix: `Write one rule for each: ${used.map((each) => `- ${each}`).join(', ')}.`,
    };
  if (itemsAt(rule, 'toServices').length > 0 && itemsAt(rule, 'toPorts').length > 0)
    yield { path, reason: 'one rule combines toServices and toPorts', fix: 'Name the pods with toEndpoints and keep toPorts.' };
  if (itemsAt(rule, 'icmps').length > 0 && itemsAt(rule, 'toPorts').length > 0)
    yield { path, reason: 'one rule combines icmps and toPorts', fix: 'Write the ICMP types in a rule of their own.' };
  for (const list of ['fromEntities', 'toEntities']) {
    for (const [index, entity] of itemsAt(rule, list).entries()) {
      if (!ENTITIES.has(text(entity) ?? ''))
        yield {
          path: `${path}.${list}[${index}]`,
          reason: `there is no entity "${text(entity) ?? ''}"`,
          fix: `Write one of ${[...ENTITIES].join(', ')}.`,
        };
    }
  }
  yield* ofNetworks(rule, path);
  for (const [index, toPort] of itemsAt(rule, 'toPorts').entries()) yield* ofPorts(toPort, `${path}.toPorts[${index}]`, direction);
}

function* ofNetworks(rule: unknown, path: string): Generator<Refusal> {
  for (const side of ['from', 'to']) {
    for (const [index, cidr] of itemsAt(rule, `${side}CIDR`).entries()) {
      if (!isNetwork(text(cidr) ?? '')) yield noNetwork(`${path}.${side}CIDR[${index}]`, text(cidr));
    }
    for (const [index, set] of itemsAt(rule, `${side}CIDRSet`).entries()) {
      const cidr = textAt(set, 'cidr');
      if (cidr === undefined) continue;
      const place = `${path}.${side}CIDRSet[${index}]`;
      if (!isNetwork(cidr)) yield noNetwork(`${place}.cidr`, cidr);
      for (const [number, except] of itemsAt(set, 'except').entries()) {
        if (!networkCovers(cidr, text(except) ?? ''))
          yield {
            path: `${place}.except[${number}]`,
            reason: `the exception ${text(except) ?? ''} is no part of ${cidr}`,
            fix: `Write networks within ${cidr}, or leave it out.`,
          };
      }
    }
  }
}

function noNetwork(path: string, cidr: string | undefined): Refusal {
  return { path, reason: `"${cidr ?? ''}" is no network`, fix: 'Write it as 192.168.1.0/24.' };
}

function* ofPorts(toPort: unknown, path: string, direction: 'ingress' | 'egress'): Generator<Refusal> {
  const ports = itemsAt(toPort, 'ports');
  if (ports.length > MOST_PORTS)
    yield { path, reason: `it lists ${ports.length} ports, Cilium takes ${MOST_PORTS}`, fix: 'Use endPort, or several entries.' };
  for (const [index, port] of ports.entries()) {
    if (textAt(port, 'port') === undefined)
      yield { path: `${path}.ports[${index}]`, reason: 'an entry has no port', fix: 'Write port; "0" stands for all of them.' };
    const number = Number(textAt(port, 'port'));
    if (number > LAST_PORT)
      yield {
        path: `${path}.ports[${index}].port`,
        reason: `${number} is no port`,
        fix: `Write a number from 1 to ${LAST_PORT}, or the name of a port.`,
      };
  }
  const rules = fieldsAt(toPort, 'rules');
  const kinds = ['http', 'dns', 'kafka', 'l7'].filter((each) => itemsAt(rules, each).length > 0);
  if (kinds.length > 1)
    yield { path: `${path}.rules`, reason: `it has rules for ${kinds.join(' and ')} at once`, fix: 'Write one entry of toPorts for each.' };
  if (kinds.includes('dns') && direction === 'ingress')
    yield { path: `${path}.rules.dns`, reason: 'DNS rules work on the way out only', fix: 'Move the rule to egress.' };
  if (!kinds.some((each) => each !== 'dns')) return;
  for (const [index, port] of ports.entries()) {
    const protocol = (textAt(port, 'protocol') ?? 'ANY').toUpperCase();
    if (protocol !== 'TCP')
      yield {
        path: `${path}.ports[${index}].protocol`,
        reason: `${kinds.join(', ')} rules need protocol TCP, port ${textAt(port, 'port') ?? ''} has ${protocol === 'ANY' ? 'none' : protocol}`,
        fix: 'Write protocol: TCP.',
      };
  }
}
