import type { Tree } from './mistake.ts';

const BUILT = ['user-service', 'blog-service', 'auth-service', 'api-gateway', 'load-balancer'];
const PYTHON: Readonly<Record<string, number>> = { 'user-service': 8001, 'auth-service': 8002, 'blog-service': 8005 };
const GO: Readonly<Record<string, number>> = { 'api-gateway': 8000, 'load-balancer': 7100 };

/** How the repository is built and delivered, and what people read and run. */
export const delivery: Tree = {
  ...Object.fromEntries(Object.entries(PYTHON).map(([name, port]) => [`services/${name}/Dockerfile`, python(port)])),
  ...Object.fromEntries(Object.keys(PYTHON).map((name) => [`services/${name}/requirements.txt`, 'fastapi==0.110.0\nuvicorn==0.27.1\n'])),
  ...Object.fromEntries(Object.entries(GO).map(([name, port]) => [`services/${name}/Dockerfile`, go(port)])),
  ...Object.fromEntries(Object.keys(GO).map((name) => [`services/${name}/go.mod`, `module ${name}\n\ngo 1.21\n`])),
  '.github/workflows/ci.yml': `name: CI Pipeline
on:
  pull_request: { branches: [main] }
  push: { branches: [main], paths: ["services/**"] }
permissions: { contents: read }
jobs:
  detect-changes:
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: read }
    outputs:
      services: \${{ steps.filter.outputs.changes }}
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - uses: dorny/paths-filter@4512585405083f25c027a35db413c2b3b9006d50
        id: filter
        with:
          filters: |
${BUILT.map((name) => `            ${name}: ["services/${name}/**"]\n`).join('')}
  build-and-scan:
    needs: detect-changes
    if: needs.detect-changes.outputs.services != '[]'
    runs-on: ubuntu-24.04
    permissions: { contents: read, security-events: write }
    strategy:
      matrix:
        service: \${{ fromJson(needs.detect-changes.outputs.services) }}
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - uses: docker/setup-qemu-action@68827325e0b33c7199eb31dd4e31fbe9023e06e3
      - uses: docker/setup-buildx-action@f95db51fddba0c2d1ec667646a06c2ce06100226
      - uses: docker/login-action@343f7c4344506bcbf9b4de18042ae17996df046d
        if: github.event_name == 'push'
        with: { username: acme, password: "\${{ secrets.DOCKERHUB_TOKEN }}" }
      - name: Tag
        id: tag
        run: echo "short=main-\${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"
      - uses: docker/build-push-action@4a13e500e55cf31b7a5d59a38ab2040ab0f42f56
        with:
          context: services/\${{ matrix.service }}
          platforms: linux/amd64,linux/arm64
          push: \${{ github.event_name == 'push' }}
          tags: acme/\${{ matrix.service }}:\${{ steps.tag.outputs.short }}
      - uses: aquasecurity/trivy-action@d43c1f16c00cfd3978dde6c07f4bbcf9eb6993ca
        if: github.event_name == 'push'
        with:
          image-ref: acme/\${{ matrix.service }}:\${{ steps.tag.outputs.short }}
          format: sarif
          output: trivy.sarif
          severity: CRITICAL,HIGH
      - uses: github/codeql-action/upload-sarif@e8893c57a1f3a2b659b6b55564fdfdbbd2982911
        if: github.event_name == 'push'
        with: { sarif_file: trivy.sarif }
  validate:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - run: kubectl kustomize k8s-manifests/overlays/solid-cloud > /dev/null
`,
  '.github/workflows/cd.yml': `name: CD Pipeline
on:
  workflow_run: { workflows: [CI Pipeline], types: [completed], branches: [main] }
concurrency: { group: delivery }
permissions: { contents: write }
jobs:
  update-tags:
    if: github.event.workflow_run.conclusion == 'success'
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
        with: { ref: main, fetch-depth: 0 }
      - name: Write the new tags
        env: { SHA: "\${{ github.event.workflow_run.head_sha }}" }
        run: |
          cd k8s-manifests/overlays/solid-cloud
          for service in $(git diff --name-only "$SHA^" "$SHA" -- ../../../services | cut -d/ -f2 | sort -u); do
            kustomize edit set image "acme/$service:main-\${SHA::7}"
          done
      - name: Commit
        run: |
          git config user.name delivery
          git config user.email delivery@acme.example
          git commit -am "chore: new images [skip ci]" || exit 0
          git push origin main
`,
  'terraform/main.tf': `terraform {
  required_version = ">= 1.5.0"
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack", version = "~> 1.54" }
  }
}

module "network" {
  source          = "./modules/network"
  vpc_cidr        = var.vpc_cidr
  private_subnets = ["10.0.11.0/24", "10.0.12.0/24", "10.0.13.0/24"]
}
`,
  'terraform/variables.tf': 'variable "vpc_cidr" {\n  type    = string\n  default = "10.0.0.0/16"\n}\n',
  'terraform/outputs.tf': 'output "network_id" {\n  value = module.network.network_id\n}\n',
  'terraform/modules/network/main.tf': `resource "openstack_networking_network_v2" "main" {
  name = "titanium"
}

resource "openstack_networking_subnet_v2" "private" {
  count      = length(var.private_subnets)
  network_id = openstack_networking_network_v2.main.id
  cidr       = var.private_subnets[count.index]
}
`,
  'terraform/modules/network/variables.tf':
    'variable "vpc_cidr" {\n  type = string\n}\n\nvariable "private_subnets" {\n  type = list(string)\n}\n',
  'terraform/modules/network/outputs.tf': 'output "network_id" {\n  value = openstack_networking_network_v2.main.id\n}\n',
  'scripts/create-secrets.sh': `#!/usr/bin/env bash
set -euo pipefail
# Once for each cluster; the values come from the password store.
kubectl -n titanium-prod create secret generic app-secrets \\
  --from-literal=INTERNAL_API_SECRET="$(pass titanium/internal)" \\
  --from-literal=POSTGRES_USER=titanium \\
  --from-literal=POSTGRES_PASSWORD="$(pass titanium/postgres)"
kubectl -n titanium-prod create secret generic postgresql-secret \\
  --from-literal=POSTGRES_USER=titanium \\
  --from-literal=POSTGRES_PASSWORD="$(pass titanium/postgres)" \\
  --from-literal=POSTGRES_DB=titanium
kubectl -n titanium-prod create secret docker-registry docker-hub-secret --docker-username=acme --docker-password="$(pass titanium/hub)"
kubectl -n monitoring create secret generic grafana-admin --from-literal=admin-user=admin --from-literal=admin-password="$(pass titanium/grafana)"
`,
  'scripts/verify.sh': `#!/usr/bin/env bash
set -euo pipefail
kubectl -n titanium-prod rollout status deployment/user-service-deployment --timeout=120s
kubectl -n titanium-prod exec postgresql-0 -c postgresql -- psql -U titanium -d titanium -c 'SELECT count(*) FROM users'
curl -fsS http://10.0.11.168:31304/lb-health
`,
  'docs/runbook.md': `# Runbook

Grafana is at http://10.0.11.168:30300, the site at http://10.0.11.168:31304.

\`\`\`bash
kubectl -n monitoring port-forward svc/prometheus-grafana 3000:80
kubectl -n titanium-prod logs deployment/blog-service-deployment -c blog-service
kubectl -n titanium-prod get pods -l app=blog-service
\`\`\`
`,
};

function python(port: number): string {
  return `FROM python:3.11.8-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
EXPOSE ${port}
CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "${port}"]
`;
}

function go(port: number): string {
  return `FROM golang:1.21.8-alpine AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
USER 10001
EXPOSE ${port}
ENTRYPOINT ["/app"]
`;
}
