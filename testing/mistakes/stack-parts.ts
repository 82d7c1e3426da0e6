import type { Mistake, Tree } from './mistake.ts';
import { repository } from './prod-repository.ts';

const LOCAL = 'k8s-manifests/overlays/local';

/** What grows around a repository: a machine for developers, a project of Argo CD, messages, Terraform for the cluster, bots. Nothing is wrong with it. */
const surroundings: Tree = {
  [`${LOCAL}/kustomization.yaml`]: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: titanium-local
resources:
  - ../../base
  - namespace.yaml
patches:
  - path: door.yaml
`,
  [`${LOCAL}/namespace.yaml`]: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: titanium-local, labels: { environment: local } }\n',
  [`${LOCAL}/door.yaml`]:
    'apiVersion: v1\nkind: Service\nmetadata: { name: load-balancer-service }\nspec:\n  type: NodePort\n  ports: [{ name: http, port: 7100, targetPort: 7100, nodePort: 30700 }]\n',
  'skaffold.yaml': `apiVersion: skaffold/v4beta8
kind: Config
metadata: { name: titanium }
build:
  local: { push: false }
  artifacts:
    - image: acme/user-service
      context: services/user-service
    - image: acme/api-gateway
      context: services/api-gateway
      docker: { dockerfile: Dockerfile }
manifests:
  kustomize: { paths: [k8s-manifests/overlays/local] }
`,
  'docker-compose.yml': `services:
  postgres:
    image: postgres:15.6-alpine
    environment:
      POSTGRES_USER: titanium
      POSTGRES_DB: titanium
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?}
    volumes:
      - ./database/init.sql:/docker-entrypoint-initdb.d/init.sql:ro
      - postgres-data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "titanium"]
      interval: 5s
      retries: 10
  redis:
    image: redis:7.2.4-alpine
  user-service:
    build: services/user-service
    environment:
      SERVICE_PORT: "8001"
      POSTGRES_HOST: postgres
      POSTGRES_PORT: "5432"
      POSTGRES_USER: titanium
      POSTGRES_DB: titanium
      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?}
      REDIS_HOST: redis
      AUTH_SERVICE_URL: http://auth-service:8002
    ports: ["8001:8001"]
    depends_on:
      postgres: { condition: service_healthy }
      redis: { condition: service_started }
  auth-service:
    build: services/auth-service
    environment:
      SERVICE_PORT: "8002"
      USER_SERVICE_URL: http://user-service:8001
    ports: ["8002:8002"]
  api-gateway:
    build: { context: services/api-gateway, dockerfile: Dockerfile }
    environment:
      USER_SERVICE_URL: http://user-service:8001
      AUTH_SERVICE_URL: http://auth-service:8002
    ports: ["8000:8000"]
volumes:
  postgres-data:
`,
  'database/init.sql': 'CREATE TABLE IF NOT EXISTS users (id SERIAL PRIMARY KEY, username VARCHAR(100) UNIQUE NOT NULL);\n',
  Makefile: `SERVICES := user-service auth-service blog-service api-gateway load-balancer
TAG ?= v1.0

.PHONY: build deploy test
build:
\tfor s in $(SERVICES); do docker build -t acme/$$s:$(TAG) services/$$s; done

deploy: build
\tkubectl apply -k k8s-manifests/overlays/local
\tkubectl -n titanium-local rollout status deployment/user-service-deployment

`,
  'argocd/projects/titanium.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: titanium, namespace: argocd }
spec:
  description: The services of the platform
  sourceRepos: ["https://github.com/acme/titanium-platform.git"]
  destinations: [{ server: "https://kubernetes.default.svc", namespace: titanium-prod }]
  clusterResourceWhitelist: [{ group: "", kind: Namespace }]
  namespaceResourceWhitelist:
    - { group: "", kind: ConfigMap }
    - { group: "", kind: Service }
    - { group: "", kind: ResourceQuota }
    - { group: "", kind: PersistentVolumeClaim }
    - { group: apps, kind: Deployment }
    - { group: apps, kind: StatefulSet }
    - { group: batch, kind: CronJob }
    - { group: autoscaling, kind: HorizontalPodAutoscaler }
    - { group: policy, kind: PodDisruptionBudget }
    - { group: networking.k8s.io, kind: NetworkPolicy }
    - { group: networking.istio.io, kind: "*" }
    - { group: security.istio.io, kind: "*" }
    - { group: monitoring.coreos.com, kind: "*" }
`,
  'argocd/config/argocd-cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/name: argocd-cm, app.kubernetes.io/part-of: argocd } }
data:
  timeout.reconciliation: 180s
  kustomize.buildOptions: --enable-helm
