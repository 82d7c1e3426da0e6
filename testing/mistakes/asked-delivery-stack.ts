import type { Mistake, Tree } from './mistake.ts';
import { astray, stack } from './stack-parts.ts';

const APP = 'argocd/applications/titanium-prod.yaml';
const CI = '.github/workflows/ci.yml';
const CD = '.github/workflows/cd.yml';
const SETTINGS = 'argocd/config/argocd-cm.yaml';
const NOTICES = 'argocd/config/argocd-notifications-cm.yaml';
const TAGS = '          tags: acme/${{ matrix.service }}:${{ steps.tag.outputs.short }}\n';

/** A mistake in what somebody has added to the stack, mended by adding it right. */
function added(mistake: Omit<Mistake, 'tree'>, file: string, right: string, wrong: string, more: Tree = {}): Mistake {
  return { mended: { [file]: right }, ...mistake, tree: { ...stack, ...more, [file]: wrong } };
}

const login = `${stack[SETTINGS] ?? ''}  url: https://argocd.acme.example
  dex.config: |
    connectors:
      - { type: github, id: github, name: GitHub, config: { clientID: abc, clientSecret: $dex.github.clientSecret, orgs: [{ name: acme }] } }
`;
const everybody = `${stack[NOTICES] ?? ''}  subscriptions: |
    - recipients: [slack:deployments]
      triggers: [on-sync-failed]
`;
const updated = (stack[APP] ?? '').replace(
  '  annotations: {',
  '  annotations: { argocd-image-updater.argoproj.io/image-list: user=acme/user-service, argocd-image-updater.argoproj.io/user.update-strategy: newest-build, argocd-image-updater.argoproj.io/write-back-method: git, argocd-image-updater.argoproj.io/git-branch: main,',
);
const notify = `name: Notify
on:
  workflow_call:
    inputs:
      service: { type: string, required: true }
permissions: {}
jobs:
  send:
    runs-on: ubuntu-24.04
    steps:
      - run: 'curl -fsS -d "text=$SERVICE" "$URL"'
        env: { SERVICE: "\${{ inputs.service }}", URL: "\${{ secrets.SLACK_WEBHOOK }}" }
`;
const told = (stack[CD] ?? '').replace(
  'jobs:\n',
  'jobs:\n  notify:\n    uses: ./.github/workflows/notify.yml\n    with: { service: all }\n    secrets: inherit\n',
);
const made = `${stack['Makefile'] ?? ''}cluster:
\tcd terraform/cluster && terraform apply -var-file=environments/prod.tfvars
`;

/** What people asked others about: Argo CD, workflows and Terraform around services. */
export const askedDeliveryStack: readonly Mistake[] = [
  added(
    {
      name: 'The project of an Application stands in the namespace of the services',
      caughtBy: 'application-project-allows',
      says: 'in "titanium-prod"',
    },
    'argocd/projects/titanium.yaml',
    stack['argocd/projects/titanium.yaml'] ?? '',
    (stack['argocd/projects/titanium.yaml'] ?? '').replace('name: titanium, namespace: argocd', 'name: titanium, namespace: titanium-prod'),
    { [APP]: (stack[APP] ?? '').replace('project: default', 'project: titanium') },
  ),
  added(
    { name: 'People are to log in by GitHub, and Argo CD does not know its own address', caughtBy: 'argocd-login-works' },
    SETTINGS,
    login,
    login.replace('  url: https://argocd.acme.example\n', ''),
  ),
  astray({ name: 'A subscription names the trigger and no service', caughtBy: 'argocd-notices-defined' }, [
    [APP, '  annotations: {', '  annotations: { notifications.argoproj.io/subscribe.on-sync-failed: deployments,'],
  ]),
  added(
    { name: 'A subscription of everybody has its trigger under a key in the singular', caughtBy: 'argocd-notices-defined' },
    NOTICES,
    everybody,
    everybody.replace('triggers: [on-sync-failed]', 'trigger: on-sync-failed'),
  ),
  added(
    { name: 'Tags of images are written to a branch that the Application does not follow', caughtBy: 'image-updater-writes', partly: true },
    APP,
    updated,
    updated.replace('git-branch: main', 'git-branch: image-updates'),
  ),
  astray({ name: 'An image is pushed by digest and with a tag', caughtBy: 'workflow-tags-pushed', says: 'by digest' }, [
    [CI, TAGS, `${TAGS}          outputs: type=image,name=acme/\${{ matrix.service }},push-by-digest=true,name-canonical=true,push=true\n`],
    [CI, "          push: ${{ github.event_name == 'push' }}\n", ''],
  ]),
  astray(
    { name: 'A name for the machine of the build is among the tags that are pushed', caughtBy: 'workflow-tags-pushed', says: 'library' },
    [
      [
        CI,
        TAGS,
        '          tags: |\n            acme/${{ matrix.service }}:${{ steps.tag.outputs.short }}\n            ${{ matrix.service }}:latest\n',
      ],
    ],
  ),
  added(
    { name: 'A workflow is called that reads a secret, and nobody hands it on', caughtBy: 'workflow-calls-whole' },
    CD,
    told,
    told.replace('    secrets: inherit\n', ''),
    { '.github/workflows/notify.yml': notify },
  ),
  astray(
    { name: 'Terraform installs a chart with a provider that nobody told where the cluster is', caughtBy: 'terraform-provider-configured' },
    [['terraform/cluster/versions.tf', 'provider "helm" {\n  kubernetes {\n    config_path = var.kubeconfig\n  }\n}\n\n', '']],
  ),
  added(
    { name: 'A recipe changes the folder on a line of its own', caughtBy: 'makefile-lines-apart' },
    'Makefile',
    made,
    made.replace('cluster && terraform', 'cluster\n\tterraform'),
  ),
];
