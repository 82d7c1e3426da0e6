import { ConfigData } from './config-data.ts';
import { Port } from './port.ts';
import { httpGet } from './probe.ts';
import { anImage, aSecret, refusal, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { VersionedDeployment, type VersionedDeploymentProps } from './versioned-deployment.ts';

const HTTP = Port.http(8080);
const METRICS = Port.http(9797, 'metrics');

type Name = 'http' | 'metrics';

function aDeployment(props: Partial<VersionedDeploymentProps<Name>> = {}) {
  const chart = Testing.chart();
  const podinfo = new VersionedDeployment<Name>(chart, 'Podinfo', {
    name: 'podinfo',
    namespace: 'app',
    image: anImage('acme/podinfo:6.9.2'),
    ports: { http: HTTP, metrics: METRICS },
    resources: SMALL,
    probes: { readiness: httpGet(HTTP, '/readyz') },
    ...props,
  });
  return { chart, podinfo, spec: Testing.kind(chart, 'Deployment')[0]?.['spec'] };
}

test('is a program with an account and a Service for all of its ports', () => {
  const chart = Testing.chart();
  const port = Port.http(9898);

  const podinfo = new VersionedDeployment(chart, 'Podinfo', {
    name: 'podinfo',
    namespace: 'app',
    image: anImage('acme/podinfo:6.9.2'),
    ports: { http: port, metrics: Port.http(9797, 'metrics') },
    resources: SMALL,
    probes: { readiness: httpGet(port, '/readyz') },
  });

  expect(Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'ServiceAccount app/podinfo',
    'Deployment app/podinfo',
    'Service app/podinfo',
  ]);
  expect(Testing.kind(chart, 'Service')[0]?.['spec']).toEqual({
    selector: { app: 'podinfo' },
    ports: [
      { name: 'http', port: 9898, targetPort: 'http' },
      { name: 'http-metrics', port: 9797, targetPort: 'http-metrics' },
    ],
  });
  expect(podinfo.at('metrics')).toMatchObject({ service: 'podinfo', port: { number: 9797 } });
});

test('its pods say which version they are, and are selected without it, so that a release can replace them', () => {
  const { spec } = aDeployment();

  expect(spec.selector).toEqual({ matchLabels: { app: 'podinfo' } });
  expect(spec.template.metadata.labels).toEqual({ app: 'podinfo', version: '6.9.2' });
});

test('its container may do nothing that the standard restricted forbids', () => {
  const { spec } = aDeployment();

  expect(spec.template.spec.containers[0]).toMatchObject({
    resources: SMALL_JSON,
    securityContext: {
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
});

test('mounts a Secret as a folder that holds the keys it has', () => {
  const { spec } = aDeployment({ secrets: [{ secret: aSecret('bucket', 'config.yaml'), path: '/etc/bucket' }] });

  expect(spec.template.spec.volumes).toEqual([
    { name: 'bucket', secret: { secretName: 'bucket', items: [{ key: 'config.yaml', path: 'config.yaml' }] } },
  ]);
  expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'bucket', mountPath: '/etc/bucket', readOnly: true }]);
});

test('what must never run twice ends before it starts anew, and has its time to end', () => {
  const { spec } = aDeployment({ replaced: 'together', endSeconds: 600 });

  expect(spec.strategy).toEqual({ type: 'Recreate' });
  expect(spec.template.spec.terminationGracePeriodSeconds).toBe(600);
});

test('a change of its configuration starts new pods', () => {
  const chart = Testing.chart();
  const config = (text: string) => new ConfigData(chart, text, { name: 'rules', namespace: 'app', data: { 'rules.yaml': text } });

  const [one, other] = ['a', 'b'].map((text) => aDeployment({ rolledBy: [config(text)] }).spec.template.metadata.annotations);

  expect(Object.keys(one)).toEqual(['slipway.dev/config.rules']);
  expect(one).not.toEqual(other);
});

test('several pods have a budget that lets a drain take one; a single one has none, which would block the drain', () => {
  const budgets = [1, 2].map((replicas) => Testing.kind(aDeployment({ replicas }).chart, 'PodDisruptionBudget').map(({ spec }) => spec));

  expect(budgets).toEqual([[], [{ maxUnavailable: 1, selector: { matchLabels: { app: 'podinfo' } } }]]);
});

test('annotations of the pods stand on them alone', () => {
  const { spec } = aDeployment({ podAnnotations: { 'backup.velero.io/backup-volumes-excludes': 'data' } });

  expect(spec.template.metadata.annotations).toEqual({ 'backup.velero.io/backup-volumes-excludes': 'data' });
});

test('labels stand on Deployment and Service, annotations of the Service on it alone', () => {
  const { chart } = aDeployment({ labels: { team: 'a' }, serviceAnnotations: { 'service.cilium.io/global': 'true' } });

  const told = Testing.synth(chart).map(({ kind, metadata }) => [kind, metadata.labels?.['team'], metadata.annotations]);

  expect(told).toEqual([
    ['ServiceAccount', undefined, undefined],
    ['Deployment', 'a', undefined],
    ['Service', 'a', { 'service.cilium.io/global': 'true' }],
  ]);
});

test('an image without a tag is refused: nobody could say which version runs', () => {
  expect(refusal(() => aDeployment({ image: anImage(`acme/podinfo@sha256:${'0'.repeat(64)}`) }))).toContain('has no tag');
});
