import { AUTHORIZATION_POLICY } from '../../network/authorization/policies.ts';
import { identityFields } from '../../network/authorization/authorize.ts';
import { textAt } from '../../read.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { isOpaque, isPlatform, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const authorizationSourceExists = defineRule({
  id: 'authorization-source-exists',
  severity: 'warning',
  kinds: [AUTHORIZATION_POLICY],
  asks: 'A principal of an AuthorizationPolicy is written as Istio writes it, and is one that pods have.',
  source: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source',
  *check(manifest, world) {
    for (const { path, field, values } of identityFields(manifest)) {
      if (/^(?:not)?[nN]amespaces$/.test(field)) {
        for (const value of values) {
          const near = nearNamespace(world, value);
          if (near === undefined) continue;
          yield {
            path,
            message: `there is no namespace "${value}"`,
            why: 'No client comes from there: a rule that allows by it fits nobody, and every request is answered with 403.',
            fix: `Did you mean "${near}"?`,
          };
        }
      }
      if (!/rincipals?$/.test(field)) continue;
      for (const value of values.filter((each) => !each.includes('*'))) {
        const problem = judge(world, value);
        if (problem === undefined) continue;
        yield {
          path,
          message: `principal ${value} ${problem.what}`,
          why: 'No client has this identity: a rule that allows by it fits nobody, and every request is answered with 403.',
          fix: problem.fix,
        };
      }
    }
  },
});

/** The namespace that was surely meant; one that resembles none is of another tree. */
function nearNamespace(world: World, name: string): string | undefined {
  const known = madeNamespaces(world);
  const used = world.podsIn(name).length > 0 || isPlatform(name) || isOpaque(world, name);
  return name.includes('*') || known.has(name) || used
    ? undefined
    : nearName(
        name,
        world.ofKind('v1/Namespace').map(({ object }) => object.metadata.name),
      );
}

function judge(world: World, principal: string): { readonly what: string; readonly fix: string } | undefined {
  if (principal.startsWith('spiffe://')) return { what: 'begins with spiffe://', fix: `Write ${principal.slice('spiffe://'.length)}.` };
  const [, namespace = '', name = ''] = /^[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? [];
  if (namespace === '')
    return {
      what: 'is not of the form TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT',
      fix: 'Write it as cluster.local/ns/NAMESPACE/sa/SERVICEACCOUNT.',
    };
  if (isOpaque(world, namespace)) return undefined;
  const used = accountsIn(world, namespace);
  if (used.size === 0 || used.has(name) || world.find('v1/ServiceAccount', namespace, name) !== undefined) return undefined;
  const near = nearName(name, used);
  return {
    what: `is the ServiceAccount of no pod in "${namespace}", which uses ${[...used].sort().join(', ')}`,
    fix: near === undefined ? 'Write the ServiceAccount of the client, or give the client this one.' : `Did you mean "${near}"?`,
  };
}

/** ServiceAccounts that the pods of a namespace run as. */
function accountsIn(world: World, namespace: string): ReadonlySet<string> {
  const byNamespace = world.once('accounts of pods', () => {
    const map = new Map<string, Set<string>>();
    for (const pod of world.podTemplates()) {
      const used = map.get(pod.namespace) ?? new Set();
      map.set(pod.namespace, used.add(textAt(pod.spec, 'serviceAccountName') ?? 'default'));
    }
    return map;
  });
  return byNamespace.get(namespace) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
