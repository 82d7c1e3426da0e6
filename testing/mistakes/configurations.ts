import type { Mistake } from './mistake.ts';
import { application } from './apps.ts';

function wrapper(name: string, version: string, repository: string): string {
  return `apiVersion: v2
name: ${name}
version: 0.1.0
dependencies:
  - name: ${name}
    version: ${version}
    repository: ${repository}
`;
}

const prometheusValues = `prometheus:
  prometheusSpec:
    retention: 15d
    serviceMonitorSelectorNilUsesHelmValues: false
    resources: { requests: { cpu: 200m, memory: 1Gi } }
grafana:
  enabled: true
  admin: { existingSecret: grafana-admin }
nodeExporter:
  enabled: false
`;

const falcoValues = `driver: { kind: modern_ebpf }
falcosidekick: { enabled: true }
customRules:
  rules-blog.yaml: |-
    - rule: Shell in the blog
      desc: A shell runs in a container of the blog
      condition: spawned_process and container and proc.name = bash and k8s.ns.name = blog-system
      output: Shell in a container (pod=%k8s.pod.name command=%proc.cmdline)
      priority: WARNING
`;

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

const talon = `falcosidekick: { enabled: true }
config:
  listenPort: 2803
  rulesOverride: |
    - action: Isolate pod
      actionner: kubernetes:networkpolicy
      parameters: { allow_cidr: [10.0.0.0/8] }
    - rule: Isolate a pod with remote code execution
      match: { rules: [Drop and execute new binary in container] }
      actions: [{ action: Isolate pod }]
`;

const wrongTalon = `falcosidekick: { enabled: true }
config:
  listenPort: 2803
  rulesOverride: |
    - name: isolate-rce-attack
      match: { rules: [Drop and execute new binary in container] }
      exceptions: [{ namespace: kube-system }]
      actions:
        - name: isolate
          parameters: { allow_dns: true, deny_all_ingress: true }
`;

function tempo(generator: string, overrides: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: tempo-config, namespace: monitoring }
data:
  tempo.yaml: |
    server: { http_listen_port: 3200 }
    distributor:
      receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    ingester: { max_block_duration: 5m }
    compactor: { compaction: { block_retention: 48h } }
    metrics_generator:
      registry: { external_labels: { source: tempo } }
      storage: { path: /var/tempo/generator/wal${generator} }
    storage:
      trace: { backend: local, local: { path: /var/tempo/traces }, wal: { path: /var/tempo/wal } }
${overrides}`;
}

const datasources = `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-datasources, namespace: monitoring, labels: { grafana_datasource: '1' } }
data:
  datasources.yaml: |
    apiVersion: 1
    datasources:
      - { name: Prometheus, uid: prometheus, type: prometheus, url: 'http://prometheus-service.monitoring:9090' }
      - name: Tempo
        uid: tempo
        type: tempo
        url: http://tempo-service.monitoring:3200
        jsonData: { serviceMap: { datasourceUid: prometheus } }
`;

function deployStep(message: string): string {
  return `name: CD Pipeline
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - name: Commit
        run: |
          git config user.name bot
          git commit -am "deploy: update images

${message}"
          git push
