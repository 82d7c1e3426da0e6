import { nearest } from '../../../values/nearest.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { API_RESOURCES } from '../../security/api-resources.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.values(API_RESOURCES).flatMap((names) => names.split(' ')));

/** Parts of a resource that have rights of their own. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  deployments: ['scale', 'status'],
  namespaces: ['finalize', 'status'],
  nodes: ['log', 'metrics', 'proxy', 'spec', 'stats', 'status'],
  pods: ['attach', 'binding', 'ephemeralcontainers', 'eviction', 'exec', 'log', 'portforward', 'proxy', 'resize', 'status'],
  replicasets: ['scale', 'status'],
  serviceaccounts: ['token'],
  services: ['proxy', 'status'],
  statefulsets: ['scale', 'status'],
};

/** Where each kind lists the rules that name resources. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  ClusterRole: ['rules'],
  Role: ['rules'],
  MutatingAdmissionPolicy: ['spec.matchConstraints.resourceRules'],
  MutatingPolicy: ['spec.matchConstraints.resourceRules'],
  ValidatingAdmissionPolicy: ['spec.matchConstraints.resourceRules'],
  ValidatingPolicy: ['spec.matchConstraints.resourceRules'],
};

export const resourceNameKnown = defineRule({
  id: 'resource-name-known',
  severity: 'error',
  kinds: [
    'rbac.authorization.k8s.io/v1/Role',
    'rbac.authorization.k8s.io/v1/ClusterRole',
    'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/v1/MutatingAdmissionPolicy',
    'policies.kyverno.io/v1/ValidatingPolicy',
    'policies.kyverno.io/v1/MutatingPolicy',
  ],
  asks: 'Roles and admission policies name resources as the API does: in the plural, in small letters, with the parts that there are.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  *check({ object }) {
    for (const list of RULES[object.kind] ?? []) {
      for (const [index, rule] of itemsAt(object, list).entries()) {
        const groups = itemsAt(rule, 'apiGroups').map((each) => text(each) ?? '');
        // Operators may have resources of any name.
        if (groups.length === 0 || groups.some((group) => !(group in API_RESOURCES))) continue;
        for (const [place, each] of itemsAt(rule, 'resources').entries()) {
          const written = text(each) ?? '';
          const [name = '', part] = written.split('/');
          const meant = KNOWN.has(name) ? name : pluralOf(name.toLowerCase());
          const parts = PARTS[name] ?? [];
          const near = part === undefined || part === '*' || parts.includes(part) ? part : nearest(part, parts);
          const now = meant === undefined ? undefined : [meant, ...(near === undefined ? [] : [near])].join('/');
          if (now === undefined || now === written || (part !== undefined && near === undefined)) continue;
          yield {
            path: `${list}[${index}].resources[${place}]`,
            message: `there is no resource ${written}`,
            why: 'The API server takes the rule, which is about nothing: the right is not given, and the policy refuses nobody.',
            fix: `Write ${now}.`,
          };
        }
      }
    }
  },
});

/** The resource that a word in the singular, or the name of a kind, was to be. */
function pluralOf(word: string): string | undefined {
  return [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')].find((each) => KNOWN.has(each));
}
