import { indented } from './pieces.ts';

/** Values of Falco with rules of the house. */
export function falcoValues(rules: string): string {
  return `customRules:
  house.yaml: |
${indented(4, rules)}
falcosidekick: { enabled: true }
`;
}

/** A rule of Falco that asks for a condition. */
export function falcoRule(condition: string): string {
  return `- rule: Program of root in a shop
  desc: A program runs as root
  condition: spawned_process and container and user.uid = 0 and ${condition}
  output: Root in a container (%proc.name %k8s.pod.name)
  priority: WARNING
`;
}

/** An Application of a chart whose values stand in a file of the repository. */
export function chartOf(name: string, repository: string, version: string, file: string, options = '[CreateNamespace=true]'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  sources:
    - repoURL: ${repository}
      chart: ${name}
      targetRevision: ${version}
      helm: { valueFiles: [$values/${file}] }
    - { repoURL: https://github.com/acme/shop.git, targetRevision: main, ref: values }
  destination: { server: https://kubernetes.default.svc, namespace: ${name} }
  syncPolicy: { automated: { selfHeal: true }, syncOptions: ${options} }
`;
}

export const FALCO_CHARTS = 'https://falcosecurity.github.io/charts';

/** A policy of Kyverno with one rule about pods. */
export function podPolicy(name: string, validate: string, more = ''): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: ${name} }
spec:
  validationFailureAction: Enforce
  background: true
  rules:
    - name: ${name}
      match: { any: [{ resources: { kinds: [Pod] } }] }
${more === '' ? '' : `${indented(6, more)}\n`}      validate:
        message: Not here.
${indented(8, validate)}
`;
}

/** A workflow that starts by pushes to main. */
export function workflow(name: string, jobs: string, on = 'push: { branches: [main] }'): string {
  return `name: ${name}
on:
${indented(2, on)}
permissions: { contents: write, packages: write, security-events: write }
jobs:
${indented(2, jobs)}
`;
}

const PINNED = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683',
  trivy: 'aquasecurity/trivy-action@18f2510ee396bbf400402947b394f2dd8c87dbb0',
  upload: 'github/codeql-action/upload-sarif@4e828ff8d448a8a6e532957b1811f387a63867e8',
  login: 'docker/login-action@9780b0c442fbb1117ed29e0efdff1e18412f7567',
  meta: 'docker/metadata-action@902fa8ec7d6ecbf8d84d538b9b233a880e428804',
  build: 'docker/build-push-action@ca052bb54ab0790a636c9b5f226502c73d547a25',
} as const;

/** A step that uses an action. */
export function uses(action: keyof typeof PINNED, inputs = '', id = ''): string {
  return `- uses: ${PINNED[action]}\n${id === '' ? '' : `  id: ${id}\n`}${inputs === '' ? '' : `  with:\n${indented(4, inputs)}\n`}`;
}

/** A step that runs a script. */
export function runs(script: string): string {
  return `- run: |\n${indented(4, script)}\n`;
}

/** A job of such steps. */
export function job(name: string, ...steps: readonly string[]): string {
  return `${name}:\n  runs-on: ubuntu-24.04\n  steps:\n${indented(4, steps.join(''))}\n`;
}

/** A script that stops at errors. */
export function script(text: string): string {
  return `#!/bin/bash\nset -euo pipefail\n${text}`;
}

/** Helm commands that set the monitoring up. */
export const STACK = `helm upgrade --install prom prometheus-community/kube-prometheus-stack --version 70.4.2 -n monitoring --create-namespace --wait\n`;
export const STACK_CHARTS = 'helm repo add prometheus-community https://prometheus-community.github.io/helm-charts\n';
