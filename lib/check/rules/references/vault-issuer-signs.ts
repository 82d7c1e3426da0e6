import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const TOKEN = 'serviceaccounts/token';

export const vaultIssuerSigns = defineRule({
  id: 'vault-issuer-signs',
  severity: 'error',
  kinds: ['cert-manager.io/v1/ClusterIssuer', 'cert-manager.io/v1/Issuer'],
  asks: 'An issuer of Vault asks Vault to sign, and cert-manager may ask for tokens of the account with which it logs in.',
  source: 'https://cert-manager.io/docs/configuration/vault/; seed 004, section 12',
  *check({ object }, world) {
    const path = textAt(object, 'spec.vault.path');
    const issues = /^(.+)\/issue\/([^/]+)$/.exec(path ?? '');
    if (path !== undefined && issues !== null) {
      yield {
        path: 'spec.vault.path',
        message: `${path} makes keys of its own, and cert-manager sends a request that is to be signed`,
        why: 'Vault answers with a certificate for another key: cert-manager refuses it, and none is ever issued.',
        fix: `Write ${issues[1] ?? ''}/sign/${issues[2] ?? ''}.`,
      };
    }
    const account = textAt(object, 'spec.vault.auth.kubernetes.serviceAccountRef.name');
    const namespace = object.kind === 'Issuer' ? (object.metadata.namespace ?? '') : 'cert-manager';
    // Rights stand beside the account; where the tree does not make it, they are elsewhere, too.
    if (account === undefined || account === 'cert-manager' || world.find('v1/ServiceAccount', namespace, account) === undefined) return;
    const rules = aboutAccounts(world).filter(({ place }) => place === '' || place === namespace);
    const covers = (rule: unknown): boolean => {
      const names = itemsAt(rule, 'resourceNames');
      return names.length === 0 || names.includes(account);
    };
    const has = (rule: unknown, list: string, word: string): boolean => itemsAt(rule, list).some((each) => each === word || each === '*');
    if (rules.some(({ rule }) => has(rule, 'resources', TOKEN) && has(rule, 'verbs', 'create') && covers(rule))) return;
    // Of a misspelt resource another rule tells.
    if (
      rules.some(({ rule }) =>
        itemsAt(rule, 'resources').some((each) => /^serviceaccounts?\/tokens?$/.test(String(each)) && each !== TOKEN),
      )
    )
      return;
    const near = rules.find(({ rule }) => itemsAt(rule, 'resources').includes(TOKEN));
    yield {
      path: 'spec.vault.auth.kubernetes.serviceAccountRef',
      ...(near === undefined ? { severity: 'warning' as const } : {}),
      message:
        near === undefined
          ? `nothing here lets cert-manager ask for tokens of ${namespace}/${account}`
          : `${near.by.object.kind} ${near.by.object.metadata.name} gives ${itemsAt(near.rule, 'verbs').join(', ')} on ${itemsAt(near.rule, 'resources').join(', ')}${covers(near.rule) ? '' : ` of ${itemsAt(near.rule, 'resourceNames').join(', ')}`}, and cert-manager asks for tokens of ${account}`,
      why: 'The issuer is not ready ("cannot create resource serviceaccounts/token"): no certificate is issued or renewed.',
      fix: `Give cert-manager the verb create on serviceaccounts/token of ${account} in ${namespace}, by a Role and a RoleBinding.`,
    };
  },
});

/** Rules of roles that speak of service accounts, with the namespace of the role. */
function aboutAccounts(world: World): readonly { readonly rule: unknown; readonly place: string; readonly by: WorldObject }[] {
  return world.once('rules about accounts', () =>
    ['Role', 'ClusterRole'].flatMap((kind) =>
      world
        .ofKind(`rbac.authorization.k8s.io/v1/${kind}`)
        .flatMap((by) =>
          itemsAt(by.object, 'rules').flatMap((rule) =>
            itemsAt(rule, 'resources').some((each) => /^serviceaccounts?\/|^\*$/.test(String(each)))
              ? [{ rule, place: by.object.metadata.namespace ?? '', by }]
              : [],
          ),
        ),
    ),
  );
}
