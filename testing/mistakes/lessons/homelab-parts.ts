import { kube } from '../../../lib/check/testing.ts';
import { app, yaml } from '../parts.ts';

export function mysql(rest: Parameters<typeof app>[0] = {}): object {
  return app({
    name: 'mysql',
    image: 'mysql:8.0.36',
    port: 3306,
    replicas: 1,
    spec: { strategy: { type: 'Recreate' } },
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'mysql' } }], securityContext: { fsGroup: 999 } },
    podLabels: { 'sidecar.istio.io/inject': 'false' },
    ...rest,
    container: {
      ports: [{ name: 'mysql', containerPort: 3306 }],
      readinessProbe: { tcpSocket: { port: 3306 } },
      volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }],
      ...rest.container,
    },
  });
}

export const mysqlDoor = kube(
  'v1/Service',
  { name: 'mysql', namespace: 'shop' },
  { spec: { selector: { app: 'mysql' }, ports: [{ name: 'tcp-mysql', port: 3306 }] } },
);

export const claim = kube(
  'v1/PersistentVolumeClaim',
  { name: 'mysql', namespace: 'shop' },
  { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'longhorn', resources: { requests: { storage: '10Gi' } } } },
);

export function rollout(steps: readonly object[], rest: object = {}): object {
  return kube(
    'argoproj.io/v1alpha1/Rollout',
    { name: 'web', namespace: 'shop' },
    {
      spec: {
        ...(app() as unknown as { spec: object }).spec,
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: { name: 'web', routes: ['primary'] },
                destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' },
              },
            },
            steps,
            ...rest,
          },
        },
      },
    },
  );
}

export function route(http: object = {}, name = 'web'): object {
  return kube(
    'networking.istio.io/v1/VirtualService',
    { name, namespace: 'shop' },
    {
      spec: {
        hosts: ['web'],
        http: [
          {
            name: 'primary',
            route: [
              { destination: { host: 'web', subset: 'stable' }, weight: 100 },
              { destination: { host: 'web', subset: 'canary' }, weight: 0 },
            ],
            ...http,
          },
        ],
      },
    },
  );
}

export function subsets(trafficPolicy?: object): object {
  return kube(
    'networking.istio.io/v1/DestinationRule',
    { name: 'web', namespace: 'shop' },
    {
      spec: {
        host: 'web',
        ...(trafficPolicy === undefined ? {} : { trafficPolicy }),
        subsets: [
          { name: 'stable', labels: { app: 'web' } },
          { name: 'canary', labels: { app: 'web' } },
        ],
      },
    },
  );
}

export const STEPS = [{ setWeight: 10 }, { pause: { duration: '30s' } }, { setWeight: 50 }, { pause: { duration: '30s' } }];

export const gateway = kube(
  'networking.istio.io/v1/Gateway',
  { name: 'edge', namespace: 'shop' },
  {
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.acme.io'] }],
    },
  },
);

export function published(host: string, service: string, port: number, name = service): object {
  return kube(
    'networking.istio.io/v1/VirtualService',
    { name, namespace: 'shop' },
    { spec: { hosts: [host], gateways: ['edge'], http: [{ route: [{ destination: { host: service, port: { number: port } } }] }] } },
  );
}

export function cnp(name: string, spec: object): object {
  return kube('cilium.io/v2/CiliumNetworkPolicy', { name, namespace: 'shop' }, { spec });
}

export function node(name: string, controlPlane = false): object {
  return {
    ...kube('v1/Node', { name, labels: { 'kubernetes.io/hostname': name } }),
    spec: controlPlane ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } : {},
  };
}

export const NODES = yaml(node('cp', true), node('worker1'), node('worker2'));

export const DNS = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }],
};

export const spread = {
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
};
