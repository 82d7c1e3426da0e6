import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { podPort, protocolOf, servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT', 'TRACE'];
const SHUT = 'No request fits the rule: whoever is to be let in gets "403 Access denied" from the proxy.';

export const ciliumHttpMatches = defineRule({
  id: 'cilium-http-matches',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'Methods, paths and hosts in the HTTP rules of a Cilium policy are regular expressions that whole requests fit.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#http; https://github.com/google/re2/wiki/Syntax',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const direction of ['ingress', 'egress']) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          for (const [place, toPort] of itemsAt(rule, 'toPorts').entries()) {
            if (direction === 'ingress')
              yield* withoutCalls(toPort, spec, manifest, world, `${path}.ingress[${index}].toPorts[${place}].rules.http`);
            for (const [number, http] of itemsAt(toPort, 'rules.http').entries()) {
              yield* faults(http, `${path}.${direction}[${index}].toPorts[${place}].rules.http[${number}]`);
            }
          }
        }
      }
    }
  },
});

/** Rules on a port of gRPC that let no POST through, which every call is. */
function* withoutCalls(toPort: unknown, spec: unknown, manifest: WorldObject, world: World, path: string): Iterable<Issue> {
  const rules = itemsAt(toPort, 'rules.http');
  if (rules.length === 0 || rules.some((each) => fits(textAt(each, 'method') ?? '.*', 'POST'))) return;
  const labels = textsAt(spec, 'endpointSelector.matchLabels');
  if (Object.keys(labels).length === 0) return;
  const numbers = new Set(itemsAt(toPort, 'ports').map((each) => textAt(each, 'port') ?? ''));
  for (const pod of world.podsWith(labels, manifest.object.metadata.namespace ?? '')) {
    for (const service of world.servicesOf(pod)) {
      const port = servicePorts(service.object).find(
        (each) => numbers.has(String(podPort(each, pod))) && /^grpc\b/.test(protocolOf(each) ?? each.name ?? ''),
      );
      if (port === undefined) continue;
      yield {
        path,
        message: `port ${port.port} of Service ${service.object.metadata.name} speaks ${port.name ?? 'gRPC'}, and the rules let ${rules.map((each) => textAt(each, 'method') ?? '').join(', ')} through`,
        why: 'Every call of gRPC is a POST: the proxy answers each with "403 Access denied". Rules that were to watch, refuse.',
        fix: 'Add a rule with method: POST, or leave the HTTP rules out of this port.',
      };
      return;
    }
  }
}

function fits(expression: string, word: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(word);
  } catch {
    return true;
  }
}

function* faults(http: unknown, place: string): Iterable<Issue> {
  const method = textAt(http, 'method') ?? '';
  if (!METHODS.includes(method) && METHODS.includes(method.toUpperCase())) {
    const message = `the method is ${method}, and requests say ${method.toUpperCase()}`;
    yield { path: `${place}.method`, message, why: SHUT, fix: `Write ${method.toUpperCase()}.` };
  }
  for (const key of ['path', 'host'] as const) {
    const written = textAt(http, key) ?? '';
    if (written === '' || /\$\{|\{\{/.test(written)) continue;
    const path = `${place}.${key}`;
    if (isRefused(written)) {
      yield {
        path,
        message: `the ${key} ${written} is no regular expression`,
        why: 'The agent refuses the whole policy, which the API server has taken: nothing of it is enforced.',
        fix: `Write ${asExpression(written)}.`,
      };
    } else if (key === 'path' && /^[\w./-]*\/\*/.test(written)) {
      yield {
        path,
        message: `the path ${written} is a regular expression, in which /* is any number of slashes`,
        why: `Only ${written.replace(/\/\*.*$/, '') || '/'} itself is let through: every page below it gets "403 Access denied".`,
        fix: `Write ${asExpression(written)}.`,
      };
    } else if (key === 'path' && /^[\w-]/.test(written)) {
      yield {
        path,
        message: `the path ${written} has no slash at its beginning, and every path has`,
        why: SHUT,
        fix: `Write /${written}.`,
      };
    }
  }
}

/** What Go's package of regular expressions does not compile, of what is written for a shell. */
function isRefused(written: string): boolean {
  return /^[*+?]|[^\\][*+]{2}|\(\?[=!<]/.test(written);
}

/** `/api/**` → `/api/.*`, `*.example.com` → `.*\.example\.com`. */
function asExpression(glob: string): string {
  const host = glob.startsWith('*.');
  return (host ? glob.replaceAll('.', '\\.') : glob).replace(/(?<!\.)\*+/g, '.*');
}
