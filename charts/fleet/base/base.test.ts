import { parse } from 'yaml';
import { GLOBAL_SERVICES } from '../global-services.ts';
import { installedOn, madeFleet, ofKind, theOne } from '../testing.ts';

const FLEET = madeFleet();
const APPS = FLEET.filter(({ cluster }) => cluster.fleet?.role === 'workload');

test.each([
  ['mgmt', '192.168.64.200-192.168.64.210'],
  ['app1', '192.168.64.211-192.168.64.220'],
  ['app2', '192.168.64.221-192.168.64.230'],
])('%s announces exactly its own range on the bridge, and nothing by BGP (8.5, M6)', (name, range) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;
  const [pool, ...more] = ofKind(made, 'IPAddressPool');

  expect(more).toEqual([]);
  expect(pool).toMatchObject({ metadata: { namespace: 'metallb-system' }, spec: { addresses: [range] } });
  expect(ofKind(made, 'L2Advertisement')).toMatchObject([
    { metadata: { namespace: 'metallb-system' }, spec: { ipAddressPools: [pool?.metadata.name] } },
  ]);
  expect(made.objects.filter(({ kind }) => kind.startsWith('BGP'))).toEqual([]);
  expect(installedOn(FLEET, name).get('metallb')?.values).toMatchObject({
    frrk8s: { enabled: false },
    speaker: { frr: { enabled: false } },
  });
});

test.each(FLEET)('$cluster.name has two classes of volumes that Velero can read, one of them the default (L20, M31)', (made) => {
  const classes = ofKind(made, 'StorageClass').map(({ metadata, provisioner, reclaimPolicy, volumeBindingMode }) => ({
    name: metadata.name,
    byDefault: metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
    type: metadata.annotations?.['defaultVolumeType'],
    provisioner,
    reclaimPolicy,
    volumeBindingMode,
  }));

  const common = { type: 'local', provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' };
  expect(classes).toEqual([
    { ...common, name: 'local-path-retain', byDefault: false, reclaimPolicy: 'Retain' },
    { ...common, name: 'local-path', byDefault: true, reclaimPolicy: 'Delete' },
  ]);
});

test.each(FLEET)(
  'on $cluster.name the chart makes no class of its own, which would be a second one of the name (L20, L32)',
  ({ cluster }) => {
    expect(installedOn(FLEET, cluster.name).get('local-path-provisioner')?.values).toMatchObject({ storageClass: { create: false } });
  },
);

test.each(APPS)('on $cluster.name four Services lead to the management cluster, without pods of their own (6.1 b to d)', (made) => {
  for (const { name, namespace, port, portName } of Object.values(GLOBAL_SERVICES)) {
    const stub = theOne(made, 'Service', name, namespace);
    expect(stub.metadata.annotations).toMatchObject({ 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' });
    expect(stub['spec']).toEqual({ type: 'ClusterIP', ports: [{ name: portName, port, protocol: 'TCP' }] });
  }
});

test('the management cluster has no stub: it would take the place of the real Service (6.1 d)', () => {
  const mgmt = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;

  expect(ofKind(mgmt, 'Service').filter(({ metadata }) => metadata.annotations?.['service.cilium.io/shared'] === 'false')).toEqual([]);
});

test.each(FLEET)('$cluster.name has one Gateway, at an address of its own pool and with certificates of phase 2 (8.4)', (made) => {
  const [gateway, ...more] = ofKind(made, 'Gateway');
  const { loadBalancer } = made.cluster.networks;

  expect(more).toEqual([]);
  expect(gateway).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    spec: {
      gatewayClassName: 'cilium',
      infrastructure: { annotations: { 'metallb.io/loadBalancerIPs': loadBalancer?.ingress } },
    },
  });
  expect(gateway?.['spec'].listeners.map(({ protocol }: { protocol: string }) => protocol)).not.toContain('HTTP');
  expect(theOne(made, 'Certificate', 'main-certificate')['spec'].issuerRef.name).toBe('vault-issuer');
});

test('the published inventory says what mgmt is, in the units of the seed (2.6)', () => {
  const mgmt = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;

  const published: unknown = parse(theOne(mgmt, 'ConfigMap', 'cluster-inventory', 'kube-system')['data']['inventory.yaml']);

  expect(published).toEqual({
    name: 'mgmt',
    id: 1,
    role: 'management',
    kubernetesVersion: 'v1.35.0',
    podCIDR: '10.100.0.0/16',
    serviceCIDR: '10.96.0.0/16',
    nodeRange: '192.168.64.10-192.168.64.19',
    metallbPool: '192.168.64.200-192.168.64.210',
    apiServer: 'https://192.168.64.10:6443',
    nodes: [
      { name: 'mgmt-cp', role: 'control-plane', ip: '192.168.64.10', memory: '4GB', cpu: 2, disk: '40GB' },
      { name: 'mgmt-worker-0', role: 'worker', ip: '192.168.64.11', memory: '6GB', cpu: 2, disk: '60GB' },
    ],
  });
});

test.each(APPS)('$cluster.name has the account of Argo CD, and a Secret that asks for its token without holding one (4.2)', (made) => {
  const token = theOne(made, 'Secret', 'argocd-manager-token', 'kube-system');

  expect(token).toMatchObject({
    type: 'kubernetes.io/service-account-token',
    metadata: { annotations: { 'kubernetes.io/service-account.name': 'argocd-manager' } },
  });
  expect(token).not.toHaveProperty('data');
  expect(theOne(made, 'ServiceAccount', 'argocd-manager', 'kube-system')).toBeDefined();
  expect(theOne(made, 'ClusterRoleBinding', 'argocd-manager')['subjects']).toEqual([
    { kind: 'ServiceAccount', name: 'argocd-manager', namespace: 'kube-system' },
  ]);
});

test.each(FLEET)('on $cluster.name what is recovered first pushes out what comes second (15.3)', (made) => {
  const valueOf = (name: string): number => theOne(made, 'PriorityClass', name)['value'];

  expect(valueOf('platform-p1')).toBeGreaterThan(valueOf('platform-p2'));
});
