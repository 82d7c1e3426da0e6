import { daemonSet, deployment, job, kube, meshed, ruleCases, service } from '../../testing.ts';
import { flowPasses } from './flow-passes.ts';

const namespace = 'blog';
const pods = (name: string, port: number, container: object = {}) =>
  deployment({ namespace, name, labels: { app: name }, container: { ports: [{ containerPort: port }], ...container } });
const web = (...env: object[]) => pods('web', 80, { env });
const url = { name: 'API_URL', value: 'http://was-service/api' };
const was = [
  pods('was', 8080),
  service({ namespace, name: 'was-service', selector: { app: 'was' }, ports: [{ port: 80, targetPort: 8080 }] }),
];
const cilium = (name: string, spec: object, kind = 'CiliumNetworkPolicy') =>
  kube(`cilium.io/v2/${kind}`, { name, namespace }, { spec: { endpointSelector: { matchLabels: { app: name } }, ...spec } });
const native = (name: string, spec: object) =>
  kube('networking.k8s.io/v1/NetworkPolicy', { name, namespace }, { spec: { podSelector: { matchLabels: { app: name } }, ...spec } });
const to = (app: string, port: string) => ({ toEndpoints: [{ matchLabels: { app } }], toPorts: [{ ports: [{ port, protocol: 'TCP' }] }] });
const from = (app: string, port: string) => ({ fromEndpoints: [{ matchLabels: { app } }], toPorts: [{ ports: [{ port }] }] });
const reaches = 'Deployment blog/web does not reach Deployment blog/was on port 8080/TCP (env API_URL says http://was-service)';

const webhook = kube(
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
  { name: 'guard' },
  {
    webhooks: [{ name: 'guard.acme', clientConfig: { service: { name: 'was-service', namespace, port: 80 } } }],
  },
);
const gateway = [
  deployment({ namespace: 'istio-system', name: 'gateway', labels: { istio: 'ingressgateway' } }),
  kube('networking.istio.io/v1/Gateway', { namespace, name: 'gateway' }, { spec: { selector: { istio: 'ingressgateway' } } }),
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace, name: 'routes' },
    { spec: { gateways: ['gateway'], http: [{ route: [{ destination: { host: 'was-service' } }] }] } },
  ),
];
const config = (data: string) => [
  deployment({ namespace, name: 'web', labels: { app: 'web' }, pod: { volumes: [{ name: 'conf', configMap: { name: 'conf' } }] } }),
  kube('v1/ConfigMap', { namespace, name: 'conf' }, { data: { 'default.conf': data } }),
];
const exporter = daemonSet({
  namespace,
  name: 'exporter',
  labels: { app: 'exporter' },
  container: { args: ['--mysqld.address=mysql:3306'] },
});
const mysql = [pods('mysql', 3306), service({ namespace, name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] })];
const tracing = [
  meshed(namespace),
  kube(
    'telemetry.istio.io/v1/Telemetry',
    { namespace: 'istio-system', name: 'tracing' },
    { spec: { tracing: [{ providers: [{ name: 'tempo' }] }] } },
  ),
  kube(
    'v1/ConfigMap',
    { namespace: 'istio-system', name: 'istio' },
    {
      data: { mesh: 'extensionProviders:\n- name: tempo\n  opentelemetry: {service: tempo.monitoring.svc.cluster.local, port: 4317}\n' },
    },
  ),
];
const monitor = [
  deployment({
    namespace: 'monitoring',
    name: 'prometheus',
    labels: { app: 'prometheus' },
    container: { image: 'prom/prometheus:v3.0.0' },
  }),
  kube(
    'v1/Service',
    { namespace, name: 'was-metrics', labels: { app: 'was' } },
    { spec: { selector: { app: 'was' }, ports: [{ name: 'metrics', port: 8080 }] } },
  ),
  kube(
    'monitoring.coreos.com/v1/ServiceMonitor',
    { namespace, name: 'was' },
    { spec: { selector: { matchLabels: { app: 'was' } }, endpoints: [{ port: 'metrics' }] } },
  ),
];

const operated = (labels: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'stack', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://prometheus-community.github.io/helm-charts',
          chart: 'kube-prometheus-stack',
          targetRevision: '67.9.0',
          helm: { valuesObject: { prometheus: { prometheusSpec: { podMetadata: { labels } } } } },
        },
        destination: { namespace: 'monitoring' },
      },
    },
  );
