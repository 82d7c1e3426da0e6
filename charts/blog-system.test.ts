import { made, ofApp, rollCall, the, valuesAt } from './testing.ts';

// Everything that seed 002 states about namespace blog-system: who is there, and what each of them says.

const cluster = made();
const objects = ofApp(cluster, 'blog-system');

test('the roll call of seed 002 is complete: nobody is missing and nobody came along', () => {
  expect(rollCall(objects)).toEqual({
    AuthorizationPolicy: ['web-authz'],
    CiliumNetworkPolicy: ['mysql-backup-isolation', 'mysql-exporter-isolation', 'mysql-isolation', 'was-isolation', 'web-isolation'],
    ConfigMap: ['mysql-exporter-config', 'was-config', 'web-nginx-config'],
    CronJob: ['mysql-backup'],
    Deployment: ['mysql', 'mysql-exporter', 'nginx-exporter'],
    DestinationRule: ['was-dest-rule', 'web-dest-rule'],
    Gateway: ['blog-gateway'],
    HorizontalPodAutoscaler: ['was-hpa', 'web-hpa'],
    Namespace: ['blog-system'],
    PeerAuthentication: ['default'],
    PersistentVolumeClaim: ['mysql-pvc'],
    PodDisruptionBudget: ['mysql-pdb', 'was-pdb', 'web-pdb'],
    PriorityClass: ['database'], // ours, outside the namespace: MySQL keeps a place when a node is lost
    Rollout: ['was', 'web'],
    Service: ['mysql-exporter', 'mysql-service', 'nginx-exporter', 'was-service', 'web-service'],
    VerticalPodAutoscaler: ['was-vpa', 'web-vpa'],
    VirtualService: ['was-retry-timeout', 'web-vsvc'],
  });
});

