import { app, deployment, object } from './apps.ts';
import { addon } from './clusters-pieces.ts';
import { containers, kyverno } from './fleet-delivery-parts.ts';
import { fetched } from './fleet2-vault-parts.ts';
import type { Tree } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** A folder that Argo CD installs into the namespace of its name. */
export function installed(path: string, name = 'shop'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: ${path} }
  destination: { server: 'https://kubernetes.default.svc', namespace: ${name} }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
}

/** A program, its account with annotations, and a migration that runs before each sync with an account of its own. */
export function migrated(annotations: string): string {
  return documents(
    namespace('shop'),
    `apiVersion: v1
kind: ServiceAccount
metadata: { name: api, namespace: shop${annotations} }
automountServiceAccountToken: true
`,
    app('api', 'shop', 8080, { pod: 'serviceAccountName: api' }),
    `apiVersion: v1
kind: ServiceAccount
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave: '-1' } }
`,
    `apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync } }
spec:
  backoffLimit: 2
  template:
    spec:
      serviceAccountName: migrate
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/example/api:1.4.0', command: [./migrate] }]
`,
  );
}

/** A chart of the repository, whose image is brought up to date. */
export function updatedChart(tag: string): Tree {
  return {
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'charts/web/values.yaml': 'image:\n  repository: ghcr.io/example/web\n  tag: 1.4.0\nreplicas: 1\n',
    'apps/web.yaml': installed('charts/web', 'web').replace(
      'namespace: argocd }',
      `namespace: argocd, annotations: { argocd-image-updater.argoproj.io/image-list: web=ghcr.io/example/web, argocd-image-updater.argoproj.io/web.helm.image-name: image.repository, argocd-image-updater.argoproj.io/web.helm.image-tag: ${tag} } }`,
    ),
  };
}

/** A Secret that is fetched; its target and what is fetched in YAML from the first column. */
export function fetching(name: string, target: string, data: string): string {
  const shifted = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ');
  return object(
    'external-secrets.io/v1',
    'ExternalSecret',
    name,
    'app',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
${shifted(target)}
  data:
${shifted(data)}`,
  );
}

export const OWNED = 'creationPolicy: Owner\ndeletionPolicy: Retain\n';

/** Secrets that are fetched, with the store. */
export function fetches(...secrets: readonly string[]): Tree {
  return { 'app1/store.yaml': fetched, 'app1/secrets.yaml': documents(...secrets) };
}

/** A password of a database that is fetched from this place. */
export function password(key: string): string {
  return fetching('db', `name: db\n${OWNED}`, `- { secretKey: password, remoteRef: { key: ${key}, property: password } }\n`);
}

/** Kyverno, a policy of one rule and a workload. */
export function guarded(place: string, exclude: string): Tree {
  return {
    ...addon('kyverno', 'kyverno', 'kyverno', '3.5.2', place, 'admissionController: { replicas: 1 }\n'),
    'app1/policies.yaml': exclude === '' ? kyverno(containers) : kyverno(containers).replace(/exclude: .*/, `exclude: ${exclude}`),
    'app1/web.yaml': documents(namespace('app'), deployment('web', 'app', 8080)),
  };
}

/** A program that is told by an option which ConfigMap it is to watch. */
export function watching(suffix: string): Tree {
  return {
    'apps/shop.yaml': installed('shop'),
    'shop/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\n${suffix}resources: [web.yaml]\n`,
    'shop/web.yaml': documents(
      namespace('shop'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: importer-config, namespace: shop }\ndata: { helper.yaml: "pause: 3" }\n',
      deployment('importer', 'shop', 8080, { container: 'args: [--configmap-name=importer-config, --namespace=shop]' }),
    ),
  };
}

/** A chart of the repository with a dependency. */
export function wrapping(condition: string): Tree {
  return {
    'apps/cache.yaml': installed('charts/cache', 'cache'),
    'charts/cache/Chart.yaml': `apiVersion: v2\nname: cache\nversion: 0.1.0\ndependencies:\n  - { name: redis, version: 19.6.4, repository: 'https://charts.bitnami.com/bitnami'${condition} }\n`,
    'charts/cache/values.yaml': 'redis:\n  enabled: false\n',
  };
}

/** Terraform that lets a cluster log in to Vault. */
export function vaultLogin(host: string): Tree {
  return {
    'terraform/vault/main.tf': `terraform {
  required_version = ">= 1.5.0"
  required_providers {
    vault = { source = "hashicorp/vault", version = "~> 4.4" }
  }
}

provider "vault" {
  address = "https://vault.mgmt.local.dev"
}

resource "vault_auth_backend" "app1" {
  type = "kubernetes"
  path = "kubernetes-app1"
}

resource "vault_kubernetes_auth_backend_config" "app1" {
  backend         = vault_auth_backend.app1.path
  kubernetes_host = "${host}"
}
`,
  };
}
