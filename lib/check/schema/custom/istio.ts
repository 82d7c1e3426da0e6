import { at, fieldsAt, items, itemsAt, numberAt, textAt, type Fields } from '../../read.ts';
import type { FieldsJudge } from '../judges.ts';
import { shown, type Report } from '../problem.ts';

const REFUSED = "Istio's webhook refuses the object, or without the webhook the mesh ignores it.";

/** Protocols that a port of a gateway may speak. */
const PROTOCOLS = ['HTTP', 'HTTPS', 'GRPC', 'GRPC-WEB', 'HTTP2', 'MONGO', 'TCP', 'TLS', 'UDP', 'HBONE', 'MYSQL', 'REDIS', 'THRIFT'];

/**
 * What Istio's own validation demands beside the schema.
 * @see https://github.com/istio/istio/blob/1.24.6/pkg/config/validation/validation.go
 */
export const istioChecks: Readonly<Record<string, FieldsJudge>> = {
  'networking.istio.io/VirtualService': (object, _, report) => {
    virtualService(object, report);
  },
  'networking.istio.io/Gateway': (object, _, report) => {
    gateway(object, report);
  },
  'networking.istio.io/ServiceEntry': (object, _, report) => {
    for (const [index, host] of itemsAt(object, 'spec.hosts').entries()) {
      if (host === '*')
        say(report, 'value', `spec.hosts[${index}]`, 'the host "*" stands for everything, and an entry needs names', 'Name the hosts.');
    }
  },
  'security.istio.io/AuthorizationPolicy': (object, _, report) => {
    const provider = at(object, 'spec.provider.name');
    const action = textAt(object, 'spec.action') ?? 'ALLOW';
    if (action === 'CUSTOM' && provider === undefined) {
      say(
        report,
        'missing',
        'spec.provider.name',
        'the action CUSTOM needs a provider',
        'Name an extension provider of the mesh configuration.',
      );
    }
    if (action !== 'CUSTOM' && provider !== undefined) {
      say(report, 'value', 'spec.provider', `a provider goes with the action CUSTOM, here it is ${action}`, 'Remove the provider.');
    }
    if (action !== 'ALLOW' && at(object, 'spec.rules') === undefined) {
      say(
        report,
        'missing',
        'spec.rules',
        `a policy of action ${action} without rules matches nothing`,
        'Add rules; [{}] matches everything.',
        'warning',
      );
    }
    for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
      for (const [part, source] of itemsAt(rule, 'from').entries())
        emptyPart(source, 'source', `spec.rules[${index}].from[${part}]`, report);
      for (const [part, target] of itemsAt(rule, 'to').entries())
        emptyPart(target, 'operation', `spec.rules[${index}].to[${part}]`, report);
    }
  },
  'security.istio.io/RequestAuthentication': (object, _, report) => {
    for (const [index, rule] of itemsAt(object, 'spec.jwtRules').entries()) {
      if ((textAt(rule, 'issuer') ?? '') === '') {
        say(report, 'missing', `spec.jwtRules[${index}].issuer`, 'the rule names no issuer', 'Add the issuer.');
      }
    }
  },
};

type Said = 'value' | 'missing' | 'type';

function say(report: Report, sort: Said, path: string, message: string, fix: string, severity?: 'warning' | 'info', why = REFUSED): void {
  report({ sort, path, message, fix, why, ...(severity !== undefined && { severity }) });
}

function emptyPart(value: unknown, name: string, path: string, report: Report): void {
  if (Object.keys(fieldsAt(value, name)).length > 0) return;
  say(report, 'missing', `${path}.${name}`, `the ${name} is empty`, `Say which, or remove the ${name}: a rule without it matches all.`);
}

