import { fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import type { WorldObject } from '../../rule.ts';
import { actionOf } from './policies.ts';
import type { MeshRequest } from './request.ts';
import { pathMeets, wordFits } from './word.ts';

/** What a rule looks at. */
export type Aspect = 'source' | 'path' | 'port' | 'http' | 'other';

export interface Authorization {
  readonly passes: boolean;
  /** The policy that denies, or the first of those that do not allow. */
  readonly policy?: WorldObject | undefined;
  /** The rule that denies, or that would allow but for one aspect. */
  readonly path?: string | undefined;
  readonly misses?: Aspect | undefined;
}

/**
 * Whether a server's sidecar lets a request in: a DENY rule that fits refuses; with ALLOW policies one of their rules must fit.
 * CUSTOM asks another program and AUDIT only notes: neither is followed.
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function authorize(request: MeshRequest, policies: readonly WorldObject[]): Authorization {
  for (const policy of policies.filter((each) => actionOf(each) === 'DENY')) {
    const found = rulesOf(policy).find(({ rule }) => missing(rule, request, 'deny').length === 0);
    if (found !== undefined) return { passes: false, policy, path: found.path };
  }
  const allowing = policies.filter((each) => actionOf(each) === 'ALLOW');
  const [first] = allowing;
  if (first === undefined) return { passes: true };
  let near: Authorization | undefined;
  for (const policy of allowing) {
    for (const { rule, path } of rulesOf(policy)) {
      const misses = missing(rule, request, 'allow');
      if (misses.length === 0) return { passes: true };
      if (misses.length === 1) near ??= { passes: false, policy, path, misses: misses[0] };
    }
  }
  return near ?? { passes: false, policy: first, path: 'spec.rules' };
}

export function rulesOf({ object }: WorldObject): readonly { readonly rule: unknown; readonly path: string }[] {
  return itemsAt(object, 'spec.rules').map((rule, index) => ({ rule, path: `spec.rules[${index}]` }));
}

type Mood = 'allow' | 'deny';

/** Aspects in which a rule does not fit a request. What is not known fits a rule that allows, and does not fit one that denies. */
function missing(rule: unknown, request: MeshRequest, mood: Mood): readonly Aspect[] {
  const sources = itemsAt(rule, 'from').map((each) => sourceMisses(fieldsAt(each, 'source'), request, mood));
  const operations = itemsAt(rule, 'to').map((each) => operationMisses(fieldsAt(each, 'operation'), request, mood));
  const least = (list: readonly (readonly Aspect[])[]): readonly Aspect[] => [...list].sort((a, b) => a.length - b.length)[0] ?? [];
  // Conditions are on headers, tokens and the like, which a tree does not show.
  const conditions: readonly Aspect[] = mood === 'deny' && itemsAt(rule, 'when').length > 0 ? ['other'] : [];
  return [...least(sources), ...least(operations), ...conditions];
}

function sourceMisses(source: Readonly<Record<string, unknown>>, request: MeshRequest, mood: Mood): readonly Aspect[] {
  const { namespace, serviceAccount, mtls } = request;
  const unknown = mood === 'allow';
  const principal =
    namespace === undefined || serviceAccount === undefined ? undefined : `cluster.local/ns/${namespace}/sa/${serviceAccount}`;
  const identity = (value: string | undefined): string | undefined => (mtls === false ? '' : value);
  const checks: readonly boolean[] = [
    fits(source, 'principals', identity(principal), unknown),
    fits(source, 'namespaces', identity(namespace), unknown),
    fits(
      source,
      'serviceAccounts',
      identity(namespace === undefined ? undefined : `${namespace}/${serviceAccount ?? ''}`),
      unknown,
      (pattern, word) => wordFits(pattern.includes('/') ? pattern : `${namespace ?? ''}/${pattern}`, word),
    ),
    // Addresses of clients, tokens and forwarded addresses are not in a tree.
    ...['requestPrincipals', 'notRequestPrincipals', 'ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'].map(
      (field) => unknown || listOf(source, field).length === 0,
    ),
  ];
  return checks.every(Boolean) ? [] : ['source'];
}

function operationMisses(operation: Readonly<Record<string, unknown>>, { port, path, http }: MeshRequest, mood: Mood): readonly Aspect[] {
  const unknown = mood === 'allow';
  const usesHttp = HTTP_FIELDS.some((field) => listOf(operation, field).length > 0);
  // On a port without HTTP a rule that allows never fits such a field; one that denies does as if it were not there.
  if (usesHttp && !http) return unknown ? ['http'] : portMisses(operation, port);
  const paths = listOf(operation, 'paths');
  const pathFits = paths.length === 0 || (path === undefined ? unknown : unknown && paths.some((each) => pathMeets(each, path)));
  const rest = ['hosts', 'notHosts', 'methods', 'notMethods', 'notPaths'].every(
    (field) => unknown || listOf(operation, field).length === 0,
  );
  return [...portMisses(operation, port), ...(pathFits ? [] : (['path'] as const)), ...(rest ? [] : (['other'] as const))];
}

export const HTTP_FIELDS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

function portMisses(operation: Readonly<Record<string, unknown>>, port: number): readonly Aspect[] {
  const [ports, others] = [listOf(operation, 'ports'), listOf(operation, 'notPorts')];
  return (ports.length === 0 || ports.includes(String(port))) && !others.includes(String(port)) ? [] : ['port'];
}

/** A list and its opposite (`principals`, `notPrincipals`). */
function fits(
  source: Readonly<Record<string, unknown>>,
  field: string,
  word: string | undefined,
  unknown: boolean,
  test: (pattern: string, word: string) => boolean = wordFits,
): boolean {
  const wanted = listOf(source, field);
  const unwanted = listOf(source, `not${field.charAt(0).toUpperCase()}${field.slice(1)}`);
  if (wanted.length + unwanted.length === 0) return true;
  if (word === undefined) return unknown;
  return (wanted.length === 0 || wanted.some((each) => test(each, word))) && !unwanted.some((each) => test(each, word));
}

export function listOf(value: unknown, field: string): readonly string[] {
  return itemsAt(value, field).flatMap((each) => text(each) ?? []);
}

/** Fields that need the client's certificate, with their places. */
export function* identityFields(
  policy: WorldObject,
): Generator<{ readonly path: string; readonly field: string; readonly values: readonly string[] }> {
  for (const { rule, path } of rulesOf(policy)) {
    for (const [index, from] of itemsAt(rule, 'from').entries()) {
      for (const field of ['principals', 'notPrincipals', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts']) {
        const values = listOf(fieldsAt(from, 'source'), field);
        if (values.length > 0) yield { path: `${path}.from[${index}].source.${field}`, field, values };
      }
    }
    for (const [index, condition] of itemsAt(rule, 'when').entries()) {
      const key = textAt(condition, 'key') ?? '';
      if (key === 'source.principal' || key === 'source.namespace')
        yield { path: `${path}.when[${index}]`, field: key, values: listOf(condition, 'values') };
    }
  }
}
