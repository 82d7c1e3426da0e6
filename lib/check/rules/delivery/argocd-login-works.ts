import { loginFaults } from '../../delivery/argocd-login.ts';
import { isGuide } from '../../guides.ts';
import { fieldsAt, text } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

export const argocdLoginWorks = defineRule({
  id: 'argocd-login-works',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'What the settings of Argo CD say about log-in is what it reads, with an address to come back to.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#sso',
  *check(manifest) {
    const { object, file } = manifest;
    if (object.metadata.name === 'argocd-rbac-cm') yield* scopes(text(fieldsAt(object, 'data')['scopes']));
    if (object.metadata.name !== 'argocd-cm' || isGuide(file)) return;
    const settings = fieldsAt(object, 'data');
    for (const { key, ...fault } of loginFaults(settings, text(settings['url']) ?? (isWhole(manifest) ? '' : undefined)))
      yield { path: `data["${key}"]`, ...fault };
  },
});

/** Claims by which groups are told, a list in a text. */
function* scopes(written: string | undefined): Iterable<Issue> {
  if (written === undefined || written.trim() === '' || /[{$]/.test(written) || Array.isArray(yamlIn(written))) return;
  yield {
    path: 'data.scopes',
    message: `scopes is "${written.trim()}", and Argo CD reads a list there`,
    why: 'Argo CD cannot read its rights ("cannot unmarshal string"): it goes on with the old ones, or with none.',
    fix: `Write scopes: '[${written.trim()}]'.`,
  };
}

/** A patch over the ConfigMap of the installation carries no labels, and the address may stand in another. */
function isWhole({ object, file = '' }: WorldObject): boolean {
  return object.metadata.labels?.['app.kubernetes.io/part-of'] === 'argocd' && !file.includes('patch');
}
