import type { Mistake } from './mistake.ts';
import { app, application } from './apps.ts';

function route(name: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: monitoring }
spec:
  hosts: [${name}.jiminhome.shop]
  gateways: [istio-system/main]
  http: [{ route: [{ destination: { host: ${name}-service, port: { number: 3000 } } }] }]
`;
}

function istioChart(name: string, wave: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istio-base, namespace: argocd${wave} }
spec:
  project: default
  source: { repoURL: https://istio-release.storage.googleapis.com/charts, chart: base, targetRevision: 1.22.0 }
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
  syncPolicy: { automated: {} }
`.replace('istio-base', name);
}

function prod(options: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: titanium-prod, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/example/titanium.git, targetRevision: main, path: k8s-manifests/overlays/prod }
  destination: { server: https://kubernetes.default.svc, namespace: titanium-prod }
  ignoreDifferences:
    - { group: '', kind: Secret, jsonPointers: [/data] }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    ${options}
`;
}

const overlay: Readonly<Record<string, string>> = {
  'k8s-manifests/base/kustomization.yaml': 'resources: [user-service.yaml]\n',
  'k8s-manifests/base/user-service.yaml': app('user', 'titanium', 8001),
  'k8s-manifests/overlays/prod/kustomization.yaml':
    'namespace: titanium-prod\nresources: [../../base]\npatches: [{ path: patches/user-patch.yaml }]\n',
  'k8s-manifests/overlays/prod/patches/user-patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: user, namespace: titanium }\nspec: { replicas: 2 }\n',
};

const sealed: Readonly<Record<string, string>> = {
  'k8s-manifests/overlays/prod/kustomization.yaml':
    'namespace: titanium-prod\nresources: [../../base, secret.yaml]\npatches: [{ path: patches/user-patch.yaml }]\n',
  'k8s-manifests/overlays/prod/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: { name: prod-app-secrets }\nstringData: { JWT_SECRET_KEY: set-by-the-cluster }\n',
};

function workflow(steps: string): string {
  return `name: CI Pipeline
on: { push: { branches: [main], paths: ['user-service/**', 'blog-service/**'] } }
permissions: { contents: read }
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: make test
${steps}`;
}

function install(versions: boolean): string {
  return `#!/usr/bin/env bash
set -euo pipefail
helm repo add grafana https://grafana.github.io/helm-charts
helm repo add jaegertracing https://jaegertracing.github.io/helm-charts
helm upgrade --install jaeger jaegertracing/jaeger -n observability -f jaeger-values.yaml${versions ? ' --version 3.1.1' : ''}
helm upgrade --install loki grafana/loki -n monitoring -f loki-v3-values.yaml${versions ? ' --version 6.6.2' : ''}
helm upgrade --install kiali kiali/kiali-server --version 1.85.0 -n istio-system
`;
}

const alerts = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: titanium-alerts, namespace: monitoring, labels: { release: prometheus } }
spec:
  groups:
    - name: pods
      rules: [{ alert: PodCrashLooping, expr: 'increase(kube_pod_container_status_restarts_total[10m]) > 3', labels: { severity: warning } }]
`;

/** What Argo CD does not apply, or applies at the wrong time. */
export const gitops: readonly Mistake[] = [
  {
    name: 'Manifests moved to sub-folders that the Application does not read',
    caughtBy: ['application-source-exists'],
    tree: {
      'apps/monitoring.yaml': application('monitoring', 'configs/monitoring', 'monitoring'),
      'configs/monitoring/grafana.yaml': app('grafana', 'monitoring', 3000),
      'configs/monitoring/ingress/grafana.yaml': route('grafana'),
      'configs/monitoring/prometheusrules/alerts.yaml': alerts,
    },
    mended: {
      'apps/monitoring.yaml': application('monitoring', 'configs/monitoring', 'monitoring').replace(
        'path: configs/monitoring',
        'path: configs/monitoring, directory: { recurse: true }',
      ),
    },
  },
  {
    name: 'The patch of a Service that is gone stays in the overlay',
    caughtBy: ['kustomization-orphan', 'kustomization-lists-files'],
    says: 'dashboard-ui-service',
    tree: {
      ...overlay,
      'k8s-manifests/overlays/prod/patches/dashboard-ui-service-patch.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: dashboard-ui-service }\nspec: { type: NodePort, ports: [{ port: 80, nodePort: 31000 }] }\n',
    },
    mended: { 'k8s-manifests/overlays/prod/patches/dashboard-ui-service-patch.yaml': null },
  },
  {
    name: 'Objects of a mesh come before the Application that brings its definitions',
    caughtBy: ['definition-comes-first', 'needed-comes-first', 'crd-installed'],
    partly: true,
    tree: {
      'argocd/istio-base.yaml': istioChart('istio-base', ''),
      'argocd/titanium-prod.yaml': application('titanium-prod', 'k8s-manifests/overlays/gcp', 'titanium-prod'),
      'k8s-manifests/overlays/gcp/kustomization.yaml': 'namespace: titanium-prod\nresources: [peer.yaml]\n',
      'k8s-manifests/overlays/gcp/peer.yaml':
        'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: prod-default-mtls }\nspec: { mtls: { mode: STRICT } }\n',
    },
    mended: {
      'argocd/titanium-prod.yaml': application('titanium-prod', 'k8s-manifests/overlays/gcp', 'titanium-prod').replace(
        'selfHeal: true } }',
        'selfHeal: true }, syncOptions: [SkipDryRunOnMissingResource=true], retry: { limit: 20 } }',
      ),
      'argocd/istio-base.yaml': istioChart('istio-base', ", annotations: { argocd.argoproj.io/sync-wave: '-5' }"),
    },
  },
  {
    name: 'Alerts stand in a folder that nothing applies',
    caughtBy: ['manifests-applied'],
    says: 'titanium-alerts',
    tree: {
      ...overlay,
      'argocd/titanium-prod.yaml': application('titanium-prod', 'k8s-manifests/overlays/prod', 'titanium-prod'),
      'k8s-manifests/monitoring/alerts.yaml': alerts,
    },
    mended: { 'argocd/monitoring.yaml': application('monitoring', 'k8s-manifests/monitoring', 'monitoring') },
  },
  {
    name: 'Differences are ignored, and a sync writes over them all the same',
    caughtBy: ['argocd-respects-ignores'],
    tree: { ...overlay, ...sealed, 'argocd/titanium-prod.yaml': prod('syncOptions: [CreateNamespace=true]') },
    mended: { 'argocd/titanium-prod.yaml': prod('syncOptions: [CreateNamespace=true, RespectIgnoreDifferences=true]') },
  },
  {
    name: 'No workflow builds the overlays',
    caughtBy: ['workflow-validates-manifests'],
    partly: true,
    tree: {
      ...overlay,
      'argocd/titanium-prod.yaml': application('titanium-prod', 'k8s-manifests/overlays/prod', 'titanium-prod'),
      '.github/workflows/ci.yml': workflow(''),
    },
    mended: {
      '.github/workflows/ci.yml': workflow('      - run: kustomize build k8s-manifests/overlays/prod | kubeconform -strict\n').replace(
        ", paths: ['user-service/**', 'blog-service/**']",
        '',
      ),
    },
  },
  {
    name: 'A script installs charts at whatever version is newest',
    caughtBy: ['script-pins-charts'],
    tree: {
      'addons/install.sh': install(false),
      'addons/jaeger-values.yaml': 'allInOne: { enabled: true }\n',
      'addons/loki-v3-values.yaml': 'deploymentMode: SingleBinary\n',
    },
    mended: { 'addons/install.sh': install(true) },
  },
];
