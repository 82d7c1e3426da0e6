import { Quantity } from '../values/quantity.ts';
import { PlainDeployment, type PlainDeploymentProps } from './plain-deployment.ts';
import { httpGet } from './probe.ts';
import { anImage, HTTP, refusal, SHOP, SMALL, Testing } from './testing.ts';
import { VolumeClaim } from './volume-claim.ts';

const HOME = { ...SHOP, injection: false };

function props(more: Partial<PlainDeploymentProps> = {}): PlainDeploymentProps {
  return {
    name: 'orders',
    namespace: HOME,
    image: anImage('acme/orders:v1'),
    port: HTTP,
    probes: { readiness: httpGet(HTTP, '/health') },
    resources: SMALL,
    replicas: 1,
    ...more,
  };
}

test('says nothing of a mesh where there is none', () => {
  const chart = Testing.chart();

  const orders = new PlainDeployment(chart, 'Orders', props());

  expect(orders.inMesh).toBe(false);
  expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Deployment', 'Service']);
  expect(Testing.kind(chart, 'Deployment')[0]?.['spec'].template.metadata).toEqual({ labels: { app: 'orders' } });
});

test('stays out of a mesh that injects sidecars', () => {
  const chart = Testing.chart();

  new PlainDeployment(chart, 'Orders', props({ namespace: SHOP }));

  expect(Testing.kind(chart, 'Deployment')[0]?.['spec'].template.metadata.annotations).toEqual({ 'sidecar.istio.io/inject': 'false' });
});

test('a Service may be open on every node', () => {
  const chart = Testing.chart();

  new PlainDeployment(chart, 'Orders', props({ nodePort: 30700 }));

  expect(Testing.kind(chart, 'Service')[0]?.['spec']).toEqual({
    type: 'NodePort',
    selector: { app: 'orders' },
    ports: [{ name: 'http', port: 8080, targetPort: 'http', nodePort: 30700 }],
  });
});

test('the example of its page stands: what writes to a claim ends before its successor starts', () => {
  const chart = Testing.chart();
  const claim = new VolumeClaim(chart, 'Data', {
    name: 'orders-data',
    namespace: HOME.name,
    size: Quantity.parse('100Mi'),
    storageClass: 'standard',
  });

  new PlainDeployment(chart, 'Orders', {
    name: 'orders',
    namespace: HOME,
    image: anImage('acme/orders:v1'),
    port: HTTP,
    probes: { readiness: httpGet(HTTP, '/health') },
    resources: SMALL,
    replicas: 1,
    env: { DATABASE_PATH: '/data/orders.db' },
    mounts: [{ volume: claim.volume, path: '/data' }],
    fsGroup: 65534,
  });

  const spec = Testing.kind(chart, 'Deployment')[0]?.['spec'];
  expect(spec.strategy).toEqual({ type: 'Recreate' });
  expect(spec.template.spec.securityContext).toEqual({ fsGroup: 65534 });
  expect(spec.template.spec.volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'orders-data' } }]);
});

test.each<[string, PlainDeploymentProps['replicas']]>([
  ['two pods', 2],
  ['an autoscaler, even one that stays at one', { replicas: { min: 1, max: 1 }, cpuUtilization: 70 }],
])('refuses %s on a claim (L-26; seed 003, M9)', (_, replicas) => {
  const mounts = [{ volume: { kind: 'claim', name: 'data', claim: 'orders-data' } as const, path: '/data' }];

  const said = refusal(() => new PlainDeployment(Testing.chart(), 'Orders', props({ replicas, mounts })));

  expect(said).toBe(
    'test/Orders: orders mounts the claim behind volume "data" and may have several pods: all but those on one node would wait for it, and the rest write into one another\'s files. Let replicas be 1, or keep the data in a database.',
  );
});