test('everything stands in its namespace, which injects sidecars', () => {
  const elsewhere = objects.filter(
    ({ kind, metadata }) => !['Namespace', 'PriorityClass'].includes(kind) && metadata.namespace !== 'blog-system',
  );

  expect(elsewhere).toEqual([]);
  expect(the(cluster, 'Namespace', 'blog-system').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
});

test('nobody publishes a Secret or a second way in, and no volume of the blog is a folder of a node', () => {
  const kinds = cluster.manifests.map(({ object }) => object.kind);
  const blog = cluster.manifests.filter(({ app }) => app === 'blog-system').map(({ text }) => text);

  expect(kinds.filter((kind) => ['Secret', 'Ingress', 'PodSecurityPolicy'].includes(kind))).toEqual([]);
  expect(blog.join('---\n')).not.toMatch(/hostPath:|nfs:/);
});

const CONTAINER = 'spec.template.spec.containers';
const SECURE = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** What one object must say, by place. */
const STATED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // seed 002, web
  'Rollout web': {
    'spec.replicas': undefined, // the HPA owns it
    'spec.selector.matchLabels': { app: 'web' },
    [`${CONTAINER}.length`]: 1,
    [`${CONTAINER}.web.image`]: 'ghcr.io/wlals2/blog-web:v84',
    'spec.template.spec.imagePullSecrets': [{ name: 'ghcr-secret' }],
    [`${CONTAINER}.web.ports`]: [{ name: 'http', containerPort: 80 }],
    [`${CONTAINER}.web.resources`]: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
    [`${CONTAINER}.web.livenessProbe.httpGet`]: { path: '/health', port: 'http' },
    [`${CONTAINER}.web.readinessProbe.httpGet`]: { path: '/health', port: 'http' },
    [`${CONTAINER}.web.startupProbe`]: undefined,
    'spec.template.metadata.labels': { app: 'web' },
    'spec.template.metadata.annotations.[sidecar.istio.io/inject]': undefined,
    [`${CONTAINER}.web.securityContext`]: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN', 'SETUID', 'SETGID'] },
      readOnlyRootFilesystem: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    'spec.template.spec.topologySpreadConstraints': [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'web' } },
      },
    ],
    [`${CONTAINER}.web.volumeMounts`]: [
      { name: 'cache', mountPath: '/var/cache/nginx' },
      { name: 'run', mountPath: '/var/run' },
      { name: 'web-nginx-config', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf', readOnly: true },
    ],
    'spec.template.spec.volumes': [
      { name: 'cache', emptyDir: {} },
      { name: 'run', emptyDir: {} },
      { name: 'web-nginx-config', configMap: { name: 'web-nginx-config' } },
    ],
    // seed 002, canary
    'spec.strategy.canary.dynamicStableScale': true,
    'spec.strategy.canary.scaleDownDelaySeconds': undefined,
    'spec.strategy.canary.steps': [
      { setWeight: 10 },
      { pause: { duration: '30s' } },
      { setWeight: 50 },
      { pause: { duration: '30s' } },
      { setWeight: 90 },
      { pause: { duration: '30s' } },
    ],
    'spec.strategy.canary.trafficRouting.istio': {
      virtualService: { name: 'web-vsvc', routes: ['primary'] },
      destinationRule: { name: 'web-dest-rule', stableSubsetName: 'stable', canarySubsetName: 'canary' },
    },
  },
  // seed 002, was
  'Rollout was': {
    'spec.replicas': undefined,
    [`${CONTAINER}.length`]: 1,
    [`${CONTAINER}.was.image`]: 'ghcr.io/wlals2/board-was:v19',
    'spec.template.spec.imagePullSecrets': [{ name: 'ghcr-secret' }],
    [`${CONTAINER}.was.ports`]: [{ name: 'http', containerPort: 8080 }],
    [`${CONTAINER}.was.resources`]: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
    [`${CONTAINER}.was.startupProbe.httpGet`]: { path: '/actuator/health', port: 'http' },
    [`${CONTAINER}.was.startupProbe.initialDelaySeconds`]: undefined,
    [`${CONTAINER}.was.startupProbe.periodSeconds`]: 10, // 10 s × 21 = 210 s
    [`${CONTAINER}.was.startupProbe.failureThreshold`]: 21,
    [`${CONTAINER}.was.livenessProbe.httpGet`]: { path: '/actuator/health', port: 'http' },
    [`${CONTAINER}.was.readinessProbe.httpGet`]: { path: '/actuator/health', port: 'http' },
    'spec.template.metadata.labels': { app: 'was' },
    'spec.template.metadata.annotations.[sidecar.istio.io/inject]': undefined,
    [`${CONTAINER}.was.securityContext`]: {
      ...SECURE,
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    'spec.template.spec.topologySpreadConstraints': [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { app: 'was' } },
      },
    ],
    'spec.template.spec.initContainers.length': 1,
    'spec.template.spec.initContainers.otel-agent-download.image': 'curlimages/curl:8.5.0',
    'spec.template.spec.initContainers.otel-agent-download.command.9': '/otel/opentelemetry-javaagent.jar',
    'spec.template.spec.initContainers.otel-agent-download.command.10':
      'https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/download/v1.32.0/opentelemetry-javaagent.jar',
    'spec.template.spec.initContainers.otel-agent-download.volumeMounts': [{ name: 'otel', mountPath: '/otel' }],
    [`${CONTAINER}.was.volumeMounts`]: [{ name: 'otel', mountPath: '/otel' }],
    'spec.template.spec.volumes': [{ name: 'otel', emptyDir: {} }],
    [`${CONTAINER}.was.envFrom`]: [{ configMapRef: { name: 'was-config' } }],
    [`${CONTAINER}.was.env`]: [
      { name: 'SPRING_DATASOURCE_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-root-password' } } },
      { name: 'JAVA_TOOL_OPTIONS', value: '-javaagent:/otel/opentelemetry-javaagent.jar' },
      { name: 'OTEL_SERVICE_NAME', value: 'board-was' },
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://tempo.monitoring.svc.cluster.local:4317' },
      { name: 'OTEL_TRACES_SAMPLER', value: 'always_on' },
    ],
    'spec.strategy.canary.dynamicStableScale': true,
    'spec.strategy.canary.steps': [
      { setWeight: 20 },
      { pause: { duration: '1m' } },
      { setWeight: 50 },
      { pause: { duration: '1m' } },
      { setWeight: 80 },
      { pause: { duration: '1m' } },
    ],
    'spec.strategy.canary.trafficRouting.istio': {
      virtualService: { name: 'was-retry-timeout', routes: ['primary'] },
      destinationRule: { name: 'was-dest-rule', stableSubsetName: 'stable', canarySubsetName: 'canary' },
    },
  },
  'ConfigMap was-config': {
    data: { SPRING_DATASOURCE_URL: 'jdbc:mysql://mysql-service:3306/boarddb', SPRING_DATASOURCE_USERNAME: 'root' },
  },
  // seed 002, mysql
  'Deployment mysql': {
    'spec.replicas': 1,
    'spec.strategy': { type: 'Recreate' },
    'spec.template.metadata.labels': { app: 'mysql' },
    'spec.template.metadata.annotations': { 'sidecar.istio.io/inject': 'false' },
    [`${CONTAINER}.length`]: 1,
    [`${CONTAINER}.mysql.image`]: 'mysql:8.0',
    [`${CONTAINER}.mysql.ports`]: [{ name: 'tcp-mysql', containerPort: 3306 }],
    [`${CONTAINER}.mysql.resources`]: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
    [`${CONTAINER}.mysql.securityContext`]: undefined,
    [`${CONTAINER}.mysql.env`]: [
      { name: 'MYSQL_ROOT_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-root-password' } } },
      { name: 'MYSQL_DATABASE', value: 'boarddb' },
      { name: 'MYSQL_USER', value: 'board' },
      { name: 'MYSQL_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-password' } } },
    ],
    [`${CONTAINER}.mysql.volumeMounts`]: [{ name: 'data', mountPath: '/var/lib/mysql' }],
    'spec.template.spec.volumes': [{ name: 'data', persistentVolumeClaim: { claimName: 'mysql-pvc' } }],
    // seed 000, recovery goals: two minutes after the loss of a node
    'spec.template.spec.tolerations.length': 2,
    'spec.template.spec.tolerations.0.tolerationSeconds': 30,
  },
  'PersistentVolumeClaim mysql-pvc': {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'longhorn', resources: { requests: { storage: '10Gi' } } },
  },
  // seed 002, mysql-exporter
  'Deployment mysql-exporter': {
    'spec.replicas': 1,
    'spec.template.metadata.labels': { app: 'mysql-exporter' },
    'spec.template.metadata.annotations.[sidecar.istio.io/inject]': 'false',
    [`${CONTAINER}.mysql-exporter.image`]: 'prom/mysqld-exporter:v0.16.0',
    [`${CONTAINER}.mysql-exporter.ports`]: [{ name: 'http-metrics', containerPort: 9104 }],
    [`${CONTAINER}.mysql-exporter.resources`]: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
    [`${CONTAINER}.mysql-exporter.args`]: [
      '--config.my-cnf=/etc/mysqld-exporter/.my.cnf',
      '--collect.info_schema.tables',
      '--collect.info_schema.query_response_time',
      '--collect.info_schema.innodb_metrics',
      '--collect.perf_schema.tableiowaits',
      '--collect.perf_schema.indexiowaits',
    ],
    [`${CONTAINER}.mysql-exporter.env`]: [
      { name: 'MYSQLD_EXPORTER_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-root-password' } } },
    ],
  },
  'ConfigMap mysql-exporter-config': { data: { '.my.cnf': '[client]\nhost=mysql-service\nport=3306\nuser=root\n' } },
  // seed 002, nginx-exporter
  'Deployment nginx-exporter': {
    'spec.replicas': 1,
    'spec.template.metadata.annotations.[sidecar.istio.io/inject]': 'false',
    [`${CONTAINER}.nginx-exporter.image`]: 'nginx/nginx-prometheus-exporter:1.4.2',
    [`${CONTAINER}.nginx-exporter.ports`]: [{ name: 'http-metrics', containerPort: 9113 }],
    [`${CONTAINER}.nginx-exporter.args`]: ['--nginx.scrape-uri=http://web-service:80/stub_status'],
  },
  // seed 002, mysql-backup: 03:00 in Seoul is 18:00 UTC
  'CronJob mysql-backup': {
    'spec.schedule': '0 3 * * *',
    'spec.timeZone': 'Asia/Seoul',
    'spec.jobTemplate.spec.template.metadata.labels': { app: 'mysql-backup' },
    'spec.jobTemplate.spec.template.metadata.annotations': { 'sidecar.istio.io/inject': 'false' },
    'spec.jobTemplate.spec.template.spec.initContainers.dump.image': 'mysql:8.0',
    'spec.jobTemplate.spec.template.spec.initContainers.dump.resources': {
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    },
    'spec.jobTemplate.spec.template.spec.initContainers.dump.command.4': expect.stringContaining(
      'file="/backup/mysql-backup-$(date +%Y%m%d-%H%M%S).sql.gz"\nmysqldump --host=mysql-service --port=3306',
    ),
    'spec.jobTemplate.spec.template.spec.containers.upload.image': 'amazon/aws-cli:2.15.0',
    'spec.jobTemplate.spec.template.spec.containers.upload.resources': {
      requests: { cpu: '50m', memory: '128Mi' },
      limits: { cpu: '200m', memory: '256Mi' },
    },
    'spec.jobTemplate.spec.template.spec.containers.upload.command.4': 's3://jimin-mysql-backup/',
    'spec.jobTemplate.spec.template.spec.containers.upload.env.AWS_ACCESS_KEY_ID.valueFrom.secretKeyRef.name': 'aws-s3-credentials',
    'spec.jobTemplate.spec.template.spec.volumes': [{ name: 'backup', emptyDir: {} }],
  },
  // seed 002, services
  'Service web-service': { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
  'Service was-service': { spec: { selector: { app: 'was' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] } },
  'Service mysql-service': { spec: { selector: { app: 'mysql' }, ports: [{ name: 'tcp-mysql', port: 3306, targetPort: 'tcp-mysql' }] } },
  // seed 002, HPA, VPA, PDB
  'HorizontalPodAutoscaler web-hpa': { spec: hpa('web', 5, 60, '300k') },
  'HorizontalPodAutoscaler was-hpa': { spec: hpa('was', 10, 70, '100k') },
  'VerticalPodAutoscaler web-vpa': { spec: vpa('web', { cpu: '50m', memory: '64Mi' }, { cpu: '500m', memory: '512Mi' }) },
  'VerticalPodAutoscaler was-vpa': { spec: vpa('was', { cpu: '100m', memory: '256Mi' }, { cpu: '1000m', memory: '2Gi' }) },
  'PodDisruptionBudget web-pdb': { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } },
  'PodDisruptionBudget was-pdb': { spec: { minAvailable: 1, selector: { matchLabels: { app: 'was' } } } },
  'PodDisruptionBudget mysql-pdb': { spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'mysql' } } } },
  // seed 002, Istio
  'Gateway blog-gateway': {
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.jiminhome.shop'] }],
    },
  },
  'VirtualService web-vsvc': {
    spec: {
      hosts: ['blog.jiminhome.shop'],
      gateways: ['blog-gateway'],
      http: [
        {
          name: 'canary-test',
          match: [{ headers: { 'x-canary-test': { exact: 'true' } } }],
          route: [{ destination: { host: 'web-service', subset: 'canary' } }],
        },
        {
          name: 'primary',
          route: weights('web-service'),
          retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset,connect-failure,refused-stream' },
          timeout: '10s',
          mirror: { host: 'web-service', subset: 'canary' },
          mirrorPercentage: { value: 100 },
        },
      ],
    },
  },
  'VirtualService was-retry-timeout': { spec: { hosts: ['was-service'], http: [{ name: 'primary', route: weights('was-service') }] } },
  'DestinationRule web-dest-rule': {
    spec: {
      host: 'web-service',
      trafficPolicy: {
        tls: { mode: 'DISABLE' },
        connectionPool: { http: { http1MaxPendingRequests: 100, maxRequestsPerConnection: 10 } },
        loadBalancer: { simple: 'ROUND_ROBIN' },
        outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: '30s', maxEjectionPercent: 50 },
      },
      subsets: subsets('web'),
    },
  },
  'DestinationRule was-dest-rule': {
    spec: {
      host: 'was-service',
      trafficPolicy: {
        tls: { mode: 'DISABLE' },
        connectionPool: { http: { http1MaxPendingRequests: 100 } },
        loadBalancer: { simple: 'ROUND_ROBIN' },
      },
      subsets: subsets('was'),
    },
  },
  'PeerAuthentication default': { spec: { mtls: { mode: 'PERMISSIVE' } } },
  'AuthorizationPolicy web-authz': {
    spec: { selector: { matchLabels: { app: 'web' } }, action: 'ALLOW', rules: [{ to: [{ operation: { ports: ['80'] } }] }] },
  },
};

