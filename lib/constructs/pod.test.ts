import { KubePodTemplate } from 'cdk8s-plus-30/lib/imports/k8s';
import { podTemplate, type PodProps } from './pod.ts';
import { anImage, Pods, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';

const app = { name: 'app', image: anImage(), resources: SMALL };
const APP = { name: 'app', image: 'acme/api:v1', resources: SMALL_JSON };

/** The template of workload `api` as the API server would read it. */
function template(props: Partial<PodProps> = {}, workload: ConstructorParameters<typeof Pods>[2] = {}): unknown {
  const chart = Testing.chart();
  const pods = new Pods(chart, 'api', workload);
  new KubePodTemplate(chart, 'Resource', {
    metadata: { name: 'api' },
    template: podTemplate({ workload: pods, containers: [app], ...props }),
  });
  return Testing.synth(chart)[0]?.['template'];
}

test('carries the label of its workload and no key to the API server', () => {
  expect(template()).toEqual({ metadata: { labels: { app: 'api' } }, spec: { automountServiceAccountToken: false, containers: [APP] } });
});

test('opts out of the mesh where the workload stands outside and the namespace injects', () => {
  expect(template({}, { inMesh: false })).toMatchObject({ metadata: { annotations: { 'sidecar.istio.io/inject': 'false' } } });
});

test('no annotation of ours takes that back', () => {
  expect(template({ annotations: { 'sidecar.istio.io/inject': 'true' } }, { inMesh: false })).toMatchObject({
    metadata: { annotations: { 'sidecar.istio.io/inject': 'false' } },
  });
});

test('says nothing about sidecars where nobody injects', () => {
  expect(template({}, { inMesh: false, namespace: { ...SHOP, injection: false } })).toMatchObject({ metadata: { labels: { app: 'api' } } });
  expect(template({}, { inMesh: false, namespace: { ...SHOP, injection: false } })).not.toHaveProperty('metadata.annotations');
});

test('volumes and pull secrets follow from all containers, those that run first included', () => {
  const mounts = [{ volume: { kind: 'scratch', name: 'work' } as const, path: '/work' }];
  const fetch = { ...app, name: 'fetch', image: anImage('ghcr.io/acme/fetch:v1', 'ghcr'), mounts };

  const result = template({ initContainers: [fetch], containers: [{ ...app, mounts }] });

  const volumeMounts = [{ name: 'work', mountPath: '/work' }];
  expect(result).toEqual({
    metadata: { labels: { app: 'api' } },
    spec: {
      automountServiceAccountToken: false,
      imagePullSecrets: [{ name: 'ghcr' }],
      initContainers: [{ name: 'fetch', image: 'ghcr.io/acme/fetch:v1', resources: SMALL_JSON, volumeMounts }],
      containers: [{ ...APP, volumeMounts }],
      volumes: [{ name: 'work', emptyDir: {} }],
    },
  });
});

test.each([
  ['soft', { whenUnsatisfiable: 'ScheduleAnyway' }],
  ['hard', { whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor' }],
] as const)('%s spread counts its own pods, node by node', (spread, expected) => {
  const constraint = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'api' } }, ...expected };

  expect(template({ spread })).toMatchObject({ spec: { topologySpreadConstraints: [constraint] } });
});

test('a Job says when it is over', () => {
  expect(template({ restartPolicy: 'Never' })).toMatchObject({ spec: { restartPolicy: 'Never' } });
});

test('never runs beside the pods that it is to outlive', () => {
  const chart = Testing.chart();

  const spec = template({ apartFrom: new Pods(chart, 'database') });

  expect(spec).toMatchObject({
    spec: {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'database' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    },
  });
});