const fromOperated = (labels: object) =>
  cilium('was', {
    ingress: [
      {
        fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring', ...labels } }],
        toPorts: [{ ports: [{ port: '8080' }] }],
      },
    ],
  });

const many = ['a', 'b', 'c', 'd', 'e'].map((name) =>
  deployment({
    namespace,
    name,
    labels: { app: name },
    container: { env: [{ name: 'API_URL', value: `http://was-service/${name}` }] },
  }),
);

ruleCases(flowPasses, {
  accepts: {
    'an operated Prometheus by a label that it has': [
      ...was,
      ...monitor.slice(1),
      operated(),
      fromOperated({ 'app.kubernetes.io/name': 'prometheus' }),
    ],
    'one by a label that its values give it': [
      ...was,
      ...monitor.slice(1),
      operated({ app: 'prometheus' }),
      fromOperated({ app: 'prometheus' }),
    ],
    'a tree without policies': [web(url), ...was],
    'the port of the pod, at both ends': [
      web(url),
      ...was,
      cilium('web', { egress: [to('was', '8080')] }),
      cilium('was', { ingress: [from('web', '8080')] }),
    ],
    'a policy about the other direction only': [web(url), ...was, cilium('was', { egress: [{}] })],
    'an empty list, which isolates nobody': [web(url), ...was, cilium('was', { ingress: [] })],
    'default deny switched off': [
      web(url),
      ...was,
      cilium('was', { ingress: [from('other', '8080')], enableDefaultDeny: { ingress: false } }),
    ],
    'a NetworkPolicy that allows': [
      web(url),
      ...was,
      native('was', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 8080 }] }] }),
    ],
    'a network of private addresses, which may be those of pods': [
      web(url),
      ...was,
      native('web', { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }),
    ],
    'a gateway in another namespace that is let in': [
      ...was,
      ...gateway,
      cilium('was', {
        ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'istio-system', istio: 'ingressgateway' } }] }],
      }),
    ],
    'a name of which nothing says that it is a Service': [
      web({ name: 'MODE', value: 'canary:80' }),
      cilium('web', { egress: [to('was', '8080')] }),
    ],
    'a configuration that several read, of whom one may connect': [
      ...['web', 'admin'].map((name) =>
        deployment({ namespace, name, labels: { app: name }, container: { envFrom: [{ configMapRef: { name: 'shared' } }] } }),
      ),
      kube('v1/ConfigMap', { namespace, name: 'shared' }, { data: { API_URL: 'http://was-service:80' } }),
      ...was,
      cilium('was', { ingress: [from('web', '8080')] }),
    ],
    'a webhook that nodes may reach': [...was, webhook, cilium('was', { ingress: [{ fromEntities: ['remote-node', 'host'] }] })],
    'an Ingress of Cilium that is let in': [
      ...was,
      kube(
        'networking.k8s.io/v1/Ingress',
        { namespace },
        {
          spec: {
            ingressClassName: 'cilium',
            rules: [{ http: { paths: [{ backend: { service: { name: 'was-service', port: { number: 80 } } } }] } }],
          },
        },
      ),
      cilium('was', { ingress: [{ fromEntities: ['ingress'] }] }),
    ],
    'a download from a name that is allowed': [
      job({
        namespace,
        name: 'get',
        labels: { app: 'get' },
        container: { command: ['sh', '-c', 'curl -L https://github.com/x/agent.jar'] },
      }),
      cilium('get', { egress: [{ toFQDNs: [{ matchName: 'github.com' }], toPorts: [{ ports: [{ port: '443' }] }] }] }),
    ],
    'a backup to a storage of the own': [
      job({
        namespace,
        name: 'backup',
        labels: { app: 'backup' },
        container: { command: ['aws', '--endpoint-url', 'http://minio:9000', 's3', 'cp', '/x', 's3://bucket/'] },
      }),
      cilium('backup', { egress: [to('was', '8080')] }),
    ],
    'a backup where any name of the cloud is allowed': [
      job({
        namespace,
        name: 'backup',
        labels: { app: 'backup' },
        container: { image: 'amazon/aws-cli:2.15.0', args: ['s3', 'cp', '/x', 's3://bucket/'] },
      }),
      cilium('backup', {
        egress: [{ toFQDNs: [{ matchPattern: '*.s3.eu-central-1.amazonaws.com' }], toPorts: [{ ports: [{ port: '443' }] }] }],
      }),
    ],
    'spans that may leave': [
      ...tracing,
      web(),
      cilium('web', { egress: [{ toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring' } }] }] }),
    ],
    'policies of Calico that allow before others are asked': [
      web(url),
      ...was,
      native('was', { ingress: [] }),
      kube('projectcalico.org/v3/GlobalNetworkPolicy', { name: 'allow' }, { spec: { ingress: [{ action: 'Allow' }] } }),
    ],
    'a policy that the agent does not take': [
      web(url),
      ...was,
      cilium('was', { ingress: [{ fromEndpoints: [{}], fromEntities: ['host'] }] }),
    ],
  },
  refuses: {
    'an operated Prometheus by the label of a Deployment': {
      given: [...was, ...monitor.slice(1), operated(), fromOperated({ app: 'prometheus' })],
      says: 'Prometheus in monitoring does not reach Deployment blog/was on port 8080/TCP (ServiceMonitor was names it): spec.ingress[0] allows the port, but not this source',
    },
    'many that one policy keeps in, told once': {
      given: [
        ...many,
        ...was,
        kube(
          'networking.k8s.io/v1/NetworkPolicy',
          { namespace, name: 'clients' },
          { spec: { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['was'] }] }, policyTypes: ['Egress'] } },
        ),
      ],
      says: 'Deployment blog/a does not reach Deployment blog/was on port 8080/TCP (env API_URL says http://was-service): no rule of spec.egress allows it; nor do 4 others, such as Deployment blog/b, Deployment blog/c',
    },
    'the port of the Service in place of that of the pods': {
      given: [web(url), ...was, cilium('web', { egress: [to('was', '80')] })],
      says: `${reaches}: spec.egress[0] allows the destination, but not this port`,
      fix: 'Add to spec.egress: - {toEndpoints: [{matchLabels: {app: was}}], toPorts: [{ports: [{port: "8080", protocol: TCP}]}]}.',
    },
    'an open door out and a shut one in': {
      given: [web(url), ...was, cilium('web', { egress: [to('was', '8080')] }), cilium('was', { ingress: [from('admin', '8080')] })],
      says: `${reaches}: spec.ingress[0] allows the port, but not this source`,
    },
    'a rule that denies': {
      given: [web(url), ...was, cilium('was', { ingress: [from('web', '8080')], ingressDeny: [from('web', '8080')] })],
      says: `${reaches}: spec.ingressDeny[0] denies it`,
      fix: 'Narrow spec.ingressDeny[0], or except these pods from it.',
    },
    'a NetworkPolicy without a rule for it': {
      given: [web(url), ...was, native('was', { policyTypes: ['Ingress'] })],
      says: `${reaches}: no rule of spec.ingress allows it`,
      fix: 'Add to spec.ingress: - {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080, protocol: TCP}]}.',
    },
    'a cluster-wide policy': {
      given: [
        web(url),
        ...was,
        kube(
          'cilium.io/v2/CiliumClusterwideNetworkPolicy',
          { name: 'all' },
          { spec: { endpointSelector: {}, ingress: [{ fromEntities: ['world'] }] } },
        ),
      ],
      says: `${reaches}: no rule of spec.ingress allows it`,
    },
    'a host and a port in two variables': {
      given: [
        web({ name: 'DB_HOST', value: 'mysql' }, { name: 'DB_PORT', value: '3306' }),
        ...mysql,
        cilium('mysql', { ingress: [from('was', '3306')] }),
      ],
      says: 'Deployment blog/web does not reach Deployment blog/mysql on port 3306/TCP (env DB_HOST says mysql): spec.ingress[0] allows the port, but not this source',
    },
    'an argument': {
      given: [exporter, ...mysql, cilium('mysql', { ingress: [from('was', '3306')] })],
      says: 'DaemonSet blog/exporter does not reach Deployment blog/mysql on port 3306/TCP (args of app says mysql:3306): spec.ingress[0] allows the port, but not this source',
    },
    'the configuration of a proxy': {
      given: [
        ...config('location /api { proxy_pass http://was-service:80; }'),
        ...was,
        cilium('was', { ingress: [from('admin', '8080')] }),
      ],
      says: 'Deployment blog/web does not reach Deployment blog/was on port 8080/TCP (location /api of ConfigMap conf passes on to was-service:80): spec.ingress[0] allows the port, but not this source',
    },
    'a route from a gateway': {
      given: [...was, ...gateway, cilium('was', { ingress: [{ fromEndpoints: [{}] }] })],
      says: 'Deployment istio-system/gateway does not reach Deployment blog/was on port 8080/TCP (VirtualService routes routes to Service was-service): no rule of spec.ingress allows it',
      fix: 'Add to spec.ingress: - {fromEndpoints: [{matchLabels: {istio: ingressgateway, "k8s:io.kubernetes.pod.namespace": istio-system}}], toPorts: [{ports: [{port: "8080", protocol: TCP}]}]}.',
    },
    'a webhook that the API server calls': {
      given: [...was, webhook, cilium('was', { ingress: [from('web', '8080')] })],
      says: 'the API server does not reach Deployment blog/was on port 8080/TCP (ValidatingWebhookConfiguration guard calls Service was-service): spec.ingress[0] allows the port, but not this source',
      fix: 'Add to spec.ingress: - {fromEntities: [kube-apiserver], toPorts: [{ports: [{port: "8080", protocol: TCP}]}]}.',
    },
    'a route of Cilium itself': {
      given: [
        ...was,
        kube('gateway.networking.k8s.io/v1/Gateway', { namespace, name: 'public' }, { spec: { gatewayClassName: 'cilium' } }),
        kube(
          'gateway.networking.k8s.io/v1/HTTPRoute',
          { namespace, name: 'was' },
          { spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'was-service', port: 80 }] }] } },
        ),
        cilium('was', { ingress: [from('web', '8080')] }),
      ],
      says: "Cilium's ingress proxy does not reach Deployment blog/was on port 8080/TCP (HTTPRoute was routes to Service was-service): spec.ingress[0] allows the port, but not this source",
    },
    'a download': {
      given: [
        job({
          namespace,
          name: 'get',
          labels: { app: 'get' },
          container: { command: ['sh', '-c', 'curl -L https://github.com/x/agent.jar'] },
        }),
        cilium('get', { egress: [to('was', '8080')] }),
      ],
      says: 'Job blog/get does not reach github.com on port 443/TCP (container app connects to github.com): no rule of spec.egress allows it',
      fix: 'Add to spec.egress: - {toFQDNs: [{matchName: github.com}], toPorts: [{ports: [{port: "443", protocol: TCP}]}]}.',
    },
    'a backup to the storage of a cloud': {
      given: [
        job({
          namespace,
          name: 'backup',
          labels: { app: 'backup' },
          container: { image: 'amazon/aws-cli:2.15.0', args: ['s3', 'cp', '/x', 's3://bucket/'] },
        }),
        cilium('backup', { egress: [to('was', '8080')] }),
      ],
      says: 'Job blog/backup does not reach *.amazonaws.com on port 443/TCP (container app connects to *.amazonaws.com): no rule of spec.egress allows it',
      fix: 'Add to spec.egress: - {toFQDNs: [{matchPattern: "**.amazonaws.com"}], toPorts: [{ports: [{port: "443", protocol: TCP}]}]}.',
    },
    'the spans of sidecars': {
      given: [...tracing, web(), cilium('web', { egress: [to('was', '8080')] })],
      says: 'Deployment blog/web does not reach tempo in monitoring on port 4317/TCP (Telemetry tracing sends the spans of its sidecar there): no rule of spec.egress allows it',
    },
    'spans of which only the Service that takes them is known': {
      given: [
        tracing[0]!,
        tracing[1]!,
        service({ namespace: 'monitoring', name: 'tempo', selector: { app: 'tempo' }, ports: [{ port: 4317 }] }),
        web(),
        cilium('web', { egress: [to('was', '8080')] }),
      ],
      says: 'Deployment blog/web does not reach the pods of Service monitoring/tempo on port 4317/TCP (Telemetry tracing sends the spans of its sidecar there): no rule of spec.egress allows it',
    },
    'a scrape job': {
      given: [...was, ...monitor, cilium('was', { ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '8080' }] }] }] })],
      says: 'Deployment monitoring/prometheus does not reach Deployment blog/was on port 8080/TCP (ServiceMonitor was names it): spec.ingress[0] allows the port, but not this source',
    },
  },
});
