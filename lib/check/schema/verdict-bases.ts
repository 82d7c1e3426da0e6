type Base = Readonly<Record<string, unknown>>;

export const container = { name: 'app', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 8080 }] };
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
export const selector = { matchLabels: { app: 'web' } };

/** A sound object of each kind that the table is about. */
export const BASES = {
  service: { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector, template } },
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { selector, template, serviceName: 'web' } },
  daemonSet: { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { selector, template } },
  job: { apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } } },
  cronJob: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } } } },
  },
  hpa: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    },
  },
  pdb: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: { minAvailable: 1, selector } },
  ingress: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    spec: {
      rules: [
        {
          host: 'a.example.org',
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  },
  networkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: selector }], ports: [{ port: 8080 }] }] },
  },
  claim: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  configMap: { apiVersion: 'v1', kind: 'ConfigMap', data: { 'app.conf': 'a = b' } },
  secret: { apiVersion: 'v1', kind: 'Secret', stringData: { user: 'app' } },
  role: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  roleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 't' }],
  },
  limitRange: {
    apiVersion: 'v1',
    kind: 'LimitRange',
    spec: { limits: [{ type: 'Container', default: { cpu: '1' }, defaultRequest: { cpu: '100m' } }] },
  },
  csiDriver: { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', spec: { attachRequired: false } },
  storageClass: { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'driver.longhorn.io' },
  quota: { apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard: { 'requests.cpu': '2' } } },
  webhook: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    webhooks: [
      {
        name: 'a.example.org',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { url: 'https://a.example.org' },
        failurePolicy: 'Ignore',
      },
    ],
  },
  priorityClass: { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', value: 1000 },
  destinationRule: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    spec: { host: 'web', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } }, subsets: [{ name: 'stable', labels: { app: 'web' } }] },
  },
  virtualService: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    spec: {
      hosts: ['web'],
      http: [{ match: [{ uri: { prefix: '/' } }], timeout: '5s', route: [{ destination: { host: 'web', port: { number: 80 } } }] }],
    },
  },
  peerAuthentication: { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', spec: { mtls: { mode: 'STRICT' } } },
  serviceEntry: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    spec: { hosts: ['api.example.org'], ports: [{ number: 443, name: 'https', protocol: 'TLS' }], resolution: 'DNS' },
  },
  httpRoute: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    spec: {
      parentRefs: [{ name: 'public' }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] }],
    },
  },
  certificate: {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    spec: { secretName: 'tls', dnsNames: ['a.example.org'], issuerRef: { name: 'ca', kind: 'ClusterIssuer' } },
  },
  issuer: {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    spec: {
      vault: {
        server: 'https://vault:8200',
        path: 'pki/sign/web',
        auth: { kubernetes: { role: 'issuer', serviceAccountRef: { name: 'issuer' } } },
      },
    },
  },
  application: {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    spec: {
      project: 'default',
      source: { repoURL: 'https://example.org/a.git', path: 'a' },
      destination: { server: 'https://kubernetes.default.svc' },
    },
  },
  serviceMonitor: {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    spec: { selector, endpoints: [{ port: 'metrics', interval: '30s' }] },
  },
  prometheusRule: {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    spec: { groups: [{ name: 'a', rules: [{ alert: 'Down', expr: 'up == 0', for: '5m' }] }] },
  },
  ciliumPolicy: {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    spec: {
      endpointSelector: selector,
      ingress: [{ fromEndpoints: [selector], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
    },
  },
  vpa: {
    apiVersion: 'autoscaling.k8s.io/v1',
    kind: 'VerticalPodAutoscaler',
    spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode: 'Off' } },
  },
  recurringJob: {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'RecurringJob',
    spec: { task: 'snapshot', cron: '0 3 * * *', retain: 7, concurrency: 1, groups: ['a'] },
  },
  pool: { apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool', spec: { addresses: ['192.0.2.0/24'] } },
} satisfies Record<string, Base>;

/** Bases without a namespace. */
export const CLUSTER_WIDE: ReadonlySet<string> = new Set(['csiDriver', 'priorityClass', 'storageClass', 'webhook']);
