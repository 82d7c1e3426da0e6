import { homelab, made, ofApp, the, valuesAt } from './testing.ts';

// Third-party software and what configures it (seed 002, base cluster and third-party components).

const cluster = made();
const VALUES = 'spec.source.helm.valuesObject';
const TOLERATED = [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }];

/** Chart, its pinned version, where it goes, and every value that seed 002 fixes. */
const INSTALLED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cilium: {
    ...from('https://helm.cilium.io/', 'cilium', '1.16.19', 'kube-system'),
    [`${VALUES}.kubeProxyReplacement`]: 'false', // kube-proxy stays
    [`${VALUES}.routingMode`]: 'tunnel',
    [`${VALUES}.tunnelProtocol`]: 'vxlan',
    [`${VALUES}.operator.enabled`]: true,
    [`${VALUES}.hubble.relay.enabled`]: true,
    [`${VALUES}.hubble.ui.enabled`]: false,
    [`${VALUES}.hubble.tls.auto.method`]: 'cronJob',
  },
  metallb: {
    ...from('https://metallb.github.io/metallb', 'metallb', '0.14.9', 'metallb-system'),
    [`${VALUES}.speaker.frr.enabled`]: false, // layer 2
  },
  longhorn: {
    ...from('https://charts.longhorn.io', 'longhorn', '1.7.2', 'longhorn-system'),
    [`${VALUES}.persistence.defaultClass`]: true,
    [`${VALUES}.persistence.defaultClassReplicaCount`]: 3,
    [`${VALUES}.defaultSettings.defaultReplicaCount`]: 3,
    // The third copy lies on the tainted control plane (D-03).
    [`${VALUES}.defaultSettings.taintToleration`]: 'node-role.kubernetes.io/control-plane:NoSchedule',
    [`${VALUES}.longhornManager.tolerations`]: TOLERATED,
    [`${VALUES}.longhornDriver.tolerations`]: TOLERATED,
  },
  'istio-base': from('https://istio-release.storage.googleapis.com/charts', 'base', '1.24.6', 'istio-system'),
  istiod: {
    ...from('https://istio-release.storage.googleapis.com/charts', 'istiod', '1.24.6', 'istio-system'),
    [`${VALUES}.resources.requests`]: { cpu: '200m', memory: '512Mi' },
    [`${VALUES}.global.proxy.resources`]: { requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
    [`${VALUES}.meshConfig.enablePrometheusMerge`]: false, // D-17
  },
  'istio-ingressgateway': {
    ...from('https://istio-release.storage.googleapis.com/charts', 'gateway', '1.24.6', 'istio-system'),
    [`${VALUES}.resources.requests`]: { cpu: '100m', memory: '128Mi' },
    [`${VALUES}.service.type`]: 'LoadBalancer',
    [`${VALUES}.service.loadBalancerIP`]: undefined,
    [`${VALUES}.service.annotations`]: { 'metallb.io/loadBalancerIPs': '192.168.1.200' },
    [`${VALUES}.service.ports`]: [
      { name: 'http2', port: 80, protocol: 'TCP', targetPort: 80 },
      { name: 'https', port: 443, protocol: 'TCP', targetPort: 443 },
    ],
  },
  argocd: {
    ...from('https://argoproj.github.io/argo-helm', 'argo-cd', '7.7.23', 'argocd'),
    [`${VALUES}.configs.params`]: { 'server.insecure': true },
  },
  'argo-rollouts': {
    ...from('https://argoproj.github.io/argo-helm', 'argo-rollouts', '2.38.2', 'argo-rollouts'),
    [`${VALUES}.dashboard.enabled`]: false,
  },
};

function from(repoURL: string, chart: string, targetRevision: string, namespace: string): Record<string, unknown> {
  return {
    'spec.source.repoURL': repoURL,
    'spec.source.chart': chart,
    'spec.source.targetRevision': targetRevision,
    'spec.destination.namespace': namespace,
  };
}

test.each(Object.entries(INSTALLED))('%s is installed as seed 002 states', (name, table) => {
  expect(valuesAt(the(cluster, 'Application', name), table)).toEqual(table);
});

test('the pool of MetalLB and its announcement are the only objects of their folder', () => {
  const metadata = { name: 'default-pool', namespace: 'metallb-system' };

  expect(ofApp(cluster, 'metallb-pools')).toEqual([
    { apiVersion: 'metallb.io/v1beta1', kind: 'IPAddressPool', metadata, spec: { addresses: ['192.168.1.200-192.168.1.210'] } },
    { apiVersion: 'metallb.io/v1beta1', kind: 'L2Advertisement', metadata, spec: { ipAddressPools: ['default-pool'] } },
  ]);
});

test('Argo CD is reached through the gateway of the blog', () => {
  expect(the(cluster, 'VirtualService', 'argocd')).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'argocd', namespace: 'istio-system' },
    spec: {
      hosts: ['argocd.jiminhome.shop'],
      gateways: ['blog-system/blog-gateway'],
      http: [{ route: [{ destination: { host: 'argocd-server.argocd.svc.cluster.local', port: { number: 80 } } }] }],
    },
  });
});

test('one Service takes the traffic in, and no second controller waits for it (L-10)', () => {
  const text = cluster.manifests.map((manifest) => manifest.text).join('');

  expect(text.match(/type: LoadBalancer/g)).toHaveLength(1);
  expect(text).not.toMatch(/kind: Ingress|ingress-nginx|cloudflared|gateway\.networking\.k8s\.io/);
});

test('where the workers alone hold disks, nothing of Longhorn tolerates the control plane', () => {
  const workersOnly = made(
    homelab({ 'replicas: 3': 'replicas: 2', 'nodes: [k8s-cp, k8s-worker1, k8s-worker2]': 'nodes: [k8s-worker1, k8s-worker2]' }),
  );

  const values: unknown = the(workersOnly, 'Application', 'longhorn')['spec'].source.helm.valuesObject;

  expect(values).toMatchObject({
    persistence: { defaultClassReplicaCount: 2 },
    defaultSettings: { defaultReplicaCount: 2 },
    longhornManager: { tolerations: [] },
    longhornDriver: { tolerations: [] },
  });
  expect(values).not.toHaveProperty('defaultSettings.taintToleration');
});

test('a cluster whose kube-proxy is gone lets Cilium do its work', () => {
  const without = made(homelab({ 'kubeProxy: true': 'kubeProxy: false', 'transport: vxlan': 'transport: native' }));

  expect(the(without, 'Application', 'cilium')['spec'].source.helm.valuesObject).toMatchObject({
    kubeProxyReplacement: 'true',
    routingMode: 'native',
  });
});
