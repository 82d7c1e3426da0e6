import { object, app } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';

export function cilium(rest: string, cluster = 'mgmt', id = 1, host = '192.168.64.10'): string {
  return clusterChart(
    cluster,
    'cilium',
    'cilium',
    'cilium',
    '1.19.1',
    'kube-system',
    `cluster: { name: ${cluster}, id: ${id} }
routingMode: tunnel
tunnelProtocol: vxlan
ipam: { mode: kubernetes }
k8sServiceHost: ${host}
k8sServicePort: 6443
operator: { replicas: 1 }
${rest}`,
  );
}

export const pool = object(
  'metallb.io/v1beta1',
  'IPAddressPool',
  'mgmt-pool',
  'metallb-system',
  'spec: { addresses: [192.168.64.200-192.168.64.210] }',
);
export const announced = object(
  'metallb.io/v1beta1',
  'L2Advertisement',
  'mgmt-l2',
  'metallb-system',
  'spec: { ipAddressPools: [mgmt-pool] }',
);

export function gateway(rest: string, place = 'gateway'): string {
  return object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'main',
    place,
    `spec:
  gatewayClassName: cilium
${rest}`,
  );
}

export const listener = `  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: '*.local.dev', allowedRoutes: { namespaces: { from: All } } }`;

export function route(parent: string, host = 'grafana.local.dev', backend = 'grafana-service'): string {
  return object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'grafana',
    'monitoring',
    `spec:
  parentRefs: [{ ${parent} }]
  hostnames: [${host}]
  rules: [{ backendRefs: [{ name: ${backend}, port: 3000 }] }]`,
  );
}

export const grafana = app('grafana', 'monitoring', 3000, { image: 'grafana/grafana:11.4.0' });
