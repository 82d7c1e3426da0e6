import { documentKind } from '../../document.ts';
import { items, itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Managers that platforms like these have. @see https://docs.renovatebot.com/modules/manager/ */
const MANAGERS =
  'ansible ansible-galaxy argocd asdf azure-pipelines bun cargo composer custom.jsonata custom.regex devcontainer docker-compose dockerfile droneci fleet flux fvm git-submodules github-actions gitlabci gitlabci-include gomod gradle gradle-wrapper helm-requirements helm-values helmfile helmsman helmv3 homebrew jenkins jsonnet-bundler kubernetes kustomize maven maven-wrapper mise nix npm nvm pep621 pip-compile pip_requirements pip_setup pipenv poetry pre-commit pyenv quadlet regex ruby-version setup-cfg sveltos tekton terraform terraform-version terragrunt terragrunt-version tflint-plugin velaci vendir woodpecker'.split(
    ' ',
  );
/** What people call them otherwise. */
const MEANT: Readonly<Record<string, string>> = {
  actions: 'github-actions',
  compose: 'docker-compose',
  docker: 'dockerfile',
  go: 'gomod',
  helm: 'helmv3',
  k8s: 'kubernetes',
  pip: 'pip_requirements',
};

export const renovateManagersKnown = defineRule({
  id: 'renovate-managers-known',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Renovate is told of managers by their names.',
  source: 'https://docs.renovatebot.com/modules/manager/; https://docs.renovatebot.com/configuration-options/#matchmanagers',
  *check({ object, file = '' }) {
    if (!/(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json)?)$/.test(file)) return;
    const content = object['content'];
    yield* unknown(itemsAt(content, 'enabledManagers'), 'content.enabledManagers', 'no manager of that name finds anything');
    for (const [index, rule] of itemsAt(content, 'packageRules').entries())
      yield* unknown(
        items((rule as Readonly<Record<string, unknown>> | null)?.['matchManagers']),
        `content.packageRules[${index}].matchManagers`,
        'the rule fits no update',
      );
  },
});

function* unknown(names: readonly unknown[], path: string, then: string): Iterable<Issue> {
  for (const name of names.flatMap((each) => text(each) ?? [])) {
    // Patterns, and managers that are new, are passed over unless they are nearly one that is known.
    const near = MANAGERS.includes(name) || /[*/!]/.test(name) ? undefined : (MEANT[name] ?? nearName(name, MANAGERS));
    if (near === undefined) continue;
    yield {
      path,
      message: `there is no manager ${name}`,
      why: `Renovate says nothing of it, and ${then}: versions grow old, or come one by one where they were to come together.`,
      fix: `Did you mean "${near}"?`,
    };
  }
}
