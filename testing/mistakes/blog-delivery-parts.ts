import type { Tree } from './mistake.ts';

const root = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: platform, namespace: argocd }
spec:
  sourceRepos:
    - https://github.com/example/k8s-manifests.git
    - https://falcosecurity.github.io/charts
    - https://charts.longhorn.io
    - https://helm.cilium.io
  destinations:
    - { server: https://kubernetes.default.svc, namespace: falco }
    - { server: https://kubernetes.default.svc, namespace: longhorn-system }
    - { server: https://kubernetes.default.svc, namespace: kube-system }
    - { server: https://kubernetes.default.svc, namespace: monitoring }
    - { server: https://kubernetes.default.svc, namespace: backup-system }
    - { server: https://kubernetes.default.svc, namespace: istio-system }
    - { server: https://kubernetes.default.svc, namespace: metallb-system }
    - { server: https://kubernetes.default.svc, namespace: argocd }
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: falco, namespace: argocd }
spec:
  project: platform
  source:
    repoURL: https://github.com/example/k8s-manifests.git
    targetRevision: HEAD
    path: charts/falco
    helm: { valueFiles: [values.yaml] }
  destination: { server: https://kubernetes.default.svc, namespace: falco }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: longhorn, namespace: argocd }
spec:
  project: platform
  sources:
    - repoURL: https://charts.longhorn.io
      chart: longhorn
      targetRevision: 1.7.2
      helm: { valueFiles: [$values/values/longhorn.yaml] }
    - repoURL: https://github.com/example/k8s-manifests.git
      targetRevision: HEAD
      ref: values
  destination: { server: https://kubernetes.default.svc, namespace: longhorn-system }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  project: platform
  source:
    repoURL: https://helm.cilium.io
    chart: cilium
    targetRevision: 1.16.5
    helm:
      valuesObject:
        kubeProxyReplacement: 'false'
        routingMode: tunnel
        tunnelProtocol: vxlan
        hubble: { relay: { enabled: true }, tls: { auto: { method: cronJob } } }
  destination: { server: https://kubernetes.default.svc, namespace: kube-system }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: monitoring, namespace: argocd }
spec:
  project: platform
  source:
    repoURL: https://github.com/example/k8s-manifests.git
    targetRevision: HEAD
    path: configs/monitoring
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: backup, namespace: argocd }
spec:
  project: platform
  source:
    repoURL: https://github.com/example/k8s-manifests.git
    targetRevision: HEAD
    path: configs/backup
  destination: { server: https://kubernetes.default.svc, namespace: backup-system }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: platform, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '1' } }
spec:
  project: platform
  source:
    repoURL: https://github.com/example/k8s-manifests.git
    targetRevision: HEAD
    path: configs/platform
  destination: { server: https://kubernetes.default.svc, namespace: metallb-system }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true]
`;

const chart = `apiVersion: v2
name: falco
version: 0.1.0
dependencies:
  - name: falco
    version: 4.21.2
    repository: https://falcosecurity.github.io/charts
  - name: falco-talon
    version: 0.2.1
    repository: https://falcosecurity.github.io/charts
`;

const lock = `dependencies:
- name: falco
  repository: https://falcosecurity.github.io/charts
  version: 4.21.2
- name: falco-talon
  repository: https://falcosecurity.github.io/charts
  version: 0.2.1
digest: sha256:7d1c1f7a2f0b0a0b7e0c1d4c0a3d7a3f6f0a1b2c3d4e5f60718293a4b5c6d7e8
generated: "2026-01-20T10:00:00+09:00"
`;

const values = `falco:
  driver: { kind: modern_ebpf }
  tty: true
  falco:
    json_output: true
    rules_files: [/etc/falco/falco_rules.yaml, /etc/falco/rules.d]
  customRules:
    blog.yaml: |-
      - rule: Java Process Spawning Shell
        desc: A JVM starts a shell
        condition: spawned_process and proc.pname = java and proc.name in (bash, sh)
        output: Shell from Java (command=%proc.cmdline pod=%k8s.pod.name)
        priority: CRITICAL
        tags: [container, mitre_execution]
  resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }
  falcosidekick:
    enabled: true
    config:
      existingSecret: falcosidekick-slack
      slack: { minimumpriority: warning }
      talon: { address: 'http://falco-talon:2803' }
falco-talon:
  config:
    rulesOverride: |
      - action: Isolate Pod
        actionner: kubernetes:networkpolicy
      - rule: Shell from Java
        match:
          rules: [Java Process Spawning Shell]
        dry_run: "true"
        actions:
          - action: Isolate Pod
`;

const longhorn = `persistence:
  defaultClass: true
  defaultClassReplicaCount: 3
defaultSettings:
  defaultReplicaCount: 3
  backupTarget: s3://example-longhorn@ap-northeast-2/
  backupTargetCredentialSecret: longhorn-s3
`;

const etcd = `apiVersion: batch/v1
kind: CronJob
metadata: { name: etcd-backup, namespace: backup-system }
spec:
  schedule: '0 2 * * *'
  timeZone: Asia/Seoul
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 1
      template:
        spec:
          restartPolicy: OnFailure
          hostNetwork: true
          dnsPolicy: ClusterFirstWithHostNet
          nodeSelector: { node-role.kubernetes.io/control-plane: '' }
          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]
          initContainers:
            - name: snapshot
              image: registry.k8s.io/etcd:3.5.16-0
              command:
                - etcdctl
                - --endpoints=https://127.0.0.1:2379
                - --cacert=/etc/kubernetes/pki/etcd/ca.crt
                - --cert=/etc/kubernetes/pki/etcd/server.crt
                - --key=/etc/kubernetes/pki/etcd/server.key
                - snapshot
                - save
                - /backup/etcd.db
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 200m, memory: 256Mi } }
              volumeMounts:
                - { name: certs, mountPath: /etc/kubernetes/pki/etcd, readOnly: true }
                - { name: backup, mountPath: /backup }
          containers:
            - name: upload
              image: amazon/aws-cli:2.15.0
              command: [sh, -c, 'aws s3 cp /backup/etcd.db "s3://example-etcd-backup/etcd-$(date +%Y%m%d).db"']
              envFrom: [{ secretRef: { name: backup-s3 } }]
              resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
              volumeMounts: [{ name: backup, mountPath: /backup }]
          volumes:
            - { name: certs, hostPath: { path: /etc/kubernetes/pki/etcd, type: Directory } }
            - { name: backup, emptyDir: {} }
`;

const workflow = `name: Build web
on:
  push:
    branches: [main]
    paths: ['site/**', Dockerfile.web]
permissions: { contents: write, packages: write }
jobs:
  build:
    runs-on: [self-hosted, linux]
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: docker/login-action@9780b0c442fbb1117ed29e0efdff1e18412f7567
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ secrets.GITHUB_TOKEN }}' }
      - uses: docker/build-push-action@48aba3b46d1b1fec4febb7c5d0c644b249a11355
        with:
          context: .
          file: Dockerfile.web
          push: true
          tags: ghcr.io/example/blog-web:v\${{ github.run_number }}
      - name: Tell the manifests
        run: |
          set -e
          sed -i "s|image: ghcr.io/example/blog-web:.*|image: ghcr.io/example/blog-web:v\${{ github.run_number }}|" services/blog-system/web/web.yaml
          git config user.name ci && git config user.email ci@example.shop
          git commit -am "web v\${{ github.run_number }}"
          git push
      - name: Check the manifests
        run: kubectl apply --dry-run=client -R -f services/
`;

const docker = `FROM klakegg/hugo:0.111.3-ext AS build
COPY site /src
RUN hugo --minify
FROM nginx:1.27.3-alpine
COPY --from=build /src/public /var/www/blog
`;

const readme = `# Operations

\`\`\`bash
kubectl -n argocd get application blog-system
kubectl argo rollouts get rollout web -n blog-system
kubectl -n monitoring port-forward svc/prometheus 9090:9090
kubectl -n blog-system create job --from=cronjob/mysql-backup mysql-backup-now
\`\`\`

Restore:

\`\`\`bash
aws s3 cp s3://example-mysql-backup/mysql-backup-20260120-030000.sql.gz .
gunzip < mysql-backup-20260120-030000.sql.gz | kubectl -n blog-system exec -i deploy/mysql -- sh -c 'mysql -uroot -p"$MYSQL_ROOT_PASSWORD" boarddb'
\`\`\`
`;

/** How a blog is delivered, with the charts and jobs beside it. */
export const DELIVERY: Tree = {
  'apps/platform.yaml': root,
  'charts/falco/Chart.yaml': chart,
  'charts/falco/Chart.lock': lock,
  'charts/falco/values.yaml': values,
  'values/longhorn.yaml': longhorn,
  'configs/backup/etcd.yaml': etcd,
  '.github/workflows/build-web.yml': workflow,
  'Dockerfile.web': docker,
  'site/config.toml': 'baseURL = "https://blog.example.shop/"\ntheme = "PaperMod"\n',
  'docs/operations.md': readme,
};