function virtualService(object: Fields, report: Report): void {
  const spec = fieldsAt(object, 'spec');
  const kinds = ['http', 'tcp', 'tls'].filter((name) => items(spec[name]).length > 0);
  if (
    items(spec['hosts']).length === 0 &&
    kinds.length > 0 &&
    itemsAt(object, 'spec.http').every((each) => at(each, 'delegate') === undefined)
  ) {
    // One that others delegate to has no hosts.
    say(
      report,
      'missing',
      'spec.hosts',
      'there are no hosts',
      'Name the hosts, unless another VirtualService delegates to this one.',
      'info',
    );
  }
  if (kinds.length === 0) say(report, 'missing', 'spec.http', 'there is no http, tcp or tls route', 'Add a route.');
  for (const [index, http] of itemsAt(object, 'spec.http').entries()) httpRoute(http, `spec.http[${index}]`, report);
  for (const kind of ['tcp', 'tls']) {
    for (const [index, each] of itemsAt(object, `spec.${kind}`).entries()) {
      const path = `spec.${kind}[${index}]`;
      if (itemsAt(each, 'route').length === 0) say(report, 'missing', `${path}.route`, 'the route has no destination', 'Add one.');
      if (kind === 'tls' && itemsAt(each, 'match').length === 0)
        say(report, 'missing', `${path}.match`, 'a tls route needs a match', 'Match its sniHosts.');
      weights(itemsAt(each, 'route'), `${path}.route`, report);
    }
  }
}

function httpRoute(http: unknown, path: string, report: Report): void {
  const set = ['route', 'redirect', 'directResponse', 'delegate'].filter((name) => {
    const value = at(http, name);
    return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  });
  if (set.length === 0)
    say(report, 'missing', path, 'the route leads nowhere: it has no route, redirect, directResponse or delegate', 'Add one of them.');
  if (set.length > 1) say(report, 'value', path, `the route has ${set.join(' and ')}, which exclude each other`, 'Keep one of them.');
  weights(itemsAt(http, 'route'), `${path}.route`, report);
  for (const [index, match] of itemsAt(http, 'match').entries()) {
    const pattern = textAt(match, 'uri.regex');
    const prefix = textAt(match, 'uri.prefix');
    if (prefix === '') say(report, 'value', `${path}.match[${index}].uri.prefix`, 'the prefix is empty', 'Write "/" for every path.');
    if (pattern === '')
      say(report, 'value', `${path}.match[${index}].uri.regex`, 'the expression is empty', 'Write one, or remove the match.');
  }
}

/** Weights are shares; they need not be per cent, but nothing can be a share of 0. */
function weights(routes: readonly unknown[], path: string, report: Report): void {
  const known = routes.map((each) => numberAt(each, 'weight'));
  if (routes.length < 2) return;
  const sum = known.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  if (sum === 0) {
    say(report, 'value', path, `the ${routes.length} destinations have a total weight of 0`, 'Give them weights that add up to 100.');
  } else if (known.includes(undefined)) {
    const without = known.indexOf(undefined);
    const why = 'A destination without a weight has weight 0 beside others: it gets no request.';
    say(report, 'value', `${path}[${without}]`, 'this destination has no weight, the others have', 'Give it a weight.', 'warning', why);
  } else if (sum !== 100) {
    const why = 'Istio takes weights as shares of their sum; whoever reads them as per cent, as Argo Rollouts does, is wrong.';
    say(report, 'value', path, `the weights add up to ${sum}`, 'Make them add up to 100.', 'warning', why);
  }
}

function gateway(object: Fields, report: Report): void {
  const servers = itemsAt(object, 'spec.servers');
  if (servers.length === 0) say(report, 'missing', 'spec.servers', 'the gateway has no server', 'Add one.');
  const names = new Set<string>();
  for (const [index, server] of servers.entries()) {
    const path = `spec.servers[${index}]`;
    const protocol = textAt(server, 'port.protocol') ?? '';
    const name = textAt(server, 'port.name') ?? '';
    if (name === '') say(report, 'missing', `${path}.port.name`, 'the port has no name', 'Name it, such as https.');
    else if (names.has(name))
      say(report, 'value', `${path}.port.name`, `two servers have a port called "${name}"`, 'Names of ports are unique in a gateway.');
    names.add(name);
    if (itemsAt(server, 'hosts').length === 0)
      say(report, 'missing', `${path}.hosts`, 'the server has no host', 'Name the hosts; "*" is all.');
    if (!PROTOCOLS.includes(protocol.toUpperCase())) {
      say(report, 'value', `${path}.port.protocol`, `${shown(protocol)} is not one of ${PROTOCOLS.join(', ')}`, 'Write one of them.');
    }
  }
}
