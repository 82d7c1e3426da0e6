import { app, deployment, mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { chartOf, FALCO_CHARTS, job, podPolicy, runs, script, STACK, STACK_CHARTS, uses, workflow } from './seen-guards-parts.ts';

const VALUES = 'platform/falco/values.yaml';
const POLICIES = 'policies/policies.yaml';
const CI = '.github/workflows/ci.yml';
const UP = 'scripts/up.sh';
const WEB = 'apps/shop/web.yaml';

const web = documents(namespace('shop'), app('web', 'shop', 8080));

/** What was wrong on the way into a platform of guards: workflows, Applications, scripts. */
export const seenDeliveries: readonly Mistake[] = [
  mistake(
    'An Application replaces what it is to apply on the side of the server',
    'sync-options-agree',
    {
      'apps/falco.yaml': chartOf('falco', FALCO_CHARTS, '4.21.3', VALUES, '[Replace=true, ServerSideApply=true]'),
      [VALUES]: 'tty: true\n',
    },
    'apps/falco.yaml',
    [['Replace=true, ServerSideApply=true', 'ServerSideApply=true']],
  ),
  mistake(
    'A chart of a registry is named with its scheme and the chart apart',
    'application-chart-address',
    {
      'apps/shop.yaml': object(
        'argoproj.io/v1alpha1',
        'Application',
        'shop',
        'argocd',
        'spec:\n  project: default\n  source: { repoURL: oci://ghcr.io/acme/charts, chart: shop, targetRevision: 1.4.0 }\n  destination: { server: https://kubernetes.default.svc, namespace: shop }',
      ),
    },
    'apps/shop.yaml',
    [['oci://ghcr.io/acme/charts', 'ghcr.io/acme/charts']],
  ),
  mistake(
    'An Application that syncs by itself ignores the images that Git sets',
    'argocd-ignore-narrow',
    {
      [WEB]: web,
      'apps/shop.yaml': object(
        'argoproj.io/v1alpha1',
        'Application',
        'shop',
        'argocd',
        'spec:\n  project: default\n  source: { repoURL: https://github.com/acme/shop.git, path: apps/shop, targetRevision: main }\n  destination: { server: https://kubernetes.default.svc, namespace: shop }\n  syncPolicy: { automated: { selfHeal: true } }\n  ignoreDifferences:\n    - { group: apps, kind: Deployment, jsonPointers: [/spec/replicas, /spec/template/spec/containers/0/image] }',
      ),
    },
    'apps/shop.yaml',
    [[', /spec/template/spec/containers/0/image', '']],
  ),
  mistake(
    'Each run puts the registry once more before the image of a manifest',
    'sed-finds-image',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/shop-web:3f2c9ad' })),
      [CI]: workflow(
        'CI',
        job(
          'tag',
          uses('checkout'),
          runs('sed -i "s|shop-web:.*|ghcr.io/acme/shop-web:${GITHUB_SHA}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    CI,
    [['s|shop-web:.*|', 's|ghcr.io/acme/shop-web:.*|']],
  ),
  mistake(
    'Two images are scanned in one job, and their results have one category',
    'workflow-sarif-apart',
    {
      [CI]: workflow(
        'CI',
        job(
          'scan',
          uses('checkout'),
          uses('trivy', 'image-ref: ghcr.io/acme/api:v3\nformat: sarif\noutput: api.sarif'),
          uses('upload', 'sarif_file: api.sarif'),
          uses('trivy', 'image-ref: ghcr.io/acme/web:v3\nformat: sarif\noutput: web.sarif'),
          uses('upload', 'sarif_file: web.sarif'),
        ),
      ),
    },
    CI,
    [['sarif_file: web.sarif', 'sarif_file: web.sarif\n          category: web']],
  ),
  mistake(
    'A pull request scans a tag that only main is given',
    'workflow-image-ready',
    {
      [CI]: workflow(
        'CI',
        job(
          'build',
          uses('checkout'),
          uses(
            'meta',
            "images: ghcr.io/acme/web\ntags: |\n  type=sha,prefix=\n  type=raw,value=latest,enable=${{ github.ref == 'refs/heads/main' }}",
            'meta',
          ),
          uses('build', 'load: true\ntags: ${{ steps.meta.outputs.tags }}'),
          uses('trivy', 'image-ref: ghcr.io/acme/web:latest'),
        ),
        'push: { branches: [main] }\npull_request: { branches: [main] }',
      ),
    },
    CI,
    [["type=raw,value=latest,enable=${{ github.ref == 'refs/heads/main' }}", 'type=raw,value=latest']],
  ),
  mistake(
    'A gate asks whether a scan has failed that never fails',
    'workflow-scan-fails',
    {
      [CI]: workflow(
        'Scan',
        `${job('config', uses('checkout'), uses('trivy', 'scan-type: config\nseverity: CRITICAL'))}gate:\n  needs: [config]\n  if: always()\n  runs-on: ubuntu-24.04\n  steps:\n    - run: test "\${{ needs.config.result }}" = success\n`,
      ),
    },
    CI,
    [['severity: CRITICAL', "severity: CRITICAL\n          exit-code: '1'"]],
  ),
  mistake(
    'The workflow of before still pushes the image that the new one checks',
    'workflow-runs-apart',
    {
      '.github/workflows/build.yml': workflow(
        'Build',
        job('build', uses('checkout'), runs('docker build -t ghcr.io/acme/web:v3 .\ndocker push ghcr.io/acme/web:v3')),
      ),
      [CI]: workflow(
        'CI',
        job('all', uses('checkout'), runs('make test\ndocker build -t ghcr.io/acme/web:v3 .\ndocker push ghcr.io/acme/web:v3')),
      ),
    },
    '.github/workflows/build.yml',
    [['branches: [main]', 'branches: [next]']],
  ),
  mistake(
    'A script installs with a file of values that nobody ever added',
    'script-paths-exist',
    {
      [POLICIES]: podPolicy('no-host-network', 'pattern: { spec: { =(hostNetwork): "false" } }'),
      [WEB]: web,
      [UP]: script(
        `${STACK_CHARTS}${STACK.replace(' --wait', ' -f monitoring/prometheus/values.yaml --wait')}kubectl apply -f policies/\nkubectl apply -f apps/shop/\n`,
      ),
    },
    UP,
    [[' -f monitoring/prometheus/values.yaml', '']],
    { says: 'monitoring/prometheus/values.yaml' },
  ),
  mistake(
    'A workflow names a configuration that was given another name',
    'script-paths-exist',
    {
      'detection/pipelines/falco.yml': 'name: falco\npriority: 20\n',
      'detection/rules/shell.yml': 'title: Shell\n',
      [CI]: workflow(
        'Rules',
        job('convert', uses('checkout'), runs('sigma convert --target loki --pipeline detection/pipelines/site.yml detection/rules/')),
      ),
    },
    CI,
    [['detection/pipelines/site.yml', 'detection/pipelines/falco.yml']],
  ),
  mistake(
    'Terraform installs the newest of each chart',
    'chart-version-pinned',
    {
      'infra/charts.tf':
        'resource "helm_release" "argocd" {\n  name       = "argocd"\n  repository = "https://argoproj.github.io/argo-helm"\n  chart      = "argo-cd"\n}\n',
    },
    'infra/charts.tf',
    [['  chart      = "argo-cd"\n', '  chart      = "argo-cd"\n  version    = "7.8.23"\n']],
  ),
  mistake(
    'A step logs in with a password that nothing hands to it',
    'workflow-variable-given',
    {
      [CI]: workflow('Deploy', job('load', uses('checkout'), runs('mysql -h db.acme.io -u deploy -p"$DB_PASSWORD" shop < schema.sql'))),
    },
    CI,
    [['  runs-on: ubuntu-24.04', '  runs-on: ubuntu-24.04\n    env: { DB_PASSWORD: "${{ secrets.DB_PASSWORD }}" }']],
  ),
  mistake(
    'The tag of an image is written behind the name of a registry to which nobody pushes any more',
    'workflow-registry-agrees',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'registry.acme.io/shop/web:3f2c9ad' })),
      [CI]: workflow(
        'CI',
        job(
          'deliver',
          uses('checkout'),
          uses('build', 'push: true\ntags: ghcr.io/acme/web:${{ github.sha }}'),
          runs('sed -i "s|shop/web:.*|shop/web:${{ github.sha }}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    WEB,
    [['registry.acme.io/shop/web', 'ghcr.io/acme/web']],
  ),
  mistake(
    'A workflow writes a tag into a manifest, and the list of images of its kustomization wins',
    'kustomization-image-wins',
    {
      [WEB]: documents(namespace('shop'), deployment('web', 'shop', 8080, { image: 'ghcr.io/acme/web:3f2c9ad' })),
      'apps/shop/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [web.yaml]
images: [{ name: ghcr.io/acme/web, newTag: 9b01c7e }]
`,
      [CI]: workflow(
        'CI',
        job(
          'deliver',
          uses('checkout'),
          runs('sed -i "s|image: .*|image: ghcr.io/acme/web:${GITHUB_SHA}|" apps/shop/web.yaml\ngit commit -am "new image"\ngit push'),
        ),
      ),
    },
    'apps/shop/kustomization.yaml',
    [['images: [{ name: ghcr.io/acme/web, newTag: 9b01c7e }]\n', '']],
  ),
  mistake(
    'The image of each pull request is pushed',
    'workflow-pushes-merged',
    {
      [CI]: workflow(
        'CI',
        job(
          'image',
          uses('checkout'),
          uses('login', 'registry: registry.acme.io\nusername: ci\npassword: ${{ secrets.REGISTRY_PASSWORD }}'),
          uses('build', 'push: true\ntags: registry.acme.io/shop/web:${{ github.sha }}'),
        ),
        'push: { branches: [main] }\npull_request: { branches: [main] }',
      ),
    },
    CI,
    [['push: true', "push: ${{ github.event_name != 'pull_request' }}"]],
  ),
];
