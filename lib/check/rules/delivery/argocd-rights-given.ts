import { rights } from '../../charts/settings-argocd.ts';
import { isGuide } from '../../guides.ts';
import { fieldsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const argocdRightsGiven = defineRule({
  id: 'argocd-rights-given',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Lines of rights of Argo CD are whole, about what Argo CD has rights on, and for roles and accounts that there are.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-model-structure',
  *check({ object, file }, world) {
    if (object.metadata.name !== 'argocd-rbac-cm' || isGuide(file)) return;
    const data = fieldsAt(object, 'data');
    // Further lines may stand under keys of their own.
    const keys = Object.keys(data).filter((key) => /^policy\.(?:.+\.)?csv$/.test(key));
    const csv = keys.map((key) => text(data[key]) ?? '').join('\n');
    if (csv.includes('{{')) return;
    const settings = { accounts: accountsOf(world), mode: text(data['policy.matchMode']) };
    yield* rights(csv, `data["${keys[0] ?? 'policy.csv'}"]`, text(data['policy.default']), settings);
  },
});

/** Accounts of Argo CD itself, which argocd-cm lists. */
function accountsOf(world: World): readonly string[] {
  return world.once('accounts of argo cd', () =>
    world
      .ofKind('v1/ConfigMap')
      .filter(({ object }) => object.metadata.name === 'argocd-cm')
      .flatMap(({ object }) => Object.keys(fieldsAt(object, 'data')).flatMap((key) => /^accounts\.([\w-]+)$/.exec(key)?.[1] ?? [])),
  );
}