`;
}

function agent(key: string): string {
  return `${key}
  prometheusSpec:
    externalLabels: { cluster: app-1 }
    remoteWrite: [{ url: https://mimir.example.org/api/v1/push }]
`;
}

function agentApplication(values: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: prometheus, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://prometheus-community.github.io/helm-charts
    chart: kube-prometheus-stack
    targetRevision: 58.2.1
    helm:
      values: |
${values.replace(/^(?=.)/gm, '        ')}  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
`;
}

const talonInstall =
  '#!/bin/sh\nset -eu\nhelm upgrade --install falco-talon falcosecurity/falco-talon --version 0.3.0 -n falco -f apps/falco-talon/values.yaml\n';

/** Configurations whose form their program does not take. */
export const configurations: readonly Mistake[] = [
  {
    name: 'Response rules have keys that Talon does not know',
    caughtBy: ['talon-rules-work'],
    partly: true,
    tree: { 'apps/falco-talon/values.yaml': wrongTalon, 'install.sh': talonInstall },
    mended: { 'apps/falco-talon/values.yaml': talon },
  },
  {
    name: 'The files of a chart were saved with a colon behind their names',
    caughtBy: ['application-source-exists'],
    says: 'sealed-secrets',
    tree: {
      'applications/sealed-secrets.yaml': application('sealed-secrets', 'apps/sealed-secrets', 'kube-system'),
      'apps/sealed-secrets/Chart.yaml:': wrapper('sealed-secrets', '2.15.3', 'https://bitnami-labs.github.io/sealed-secrets'),
      'apps/sealed-secrets/values.yaml:': 'sealed-secrets:\n  fullnameOverride: sealed-secrets-controller\n',
      'apps/velero/Chart.yaml': wrapper('velero', '6.0.0', 'https://vmware-tanzu.github.io/helm-charts'),
      'applications/velero.yaml': application('velero', 'apps/velero', 'velero'),
    },
    mended: {
      'apps/sealed-secrets/Chart.yaml:': null,
      'apps/sealed-secrets/values.yaml:': null,
      'apps/sealed-secrets/Chart.yaml': wrapper('sealed-secrets', '2.15.3', 'https://bitnami-labs.github.io/sealed-secrets'),
      'apps/sealed-secrets/values.yaml': 'sealed-secrets:\n  fullnameOverride: sealed-secrets-controller\n',
    },
  },
  {
    name: 'Values of a wrapper chart do not stand under the name of the dependency',
    caughtBy: ['helm-values-nested'],
    tree: {
      'apps/kube-prometheus-stack/Chart.yaml': wrapper(
        'kube-prometheus-stack',
        '58.2.1',
        'https://prometheus-community.github.io/helm-charts',
      ),
      'apps/kube-prometheus-stack/values.yaml': prometheusValues,
    },
    mended: { 'apps/kube-prometheus-stack/values.yaml': `kube-prometheus-stack:\n${indented(prometheusValues)}` },
  },
  {
    name: 'A metrics generator has neither processors nor a target',
    caughtBy: ['metrics-generator-works'],
    tree: { 'configs/monitoring/tempo.yaml': tempo('', ''), 'configs/monitoring/datasources.yaml': datasources },
    mended: {
      'configs/monitoring/tempo.yaml': tempo(
        ", remote_write: [{ url: 'http://prometheus-service.monitoring:9090/api/v1/write' }]",
        '    overrides: { defaults: { metrics_generator: { processors: [service-graphs, span-metrics] } } }\n',
      ),
    },
  },
  {
    name: 'Values are a dump of `helm get values` with its heading',
    caughtBy: ['helm-values-nested'],
    says: 'USER-SUPPLIED VALUES',
    tree: {
      'apps/falco/Chart.yaml': wrapper('falco', '4.2.5', 'https://falcosecurity.github.io/charts'),
      'apps/falco/values.yaml': `USER-SUPPLIED VALUES:\n${falcoValues}`,
    },
    mended: { 'apps/falco/values.yaml': `falco:\n${indented(falcoValues)}` },
  },
  {
    name: 'A shell text in a workflow falls back to the first column',
    caughtBy: 'yaml-parses',
    tree: { '.github/workflows/cd.yml': deployStep('Updated by the pipeline') },
    mended: { '.github/workflows/cd.yml': deployStep('          Updated by the pipeline') },
  },
  {
    name: 'Agent mode is asked for by a key that the chart does not have',
    caughtBy: ['helm-value-known', 'schema-unknown-field'],
    says: 'mode',
    partly: true,
    tree: {
      'clusters/app-1/prometheus.yaml': agentApplication(
        agent('prometheus:').replace('prometheusSpec:', 'prometheusSpec:\n    mode: Agent'),
      ),
    },
    mended: { 'clusters/app-1/prometheus.yaml': agentApplication(agent('prometheus:\n  agentMode: true')) },
  },
];
