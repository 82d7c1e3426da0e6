import { nearest } from '../../../values/nearest.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { API_RESOURCES } from '../../security/api-resources.ts';

const VERBS = 'get list watch create update patch delete deletecollection'.split(' ');
/** Verbs of single resources, and of paths of the API server. */
const OTHERS = new Set('* use bind escalate impersonate approve sign attest proxy post put head options'.split(' '));
/** What people call them. */
const MEANT: Readonly<Record<string, string>> = {
  read: 'get',
  view: 'get',
  describe: 'get',
  write: 'update',
  edit: 'patch',
  modify: 'update',
  add: 'create',
  apply: 'patch',
  remove: 'delete',
  scale: 'patch',
  restart: 'patch',
  rollout: 'patch',
};
/** Parts of pods that are asked for by a verb of their own resource. */
const PARTS: Readonly<Record<string, string>> = {
  exec: 'create on pods/exec',
  attach: 'create on pods/attach',
  'port-forward': 'create on pods/portforward',
  portforward: 'create on pods/portforward',
  log: 'get on pods/log',
  logs: 'get on pods/log',
  evict: 'create on pods/eviction',
};

export const rbacWordsKnown = defineRule({
  id: 'rbac-words-known',
  severity: 'error',
  kinds: ['rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/ClusterRole'],
  asks: 'Rules of a role name verbs that the API has, in small letters, and API groups without their version.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb',
  *check({ object }) {
    for (const [index, rule] of itemsAt(object, 'rules').entries()) {
      const why = 'The API server takes the rule, which fits no request: whoever has the role is told "forbidden".';
      for (const [place, raw] of itemsAt(rule, 'verbs').entries()) {
        const verb = text(raw) ?? '';
        if (VERBS.includes(verb) || OTHERS.has(verb) || /[${]/.test(verb)) continue;
        const small = verb.toLowerCase();
        // Operators and aggregated servers may have verbs of their own.
        const meant = VERBS.includes(small) ? small : (MEANT[small] ?? PARTS[small] ?? nearest(verb, VERBS));
        if (meant === undefined) continue;
        yield { path: `rules[${index}].verbs[${place}]`, message: `there is no verb ${verb}`, why, fix: `Write ${meant}.` };
      }
      for (const [place, raw] of itemsAt(rule, 'apiGroups').entries()) {
        const group = text(raw) ?? '';
        const [, plain = ''] = /^(?:(.+)\/)?v\d+(?:(?:alpha|beta)\d+)?$/.exec(group) ?? [];
        const isVersioned = plain !== '' || /^v\d+(?:(?:alpha|beta)\d+)?$/.test(group);
        const short = Object.keys(API_RESOURCES).find((each) => each === `${group}.k8s.io`);
        if (!isVersioned && group !== 'core' && short === undefined) continue;
        const now = isVersioned ? plain : (short ?? '');
        yield {
          path: `rules[${index}].apiGroups[${place}]`,
          message: `there is no API group ${group}${isVersioned ? ': rules name groups without their version' : ''}`,
          why,
          fix: `Write ${now === '' ? '"", which is the core' : now}.`,
        };
      }
    }
  },
});
