import { deployment, object } from './apps.ts';
import { clusterChart, installs, repository } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function meshed(name: string, id: string, more = ''): string {
  return `cluster: { name: ${name}, id: ${id} }
routingMode: tunnel
tunnelProtocol: vxlan
ipam: { mode: kubernetes }
operator: { replicas: 1 }
clustermesh:
  useAPIServer: true
  apiserver: { service: { type: LoadBalancer } }
${more}`;
}

export function joined(lines: readonly string[]): Readonly<Record<string, string>> {
  const install = (name: string): string =>
    `helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system --kube-context ${name} -f addons/values/cilium-${name}.yaml`;
  return {
    'addons/mesh.sh': installs(
      repository('cilium'),
      'helm repo update',
      install('mgmt'),
      ...lines,
      install('app1'),
      'cilium clustermesh status --context mgmt --wait',
    ),
    'addons/values/cilium-mgmt.yaml': meshed(
      'mgmt',
      '1',
      `  config: { enabled: true, clusters: [{ name: app1, port: 2379, ips: [192.168.64.211] }] }\n`,
    ),
    'addons/values/cilium-app1.yaml': meshed(
      'app1',
      '2',
      `  config: { enabled: true, clusters: [{ name: mgmt, port: 2379, ips: [192.168.64.200] }] }\n`,
    ),
  };
}

export function istiod(cluster: string, network: string, more = ''): string {
  return clusterChart(
    cluster,
    'istiod',
    'istio',
    'istiod',
    '1.24.2',
    'istio-system',
    `global:
  meshID: platform
  multiCluster: { clusterName: ${cluster} }
  network: ${network}
${more}`,
  );
}

export function networks(service: string): string {
  return `  meshNetworks:
    network1:
      endpoints: [{ fromRegistry: mgmt }]
      gateways: [{ registryServiceName: ${service}, port: 15443 }]
`;
}

export const eastWest = clusterChart(
  'mgmt',
  'istio-eastwestgateway',
  'istio',
  'gateway',
  '1.24.2',
  'istio-system',
  `networkGateway: network1
labels: { istio: eastwestgateway }
`,
);

export function istioScript(...lines: readonly string[]): string {
  return installs(
    repository('istio'),
    'helm repo update',
    'for context in mgmt app1; do',
    '  kubectl --context "$context" create namespace istio-system',
    ...lines,
    '  helm upgrade --install istio-base istio/base --version 1.24.2 --kube-context "$context" -n istio-system',
    '  helm upgrade --install istiod istio/istiod --version 1.24.2 --kube-context "$context" -n istio-system -f "addons/values/istiod-$context.yaml"',
    'done',
  );
}

function istioValues(cluster: string, network: string): string {
  return `global: { meshID: platform, multiCluster: { clusterName: ${cluster} }, network: ${network} }\n`;
}

export const istioFiles = {
  'addons/values/istiod-mgmt.yaml': istioValues('mgmt', 'network1'),
  'addons/values/istiod-app1.yaml': istioValues('app1', 'network2'),
};

export function nginx(name: string, place: string, classes: string): string {
  return clusterChart(
    'mgmt',
    name,
    'metallb',
    'ingress-nginx',
    '4.12.1',
    place,
    `controller:
  replicaCount: 1
${classes}
`,
  ).replace('https://metallb.github.io/metallb', 'https://kubernetes.github.io/ingress-nginx');
}

export function ingress(annotations: string): string {
  return documents(
    namespace('app'),
    deployment('web', 'app', 8080),
    `apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
`,
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: app
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
${annotations}spec:
  ingressClassName: nginx
  rules: [{ host: web.local.dev, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }] } }]
`,
  );
}

export function metallb(values: string): string {
  return clusterChart('mgmt', 'metallb', 'metallb', 'metallb', '0.14.9', 'metallb-system', values);
}

export const balanced = documents(
  namespace('app'),
  deployment('web', 'app', 8080),
  `apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`,
);

export const nodes = `resource "null_resource" "workers" {
  count = 1
  provisioner "local-exec" {
    command = "multipass launch --name mgmt-worker-\${count.index} --memory 6G --disk 60G --cpus 2"
  }
}

resource "null_resource" "masters" {
  provisioner "local-exec" {
    command = "multipass launch --name mgmt-cp --memory 4G --disk 40G --cpus 2"
  }
}
`;

export function l2(host: string): string {
  return documents(
    namespace('metallb-system'),
    object('metallb.io/v1beta1', 'IPAddressPool', 'main', 'metallb-system', 'spec: { addresses: [192.168.64.200-192.168.64.210] }'),
    object(
      'metallb.io/v1beta1',
      'L2Advertisement',
      'main',
      'metallb-system',
      `spec:
  ipAddressPools: [main]
  nodeSelectors: [{ matchLabels: { kubernetes.io/hostname: ${host} } }]`,
    ),
  );
}
