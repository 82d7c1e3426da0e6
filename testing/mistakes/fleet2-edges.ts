import { mistake, object } from './apps.ts';
import { addon, clusterChart, release, repository } from './clusters-pieces.ts';
import { argo } from './fleet-delivery-parts.ts';
import { cilium } from './fleet-networks-parts.ts';
import { istioOperator, set, trees, clusterSecret, kyvernoValues, helmInstall, minioChart } from './fleet2-corners-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Corners of the platform that the other tables leave out: Argo CD, policies and stores. */
export const fleet2Edges: readonly Mistake[] = [
  mistake(
    'The IstioOperator of the second cluster calls its east-west gateway by the network of the first',
    'mesh-network-labelled',
    {
      'istio/app1.yaml': istioOperator(`      - name: istio-eastwestgateway
        label: { istio: eastwestgateway, app: istio-eastwestgateway, topology.istio.io/network: network1 }
        enabled: true
        k8s:
          env: [{ name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: network1 }]
          service: { ports: [{ name: tls, port: 15443, targetPort: 15443 }] }
`),
    },
    'istio/app1.yaml',
    [['network1', 'network2']],
  ),
  mistake(
    'The east-west gateway of an IstioOperator opens no port for the mesh',
    'mesh-network-labelled',
    {
      'istio/app1.yaml': istioOperator(`      - name: istio-eastwestgateway
        label: { istio: eastwestgateway, app: istio-eastwestgateway, topology.istio.io/network: network2 }
        enabled: true
        k8s:
          env: [{ name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: network2 }]
          service: { ports: [{ name: https, port: 443, targetPort: 8443 }] }
`),
      'istio/cross.yaml': object(
        'networking.istio.io/v1',
        'Gateway',
        'cross-network-gateway',
        'istio-system',
        `spec:
  selector: { istio: eastwestgateway }
  servers: [{ port: { number: 15443, name: tls, protocol: TLS }, tls: { mode: AUTO_PASSTHROUGH }, hosts: ['*.local'] }]`,
      ),
    },
    'istio/app1.yaml',
    [['{ name: https, port: 443, targetPort: 8443 }', '{ name: tls, port: 15443, targetPort: 15443 }']],
  ),
  mistake(
    'The gateway chart is asked to make a LoadBalancer with a key that it does not read',
    'helm-value-known',
    addon(
      'istio-eastwestgateway',
      'istio',
      'gateway',
      '1.24.2',
      'istio-system',
      `networkGateway: network1
serviceType: LoadBalancer
`,
    ),
    'addons/values/istio-eastwestgateway.yaml',
    [['serviceType: LoadBalancer', 'service: { type: LoadBalancer }']],
  ),
  mistake(
    'An ApplicationSet sends every cluster its tree, and all to one cluster',
    'applicationset-destination-varies',
    {
      'mgmt/set.yaml': set(
        '    - clusters: { selector: { matchLabels: { cluster-role: app } } }',
        '      destination: { name: app1, namespace: default }',
      ),
      'mgmt/secret.yaml': documents(
        clusterSecret('app1', '{"bearerToken":"x","tlsClientConfig":{"insecure":true}}'),
        clusterSecret('app2', '{"bearerToken":"x","tlsClientConfig":{"insecure":true}}').replace('64.20', '64.30'),
      ),
      ...trees,
    },
    'mgmt/set.yaml',
    [['name: app1, namespace', "name: '{{.name}}', namespace"]],
  ),
  mistake(
    'The Secret of a cluster has its settings in YAML, where Argo CD reads JSON',
    'cluster-secret-works',
    {
      'mgmt/secret.yaml': clusterSecret('app1', '{ bearerToken: x, tlsClientConfig: { insecure: true } }'),
      'mgmt/app.yaml': clusterChart(
        'app1',
        'falco',
        'prometheus-community',
        'falco',
        '6.4.0',
        'falco',
        'driver: { kind: modern_ebpf }',
      ).replace('https://prometheus-community.github.io/helm-charts', 'https://falcosecurity.github.io/charts'),
    },
    'mgmt/secret.yaml',
    [['{ bearerToken: x, tlsClientConfig: { insecure: true } }', '{"bearerToken": "x", "tlsClientConfig": {"insecure": true}}']],
  ),
  mistake(
    'Applications in namespaces of teams are not looked at by Argo CD',
    'operator-watches-here',
    {
      'mgmt/argocd.yaml': documents(namespace('argocd'), argo('configs: { params: { server.insecure: true } }\n')),
      'mgmt/team.yaml': documents(
        namespace('team-a'),
        object(
          'argoproj.io/v1alpha1',
          'Application',
          'shop',
          'team-a',
          `spec:
  project: default
  source: { repoURL: 'https://github.com/example/shop.git', targetRevision: main, path: deploy }
  destination: { server: 'https://kubernetes.default.svc', namespace: team-a }`,
        ),
      ),
    },
    'mgmt/argocd.yaml',
    [['server.insecure: true', 'server.insecure: true, application.namespaces: team-a']],
  ),
  mistake(
    'The repository server of Argo CD is told a parallelism in words',
    'argocd-settings-read',
    {
      'mgmt/argocd.yaml': documents(
        namespace('argocd'),
        argo(`configs:
  params: { reposerver.parallelism.limit: two }
`),
      ),
    },
    'mgmt/argocd.yaml',
    [['limit: two', 'limit: 2']],
    { missed: 'there is no table of what the parameters of Argo CD take, and it goes on with the default' },
  ),
  mistake(
    'Polling of Argo CD is set as a number',
    'helm-values-work',
    {
      'mgmt/argocd.yaml': documents(
        namespace('argocd'),
        argo(`configs:
  cm: { timeout.reconciliation: 300 }
`),
      ),
    },
    'mgmt/argocd.yaml',
    [['reconciliation: 300', 'reconciliation: 300s']],
  ),
  mistake(
    'Kyverno keeps its own namespaces out with a list, where its chart takes a map',
    'helm-value-known',
    kyvernoValues(`admissionController: { replicas: 1 }
config:
  webhooks:
    - namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, kyverno] }] }
`),
    'addons/values/kyverno.yaml',
    [['    - namespaceSelector', '      namespaceSelector']],
  ),
  mistake(
    'A user of MinIO may read what is in a bucket, and not list it',
    'helm-values-work',
    minioChart(`existingSecret: minio-root
users: [{ accessKey: velero, policy: velero-rw, existingSecret: velero-user }]
buckets: [{ name: velero, policy: none, purge: false }]
policies: [{ name: velero-rw, statements: [{ resources: ['arn:aws:s3:::velero/*'], actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] }] }]
`),
    'addons/values/minio.yaml',
    [
      [
        "resources: ['arn:aws:s3:::velero/*'], actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']",
        "resources: ['arn:aws:s3:::velero', 'arn:aws:s3:::velero/*'], actions: ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject']",
      ],
    ],
  ),
  mistake(
    'A user of MinIO has the name of its key in a Secret without saying which key',
    'helm-values-work',
    minioChart(`existingSecret: minio-root
users: [{ accessKey: thanos, policy: readwrite, existingSecretKey: secretKey }]
`),
    'addons/values/minio.yaml',
    [['existingSecretKey: secretKey', 'existingSecret: minio-thanos, existingSecretKey: secretKey']],
  ),
  mistake(
    'The metrics of Hubble are switched on, where the chart takes their names',
    'helm-values-work',
    {
      'mgmt/cilium.yaml': cilium('mgmt', {
        more: 'operator: { replicas: 1 }\nhubble: { enabled: true, metrics: { enabled: true } }\n',
      }).replace('operator: { replicas: 1 }\n        operator', 'operator'),
    },
    'mgmt/cilium.yaml',
    [['metrics: { enabled: true }', 'metrics: { enabled: [dns, drop, flow] }']],
  ),
  mistake(
    'A script waits for a Deployment of a chart under a name with a letter too many',
    'command-release-runs',
    helmInstall([
      release('cert-manager', 'jetstack', 'cert-manager', 'v1.19.1', 'cert-manager').replace(
        ' -f addons/values/cert-manager.yaml',
        ' --set crds.enabled=true',
      ),
      'kubectl wait --for=condition=Available deployment/cert-manager-webhooks -n cert-manager --timeout=180s',
    ]),
    'addons/install.sh',
    [['cert-manager-webhooks', 'cert-manager-webhook']],
  ),
  mistake(
    'Two repositories of charts get one name',
    'helm-charts-found',
    helmInstall([
      'helm repo add platform https://charts.jetstack.io',
      'helm repo add platform https://charts.external-secrets.io',
      'helm repo update',
      'helm upgrade --install cert-manager platform/cert-manager --version v1.19.1 -n cert-manager --create-namespace --set crds.enabled=true',
    ]),
    'addons/install.sh',
    [['helm repo add platform https://charts.external-secrets.io\n', '']],
  ),
  mistake(
    'A key with dots is set on the command line without backslashes',
    'helm-value-dots',
    helmInstall([
      repository('metallb'),
      'helm repo update',
      'helm upgrade --install metallb metallb/metallb --version 0.14.9 -n metallb-system --create-namespace --set speaker.nodeSelector.kubernetes.io/os=linux',
    ]),
    'addons/install.sh',
    [['speaker.nodeSelector.kubernetes.io/os=linux', 'speaker.nodeSelector.kubernetes\\\\.io/os=linux']],
  ),
  mistake(
    'The namespace of MetalLB is labelled before the script makes it',
    'script-order',
    helmInstall([
      'kubectl label namespace metallb-system pod-security.kubernetes.io/enforce=privileged --overwrite',
      release('metallb', 'metallb', 'metallb', '0.14.9', 'metallb-system').replace(' -f addons/values/metallb.yaml', ''),
    ]),
    'addons/install.sh',
    [['kubectl label namespace', 'kubectl create namespace metallb-system\nkubectl label namespace']],
  ),
];