`,
  'argocd/config/argocd-notifications-cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.slack: |
    token: $slack-token
  template.app-sync-failed: |
    message: The sync of {{.app.metadata.name}} failed.
  trigger.on-sync-failed: |
    - when: app.status.operationState.phase in ['Error', 'Failed']
      send: [app-sync-failed]
`,
  '.github/dependabot.yml': `version: 2
updates:
  - { package-ecosystem: github-actions, directory: /, schedule: { interval: weekly } }
  - { package-ecosystem: docker, directory: /services/user-service, schedule: { interval: weekly } }
  - { package-ecosystem: pip, directory: /services/user-service, schedule: { interval: weekly } }
  - { package-ecosystem: gomod, directory: /services/api-gateway, schedule: { interval: weekly } }
  - { package-ecosystem: terraform, directory: /terraform, schedule: { interval: monthly } }
`,
  'renovate.json': `{
  "$schema": "https://docs.renovatebot.com/renovate-schema.json",
  "extends": ["config:recommended"],
  "enabledManagers": ["argocd", "kubernetes"],
  "argocd": { "fileMatch": ["^argocd/applications/.+\\\\.yaml$"] },
  "kubernetes": { "fileMatch": ["^k8s-manifests/.+\\\\.yaml$"] }
}
`,
  '.github/workflows/go.yml': `name: Go
on:
  pull_request: { branches: [main], paths: ["services/api-gateway/**", "services/load-balancer/**"] }
permissions: { contents: read }
concurrency: { group: "go-\${{ github.ref }}", cancel-in-progress: true }
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        service: [api-gateway, load-balancer]
    defaults: { run: { working-directory: "services/\${{ matrix.service }}" } }
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - uses: actions/setup-go@0c52d547c9bc32b1aa3301fd7a9cb496313a4491
        with: { go-version-file: "services/\${{ matrix.service }}/go.mod", cache: false }
      - uses: actions/cache@ab5e6d0c87105b4c9c2047343972218f562e4319
        with:
          path: ~/go/pkg/mod
          key: go-\${{ matrix.service }}-\${{ hashFiles('services/*/go.mod') }}
      - run: go test ./...
`,
  '.github/workflows/terraform.yml': `name: Terraform
on:
  push: { branches: [main], paths: ["terraform/cluster/**"] }
permissions: { contents: read }
concurrency: { group: terraform }
jobs:
  apply:
    runs-on: ubuntu-24.04
    defaults: { run: { working-directory: terraform/cluster } }
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - uses: hashicorp/setup-terraform@651471c36a6092792c552e8b1bef71e592b462d8
      - run: terraform init -input=false
      - run: terraform apply -input=false -auto-approve -var-file=environments/prod.tfvars
        env:
          TF_VAR_registry_password: \${{ secrets.DOCKERHUB_TOKEN }}
`,
  'terraform/cluster/versions.tf': `terraform {
  required_version = ">= 1.5.0"
  required_providers {
    helm       = { source = "hashicorp/helm", version = "~> 2.12" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.25" }
    openstack  = { source = "terraform-provider-openstack/openstack", version = "~> 1.54" }
  }
}

provider "helm" {
  kubernetes {
    config_path = var.kubeconfig
  }
}

provider "kubernetes" {
  config_path = var.kubeconfig
}
`,
  'terraform/cluster/variables.tf':
    'variable "kubeconfig" {\n  type = string\n}\n\nvariable "registry_password" {\n  type      = string\n  sensitive = true\n}\n',
  'terraform/cluster/environments/prod.tfvars': 'kubeconfig = "/etc/titanium/kubeconfig"\n',
  'terraform/cluster/main.tf': `resource "helm_release" "argocd" {
  name             = "argocd"
  repository       = "https://argoproj.github.io/argo-helm"
  chart            = "argo-cd"
  version          = "5.46.7"
  namespace        = "argocd"
  create_namespace = true

  set {
    name  = "server.service.type"
    value = "NodePort"
  }
  set {
    name  = "controller.nodeSelector.kubernetes\\\\.io/os"
    value = "linux"
  }
}

resource "kubernetes_secret" "registry" {
  metadata {
    name      = "tools-registry"
    namespace = "titanium-tools"
  }
  type = "kubernetes.io/dockerconfigjson"
  data = {
    ".dockerconfigjson" = jsonencode({
      auths = { "https://index.docker.io/v1/" = { username = "acme", password = var.registry_password } }
    })
  }
}
`,
  'terraform/cluster/firewall.tf': `resource "openstack_networking_secgroup_v2" "web" {
  name = "titanium-web"
}

resource "openstack_networking_secgroup_rule_v2" "web" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 31304
  port_range_max    = 31304
  remote_ip_prefix  = "0.0.0.0/0"
  security_group_id = openstack_networking_secgroup_v2.web.id
}

resource "openstack_networking_secgroup_rule_v2" "grafana" {
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 30300
  port_range_max    = 30300
  remote_ip_prefix  = "203.0.113.0/24"
  security_group_id = openstack_networking_secgroup_v2.web.id
}
`,
  'terraform/cluster/outputs.tf': 'output "argocd_version" {\n  value = helm_release.argocd.version\n}\n',
  'scripts/bootstrap.sh': `#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")/.."
terraform -chdir=terraform/cluster init
terraform -chdir=terraform/cluster apply -var-file=environments/prod.tfvars
kubectl -n argocd rollout status deployment/argocd-server --timeout=300s
kubectl -n argocd rollout status statefulset/argocd-application-controller --timeout=300s
kubectl -n argocd create secret generic argocd-notifications-secret --from-literal=slack-token="$(pass titanium/slack)"
kubectl apply -f argocd/config/
kubectl apply -f argocd/projects/
kubectl apply -f argocd/applications/
`,
};

/** The repository with all that stands around it. */
export const stack: Tree = { ...repository, ...surroundings };

/** The stack with pieces of it as they were; each piece must stand in its file. `null` for a file that is not there. */
export function astray(
  mistake: Omit<Mistake, 'tree'>,
  pieces: readonly (readonly [file: string, right: string, wrong: string])[],
  files: Readonly<Record<string, string | null>> = {},
): Mistake {
  const changed: Record<string, string | null> = { ...files };
  for (const [file, right, wrong] of pieces) {
    const text = changed[file] ?? stack[file] ?? '';
    if (!text.includes(right)) throw new Error(`${file} does not say: ${right}`);
    changed[file] = text.replaceAll(right, () => wrong);
  }
  const tree = Object.fromEntries(Object.entries({ ...stack, ...changed }).filter((each): each is [string, string] => each[1] !== null));
  return { mended: Object.fromEntries(Object.keys(changed).map((file) => [file, stack[file] ?? null])), ...mistake, tree };
}
