import { BLOG, MESHES, ROOT } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';

const APP = 'apps/blog-system.yaml';
const GUIDE = 'docs/operations.md';
const SECRETS = 'docs/secrets.md';
function argocd(values: string): { readonly added: Tree } {
  return {
    added: {
      'apps/argocd.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://argoproj.github.io/argo-helm
    chart: argo-cd
    targetRevision: 7.7.11
    helm:
      valuesObject:
${values}  destination: { server: https://kubernetes.default.svc, namespace: argocd }
`,
    },
  };
}

/** How a blog is delivered and run: Argo CD, tunnels, guides. */
export const homeDelivery: readonly Mistake[] = [
  slip('The folder of an Application begins at the root of the machine', 'application-fields-read', BLOG, APP, [
    ['path: services/blog-system', 'path: /services/blog-system'],
  ]),
  slip('The own cluster is named by half of its name', 'application-fields-read', BLOG, APP, [
    ['server: https://kubernetes.default.svc', 'server: https://kubernetes.default'],
  ]),
  slip('Values of a chart stand as a map where a text must stand', 'schema-valid', BLOG, ROOT, [
    ['      valuesObject:\n        kubeProxy', '      values:\n        kubeProxy'],
  ]),
  slip('An Application reads files with an ending that none has', 'application-fields-read', BLOG, APP, [
    ['      recurse: true\n', "      recurse: true\n      include: '*.yml'\n"],
  ]),
  slip('The end of an Application is awaited by a word that is misspelt', 'application-fields-read', BLOG, APP, [
    ['  namespace: argocd\n', '  namespace: argocd\n  finalizers: [resource-finalizer.argocd.argoproj.io]\n'],
  ]),
  slip(
    'An Application tells of failures by a trigger that nobody defines',
    'argocd-notices-defined',
    BLOG,
    APP,
    [
      [
        "annotations: { argocd.argoproj.io/sync-wave: '2' }",
        "annotations: { argocd.argoproj.io/sync-wave: '2', notifications.argoproj.io/subscribe.on-sync-failed.slack: alerts }",
      ],
    ],
    {
      added: {
        'apps/notifications.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.slack: |
    token: $slack-token
  template.degraded: |
    message: '{{ .app.metadata.name }} is degraded'
  trigger.on-degraded: |
    - when: app.status.health.status == 'Degraded'
      send: [degraded]
`,
      },
    },
  ),
  slip(
    'A namespace is not made: the Application was to do it',
    'application-namespace-made',
    BLOG,
    ROOT,
    [
      [
        '  destination: { server: https://kubernetes.default.svc, namespace: falco }\n  syncPolicy:\n    automated: { prune: true, selfHeal: true }\n    syncOptions: [CreateNamespace=true]\n',
        '  destination: { server: https://kubernetes.default.svc, namespace: falco }\n  syncPolicy:\n    automated: { prune: true, selfHeal: true }\n',
      ],
    ],
    { partly: true },
  ),
  slip('Argo CD is told to speak plain HTTP in the wrong settings', 'argocd-settings-placed', BLOG, ROOT, [], {
    ...argocd("        configs: { cm: { server.insecure: 'true' } }\n"),
  }),
  slip('A line of rights of Argo CD lacks its last word', 'helm-values-work', BLOG, ROOT, [], {
    ...argocd(
      "        configs:\n          params: { server.insecure: 'true' }\n          rbac:\n            policy.csv: |\n              p, role:dev, applications, sync, default/*\n              g, developers, role:dev\n",
    ),
  }),
  slip('A group of Argo CD gets a role that nobody defines', 'helm-values-work', BLOG, ROOT, [], {
    ...argocd(
      "        configs:\n          params: { server.insecure: 'true' }\n          rbac:\n            policy.csv: |\n              p, role:dev, applications, sync, default/*, allow\n              g, developers, role:developer\n",
    ),
  }),
  slip(
    'A guide makes the Secret of a registry in another namespace than the pods',
    ['secret-reference-exists', 'command-names-exist', 'config-exists'],
    BLOG,
    SECRETS,
    [['kubectl create secret docker-registry ghcr-secret -n blog-system', 'kubectl create secret docker-registry ghcr-secret -n default']],
    { markdown: true },
  ),
  slip(
    'A guide syncs an Application by its old name',
    'command-names-exist',
    BLOG,
    GUIDE,
    [['kubectl -n argocd get application blog-system\n', 'argocd app sync blog\n']],
    { markdown: true },
  ),
  slip(
    'A guide goes into the first pod of a set, and the database is a Deployment',
    'command-namespace-known',
    BLOG,
    GUIDE,
    [['kubectl -n blog-system exec -i deploy/mysql -- sh', 'kubectl -n blog-system exec -i mysql-0 -- sh']],
    { markdown: true },
  ),
  slip(
    'A guide looks for Applications in a namespace that is spelt otherwise',
    'command-namespace-known',
    BLOG,
    GUIDE,
    [['kubectl -n argocd get application', 'kubectl -n argo-cd get application']],
    { markdown: true },
  ),
  slip(
    'A guide gives the hosts another address than the gateway has',
    'host-line-fits',
    BLOG,
    GUIDE,
    [
      [
        'Restore:\n',
        'For the LAN:\n\n```bash\necho "192.168.1.201 monitoring.example.shop kiali.example.shop" | sudo tee -a /etc/hosts\n```\n\nRestore:\n',
      ],
    ],
    { markdown: true },
  ),
  slip('A tunnel has no answer for hosts that it does not know', 'tunnel-config-sound', BLOG, MESHES, [], {
    added: {
      'services/blog-system/tunnel/cloudflared.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: cloudflared, namespace: blog-system }
data:
  config.yaml: |
    tunnel: blog
    credentials-file: /etc/cloudflared/creds/credentials.json
    ingress:
      - hostname: blog.example.shop
        service: http://istio-ingressgateway.istio-system.svc.cluster.local:80
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cloudflared, namespace: blog-system }
spec:
  replicas: 1
  selector: { matchLabels: { app: cloudflared } }
  template:
    metadata: { labels: { app: cloudflared }, annotations: { sidecar.istio.io/inject: 'false' } }
    spec:
      containers:
        - name: cloudflared
          image: cloudflare/cloudflared:2024.12.2
          args: [tunnel, --config, /etc/cloudflared/config/config.yaml, run]
          volumeMounts:
            - { name: config, mountPath: /etc/cloudflared/config }
            - { name: creds, mountPath: /etc/cloudflared/creds }
      volumes:
        - { name: config, configMap: { name: cloudflared } }
        - { name: creds, secret: { secretName: cloudflared } }
`,
    },
  }),
  slip('Machines balance with IPVS and answer for addresses that are not theirs', 'arp-strict', BLOG, MESHES, [], {
    added: {
      'setup/kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.31.13
networking: { podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/12 }
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: ipvs
`,
    },
  }),
  slip('A script takes away the taint that control planes had before', 'node-label-current', BLOG, MESHES, [], {
    added: { 'setup/nodes.sh': '#!/bin/bash\nset -euo pipefail\nkubectl taint nodes k8s-cp node-role.kubernetes.io/master:NoSchedule-\n' },
  }),
  slip('A script installs Cilium with a value that went away', 'helm-values-work', BLOG, MESHES, [], {
    added: {
      'setup/cilium.sh':
        '#!/bin/bash\nset -euo pipefail\nhelm repo add cilium https://helm.cilium.io\nhelm upgrade --install cilium cilium/cilium --version 1.16.5 -n kube-system --set tunnel=vxlan --set hubble.relay.enabled=true\n',
    },
  }),
  slip('A kustomization gives an image a tag that is a number', ['kustomization-builds', 'schema-valid'], BLOG, MESHES, [], {
    added: {
      'services/extra/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [job.yaml]\nimages: [{ name: curlimages/curl, newTag: 8.5 }]\n',
      'services/extra/job.yaml':
        "apiVersion: batch/v1\nkind: Job\nmetadata: { name: warm, namespace: default }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: warm, image: 'curlimages/curl:8.4.0', args: [-fsS, 'https://blog.example.shop'] }]\n",
    },
  }),
  slip('An Ingress cuts off the whole path for a program that serves under it', 'rewrite-keeps-rest', BLOG, MESHES, [], {
    ...{
      added: {
        'services/blog-system/was/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  namespace: blog-system
  annotations: { nginx.ingress.kubernetes.io/rewrite-target: / }
spec:
  ingressClassName: nginx
  rules:
    - host: api.example.shop
      http:
        paths:
          - { path: /api, pathType: Prefix, backend: { service: { name: was-service, port: { number: 8080 } } } }
`,
      },
    },
  }),
];
