import { deployment, kube } from '../../lib/check/testing.ts';
import type { Mistake } from './mistake.ts';
import { app, door, folderApp, yaml } from './parts.ts';

function workflow(message: string): string {
  return `name: deliver
on: { push: { branches: [main] } }
permissions: { contents: read }
jobs:
  deliver:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with: { token: '\${{ secrets.BOT_TOKEN }}' }
      - run: |
          sed -i "s|web:.*|web:$GITHUB_SHA|" k8s/web.yaml
          git commit -am "${message}"
          git push
`;
}

function flux(name: string, ...after: readonly string[]): object {
  return kube(
    'kustomize.toolkit.fluxcd.io/v1/Kustomization',
    { name, namespace: 'flux-system' },
    {
      spec: {
        interval: '10m',
        path: `./${name}`,
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'flux-system' },
        dependsOn: after.map((each) => ({ name: each })),
      },
    },
  );
}

function instrumentation(annotations: Readonly<Record<string, string>>): object {
  return kube(
    'opentelemetry.io/v1alpha1/Instrumentation',
    { name: 'java', namespace: 'shop', annotations },
    { spec: { exporter: { endpoint: 'http://collector.shop:4317' } } },
  );
}

const traced = app({ name: 'web', podAnnotations: { 'instrumentation.opentelemetry.io/inject-java': 'true' } });

const source = { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'k8s' };

/** What waits for itself, for what never comes, or for what comes a moment too late. */
export const circles: readonly Mistake[] = [
  {
    name: 'A workflow starts itself by what it pushes',
    caughtBy: 'workflow-starts-once',
    tree: { '.github/workflows/deliver.yml': workflow('Deploy $GITHUB_SHA'), 'k8s/web.yaml': yaml(app()) },
    mended: { '.github/workflows/deliver.yml': workflow('Deploy $GITHUB_SHA [skip ci]') },
  },
  {
    name: 'Two folders of Flux wait for each other',
    caughtBy: 'flux-order-resolves',
    tree: { 'clusters/prod/infra.yaml': yaml(flux('infra', 'apps')), 'clusters/prod/apps.yaml': yaml(flux('apps', 'infra')) },
    mended: { 'clusters/prod/infra.yaml': yaml(flux('infra')) },
  },
  {
    name: 'A script waits for a Rollout as for a Deployment',
    caughtBy: 'rollout-kind-served',
    tree: {
      'scripts/deploy.sh': '#!/bin/bash\nset -e\nkubectl apply -f k8s/\nkubectl -n shop rollout status rollout/web --timeout=5m\n',
      'k8s/web.yaml': yaml(app({ kind: 'argoproj.io/v1alpha1/Rollout', spec: { strategy: { canary: {} } } })),
    },
    mended: { 'scripts/deploy.sh': '#!/bin/bash\nset -e\nkubectl apply -f k8s/\nkubectl argo rollouts -n shop status web --timeout 5m\n' },
  },
  {
    name: 'The agent for traces comes a moment after the pods',
    caughtBy: 'creation-needs-first',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s', 'shop')),
      'k8s/web.yaml': yaml(traced, door('web')),
      'k8s/instrumentation.yaml': yaml(instrumentation({})),
    },
    mended: { 'k8s/instrumentation.yaml': yaml(instrumentation({ 'argocd.argoproj.io/sync-wave': '-1' })) },
  },
  {
    name: 'An Application has a source beside its sources',
    caughtBy: 'application-values-exist',
    says: 'passes over source',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s', 'shop', { sources: [{ ...source, path: 'base' }] })),
      'k8s/web.yaml': yaml(deployment({ name: 'web', namespace: 'shop' })),
      'base/web.yaml': yaml(deployment({ name: 'api', namespace: 'shop' })),
    },
    mended: { 'argocd/shop.yaml': yaml(folderApp('shop', 'k8s', 'shop')) },
  },
];
