import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, space, yaml } from '../parts.ts';
import { quota, strict } from './titanium-parts.ts';

/** The lessons of microservices in a strict mesh (L) and the mistakes of their repository (M). Part 5 of 5. */
export const titanium5: readonly Mistake[] = [
  {
    name: 'M31 Anybody may call the API from any page (CORS)',
    caughtBy: 'cors-limited',
    says: 'CORS',
    partly: true,
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { ENVIRONMENT: 'production', CORS_ALLOWED_ORIGINS: '*' } }),
        app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M32 A ceiling is written into an annotation',
    caughtBy: 'annotation-known',
    says: 'quota',
    missed: 'an annotation of one’s own may mean anything',
    tree: {
      'shop.yaml': yaml(
        kube('v1/Namespace', { name: 'shop', annotations: { 'resource-quota.cpu': '5', 'resource-quota.memory': '10Gi' } }),
        app(),
        door('web'),
      ),
    },
  },
  {
    name: 'M33 The development tool builds other images than the manifests run',
    caughtBy: 'built-image-deployed',
    tree: {
      'skaffold.yaml':
        'apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n    - image: acme/titanium-user\n      context: user\nmanifests:\n  rawYaml: [k8s/*.yaml]\n',
      'k8s/web.yaml': yaml(app({ image: 'acme/user-service:v1.0.0' }), door('web')),
    },
  },
  {
    name: 'M33 The delivery sets the tag of an image that no build makes',
    caughtBy: 'built-image-deployed',
    says: 'dashboard',
    tree: {
      '.github/workflows/ci.yml': `name: ci
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  build:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        service: [user-service, auth-service]
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: docker build -t acme/\${{ matrix.service }}:main-abc \${{ matrix.service }}
      - run: docker push acme/\${{ matrix.service }}:main-abc
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: |
          cd overlays/prod
          kustomize edit set image acme/user-service=acme/user-service:main-abc
          kustomize edit set image acme/dashboard-ui=acme/dashboard-ui:main-abc
`,
      'overlays/prod/kustomization.yaml': 'resources: [web.yaml]\nimages: [{ name: acme/user-service, newTag: main-abc }]\n',
      'overlays/prod/web.yaml': yaml(app({ image: 'acme/user-service' }), door('web')),
    },
  },
  {
    name: 'M34 Pods have no security context at all',
    caughtBy: 'security-context-set',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app({ pod: { securityContext: undefined } }), door('web')) },
  },
  {
    name: 'M34 A pod must not run as root, and its image names no user by number',
    caughtBy: 'non-root-possible',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'redis', image: 'redis:7-alpine', port: 6379, pod: { securityContext: { runAsNonRoot: true } } }),
        door('redis', 'shop', 6379),
      ),
    },
  },
  {
    name: 'M35 An overlay for a cluster without the mesh has objects of the mesh',
    caughtBy: ['crd-installed'],
    partly: true,
    tree: {
      'argocd/cert-manager.yaml': yaml(
        chartApp('cert-manager', ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', { crds: { enabled: true } }),
      ),
      'local/mesh.yaml': yaml(space('shop'), app(), door('web'), strict()),
    },
  },
  {
    name: 'M36 A pipeline account is cluster-admin',
    caughtBy: 'rbac-narrow',
    tree: {
      'ci/rbac.yaml': yaml(
        space('ci'),
        kube('v1/ServiceAccount', { name: 'deployer', namespace: 'ci' }),
        kube(
          'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
          { name: 'deployer' },
          {
            roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
            subjects: [{ kind: 'ServiceAccount', name: 'deployer', namespace: 'ci' }],
          },
        ),
      ),
    },
  },
  {
    name: 'M36 A script makes a token for ten years',
    caughtBy: 'token-short',
    says: '87600h',
    tree: { 'scripts/token.sh': '#!/bin/bash\nset -euo pipefail\nkubectl create token deployer -n ci --duration=87600h > token.txt\n' },
    mended: { 'scripts/token.sh': '#!/bin/bash\nset -euo pipefail\nkubectl create token deployer -n ci --duration=1h > token.txt\n' },
  },
  {
    name: 'Section 5: a Service is called like the variable that the program reads (service links)',
    caughtBy: 'unique-names',
    missed: 'that the program reads REDIS_PORT stands in no manifest',
    says: 'REDIS_PORT',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'redis', image: 'redis:7.4.1', port: 6379 }),
        kube(
          'v1/Service',
          { name: 'redis', namespace: 'shop' },
          { spec: { selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] } },
        ),
        kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { REDIS_HOST: 'redis' } }),
        app({
          container: {
            command: ['sh', '-c', 'exec /app --redis "$REDIS_HOST:$REDIS_PORT"'],
            envFrom: [{ configMapRef: { name: 'settings' } }],
          },
        }),
        door('web'),
      ),
    },
    partly: true,
  },
  {
    name: 'Section 11: one of the four figures of a sidecar drops the defaults of the others',
    caughtBy: 'sidecar-figures-whole',
    says: 'proxyMemory',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        quota({ 'limits.cpu': '16', 'limits.memory': '32Gi' }),
        app({ podAnnotations: { 'sidecar.istio.io/proxyCPU': '50m', 'sidecar.istio.io/proxyCPULimit': '200m' } }),
        door('web'),
      ),
    },
  },
];
