import type { Mistake } from './mistake.ts';
import { application, app } from './apps.ts';

function scan(permissions: string): string {
  return `name: CI Pipeline
on: { pull_request: {} }
permissions:
  contents: read
${permissions}jobs:
  scan:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: aquasecurity/trivy-action@6c175e9c4083a92bbca2f9724c8a5e33bc2d97a5
        with: { scan-type: fs, format: sarif, output: trivy.sarif }
      - uses: github/codeql-action/upload-sarif@1b549b9259bda1cb5ddde3b41741a82a2d15a841
        with: { sarif_file: trivy.sarif }
      - uses: actions/github-script@60a0d83039c74a4aee543508d2ffcb1c3799cdea
        with:
          script: |
            await github.rest.issues.createComment({ ...context.repo, issue_number: context.issue.number, body: 'scanned' });
`;
}

function summary(test: string): string {
  return `name: CI Pipeline
on: { push: { branches: [main] } }
permissions: { contents: read }
jobs:
  changes:
    runs-on: ubuntu-24.04
    outputs: { services: '\${{ steps.filter.outputs.changes }}' }
    steps:
      - { id: filter, uses: dorny/paths-filter@de90cc6fb38fc0963ad72b210f1f284cd68cea36, with: { filters: 'user: user-service/**' } }
  build-and-scan:
    needs: changes
    if: needs.changes.outputs.services != '[]'
    runs-on: ubuntu-24.04
    steps: [{ run: make build }]
  build-summary:
    needs: build-and-scan
    if: always()
    runs-on: ubuntu-24.04
    steps:
      - run: |
          if [ "\${{ needs.build-and-scan.result }}" ${test} ]; then
            echo "the build failed"
            exit 1
          fi
`;
}

function firewall(port: number): string {
  return `resource "google_compute_firewall" "ingress" {
  name    = "titanium-ingress"
  network = google_compute_network.main.name

  allow {
    protocol = "tcp"
    ports    = ["80", "30080", "31200", "31300", "${port}"]
  }

  source_ranges = ["0.0.0.0/0"]
}
`;
}

const ingressGateway = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istio-ingressgateway, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: gateway
    targetRevision: 1.22.0
    helm:
      valuesObject:
        service:
          type: NodePort
          ports: [{ name: http2, port: 80, targetPort: 80, nodePort: 31080 }]
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
`;

function pool(range: string): string {
  return `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: { name: default-address-pool, namespace: metallb-system }
spec: { addresses: [${range}] }
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: { name: default, namespace: metallb-system }
spec: { ipAddressPools: [default-address-pool] }
`;
}

const inventory = `[all]
k8s-master ansible_host=192.168.64.10 ip=192.168.64.10
k8s-worker-1 ansible_host=192.168.64.11 ip=192.168.64.11
k8s-worker-2 ansible_host=192.168.64.12 ip=192.168.64.12

[kube_control_plane]
k8s-master

[kube_node]
k8s-worker-1
k8s-worker-2
`;

const monitor = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: nginx-exporter, namespace: monitoring, labels: { release: prometheus } }
spec:
  selector: { matchLabels: { app: nginx-exporter } }
  endpoints: [{ port: metrics, interval: 30s }]
`;

function skaffold(image: string): string {
  return `apiVersion: skaffold/v4beta1
kind: Config
metadata: { name: titanium-project-refactored }
build:
  artifacts:
    - { image: ${image}, context: user-service }
manifests: { kustomize: { paths: [k8s-manifests/overlays/local] } }
deploy: { kubectl: {} }
`;
}

/** Workflows, firewalls and build files beside the manifests. */
export const pipelines: readonly Mistake[] = [
  {
    name: 'A workflow uploads results and comments without the rights to',
    caughtBy: ['workflow-permissions'],
    says: 'security-events',
    partly: true,
    tree: { '.github/workflows/ci.yml': scan('') },
    mended: { '.github/workflows/ci.yml': scan('  security-events: write\n  pull-requests: write\n  issues: write\n') },
  },
  {
    name: 'A summary takes a skipped job for a failed one',
    caughtBy: ['workflow-skipped-is-no-failure'],
    partly: true,
    tree: { '.github/workflows/ci.yml': summary('!= "success"') },
    mended: { '.github/workflows/ci.yml': summary('== "failure"') },
  },
  {
    name: 'The firewall opens the port of another environment',
    caughtBy: ['node-port-opened'],
    says: '31080',
    partly: true,
    tree: { 'argocd/istio-ingressgateway.yaml': ingressGateway, 'terraform/firewall.tf': firewall(32491) },
    mended: { 'terraform/firewall.tf': firewall(31080) },
  },
  {
    name: 'The pool of addresses lies outside the network of the nodes',
    caughtBy: ['pool-on-node-network'],
    says: '192.168.65',
    tree: { 'metallb/pool.yaml': pool('192.168.65.200-192.168.65.250'), 'kubespray/inventory/hosts.ini': inventory },
    mended: { 'metallb/pool.yaml': pool('192.168.64.200-192.168.64.250') },
  },
  {
    name: 'A monitor looks for a Service that nobody made',
    caughtBy: ['monitor-selects'],
    says: 'nginx-exporter',
    tree: {
      'monitoring/nginx-exporter-monitor.yaml': monitor,
      'monitoring/grafana.yaml': app('grafana', 'monitoring', 3000),
      'argocd/monitoring.yaml': application('monitoring', 'monitoring', 'monitoring'),
    },
    mended: {
      'monitoring/nginx-exporter.yaml': app('nginx-exporter', 'monitoring', 9113).replaceAll('name: http', 'name: metrics'),
    },
  },
  {
    name: 'Skaffold builds images that no manifest names',
    caughtBy: ['built-image-deployed'],
    tree: {
      'skaffold.yaml': skaffold('dongju101/titanium-user-service'),
      'user-service/Dockerfile': 'FROM python:3.12-slim\nCOPY . .\n',
      'k8s-manifests/overlays/local/kustomization.yaml': 'namespace: titanium-local\nresources: [user.yaml]\n',
      'k8s-manifests/overlays/local/user.yaml': app('user', 'titanium-local', 8001, { image: 'dongju101/user-service:latest' }),
    },
    mended: { 'skaffold.yaml': skaffold('dongju101/user-service') },
  },
];