test.each(Object.entries(STATED))('%s says what seed 002 states', (name, table) => {
  const [kind = '', of = ''] = name.split(' ');

  const values = valuesAt(the(cluster, kind, of), table);

  expect(values).toEqual(table);
});

function hpa(name: string, maxReplicas: number, averageUtilization: number, averageValue: string): object {
  return {
    scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name },
    minReplicas: 2,
    maxReplicas,
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } },
      {
        type: 'Pods',
        pods: { metric: { name: 'container_network_receive_bytes_per_second' }, target: { type: 'AverageValue', averageValue } },
      },
    ],
    behavior: { scaleUp: { stabilizationWindowSeconds: 60 }, scaleDown: { stabilizationWindowSeconds: 300 } },
  };
}

function vpa(name: string, minAllowed: object, maxAllowed: object): object {
  return {
    targetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name },
    updatePolicy: { updateMode: 'Off' },
    resourcePolicy: { containerPolicies: [{ containerName: name, minAllowed, maxAllowed }] },
  };
}

function weights(host: string): object[] {
  return [
    { destination: { host, subset: 'stable' }, weight: 100 },
    { destination: { host, subset: 'canary' }, weight: 0 },
  ];
}

function subsets(app: string): object[] {
  return [
    { name: 'stable', labels: { app } },
    { name: 'canary', labels: { app } },
  ];
}
