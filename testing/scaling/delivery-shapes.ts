import { documents } from '../mistakes/pieces.ts';
import { NAMESPACE, web, type Shape } from './shape.ts';

/** What brings objects to a cluster: Argo CD, Flux, kustomizations, charts, workflows, scripts. */
export const deliveryShapes: Readonly<Record<string, Shape>> = {
  'applications with charts and values files': (index) => ({
    [`argocd/${index}.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: grafana-${index}, namespace: argocd }
spec:
  project: default
  sources:
    - repoURL: https://grafana.github.io/helm-charts
      chart: grafana
      targetRevision: 8.5.0
      helm: { valueFiles: [$values/values/${index}/values.yaml], valuesObject: { replicas: 2, persistence: { enabled: true, size: 1Gi } } }
    - { repoURL: https://github.com/acme/platform.git, targetRevision: main, ref: values }
  destination: { server: https://kubernetes.default.svc, namespace: team-${index} }
  syncPolicy: { automated: { prune: true }, syncOptions: [CreateNamespace=true] }
`,
    [`values/${index}/values.yaml`]: `replicas: 2
adminUser: admin
service: { port: 80 }
`,
  }),
  'applications with folders': (index) => ({
    [`argocd/${index}.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web-${index}, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/acme/platform.git, targetRevision: main, path: apps/web-${index} }
  destination: { server: https://kubernetes.default.svc, namespace: ${NAMESPACE} }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
  ignoreDifferences: [{ group: apps, kind: Deployment, name: web-${index}, jsonPointers: [/spec/replicas] }]
`,
    [`apps/web-${index}/all.yaml`]: web(index),
  }),
  'kustomizations with overlays': (index) => ({
    [`base/web-${index}/all.yaml`]: web(index).replaceAll(`, namespace: ${NAMESPACE}`, ''),
    [`base/web-${index}/kustomization.yaml`]: 'resources: [all.yaml]\n',
    [`overlays/prod/web-${index}/kustomization.yaml`]: `namespace: prod
namePrefix: prod-
resources: [../../../base/web-${index}]
images: [{ name: ghcr.io/acme/web, newTag: 1.2.${index} }]
patches:
  - target: { kind: Deployment, name: web-${index} }
    patch: |
      - { op: replace, path: /spec/replicas, value: 3 }
`,
  }),
  'charts of the repository': (index) => ({
    [`charts/web-${index}/Chart.yaml`]: `apiVersion: v2
name: web-${index}
version: 0.1.0
dependencies: [{ name: redis, version: 19.0.0, repository: https://charts.bitnami.com/bitnami }]
`,
    [`charts/web-${index}/values.yaml`]: `replicaCount: 2
image: { repository: ghcr.io/acme/web, tag: '1.${index}' }
redis: { auth: { enabled: false } }
`,
    [`argocd/${index}.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web-${index}, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/acme/platform.git, targetRevision: main, path: charts/web-${index} }
  destination: { server: https://kubernetes.default.svc, namespace: team-${index} }
`,
  }),
  'releases of Flux': (index) => ({
    [`flux/${index}.yaml`]: documents(
      `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: redis-${index}, namespace: team-${index} }
spec:
  interval: 10m
  chart: { spec: { chart: redis, version: 19.0.0, sourceRef: { kind: HelmRepository, name: bitnami, namespace: flux-system } } }
  values: { auth: { enabled: true, existingSecret: redis-${index} } }
`,
      `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web-${index}, namespace: flux-system }
spec: { interval: 10m, path: ./apps/web-${index}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
    ),
    [`apps/web-${index}/all.yaml`]: web(index),
  }),
  'workflows, scripts, images and Terraform': (index) => ({
    [`apps/${index}.yaml`]: web(index),
    [`scripts/install-${index}.sh`]: `#!/usr/bin/env bash
set -euo pipefail
kubectl apply -f ../apps/${index}.yaml
kubectl -n ${NAMESPACE} rollout status deploy/web-${index}
helm upgrade --install redis-${index} bitnami/redis --version 19.0.0 -n team-${index} -f values/redis-${index}.yaml
curl -fsS http://web-${index}.${NAMESPACE}.svc:8080/healthz
`,
    [`scripts/values/redis-${index}.yaml`]: 'auth: { enabled: false }\n',
    [`terraform/${index}/main.tf`]: `resource "helm_release" "redis_${index}" {
  name      = "redis-${index}"
  chart     = "redis"
  namespace = "team-${index}"
  values    = [file("values/redis-${index}.yaml")]
}
`,
    [`.github/workflows/web-${index}.yml`]: `on: [push]
permissions: { contents: read }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - run: kubectl apply -f apps/${index}.yaml
`,
    [`images/web-${index}/Dockerfile`]: `FROM nginx:1.27.3
COPY . /usr/share/nginx/html
EXPOSE 8080
USER 101
`,
  }),
  'folders that a script may apply': (index) => ({
    'argocd.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: all, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/acme/platform.git, targetRevision: main, path: apps }
  destination: { server: https://kubernetes.default.svc, namespace: ${NAMESPACE} }
`,
    [`left-${index}/all.yaml`]: web(index),
    [`scripts/${index}.sh`]: `#!/usr/bin/env bash
set -euo pipefail
kubectl apply -f ../gone/web-${index}.yaml
`,
  }),
  canaries: (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index),
      web(index).replaceAll(`web-${index}`, `web-${index}-canary`),
      `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web-${index}, namespace: ${NAMESPACE} }
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web-${index} }
  strategy:
    canary:
      stableService: web-${index}
      canaryService: web-${index}-canary
      steps: [{ setWeight: 20 }, { analysis: { templates: [{ templateName: errors-${index} }] } }]
`,
      `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors-${index}, namespace: ${NAMESPACE} }
spec:
  metrics:
    - name: errors
      interval: 1m
      count: 3
      successCondition: result[0] < 0.05
      provider: { prometheus: { address: 'http://prometheus.monitoring:9090', query: 'sum(rate(http_errors_total{app="web-${index}"}[2m]))' } }
`,
    ),
  }),
};
