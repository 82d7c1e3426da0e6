import { KubePod } from 'cdk8s-plus-30/lib/imports/k8s';
import { container, type ContainerProps, pullSecretsOf, quantities, type Volume, volumesOf } from './container.ts';
import { SecretKey } from './secret-key.ts';
import { aSecret, anImage, HTTP, refusal, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { httpGet } from './probe.ts';
import { unprivileged } from './security.ts';

const scratch: Volume = { kind: 'scratch', name: 'tmp' };

function props(given: Partial<ContainerProps> = {}): ContainerProps {
  return { name: 'app', image: anImage(), resources: SMALL, ...given };
}

/** What the API server would read. */
function inPod(...containers: ContainerProps[]): { containers: unknown[]; volumes: unknown } {
  const chart = Testing.chart();
  new KubePod(chart, 'Pod', { metadata: { name: 'pod' }, spec: { containers: containers.map(container), volumes: volumesOf(containers) } });
  const spec = Testing.synth(chart)[0]?.['spec'] as { containers: unknown[]; volumes: unknown };
  return { containers: spec.containers, volumes: spec.volumes };
}

test('says nothing that was not said', () => {
  expect(inPod(props()).containers).toEqual([{ name: 'app', image: 'acme/api:v1', resources: SMALL_JSON }]);
});

test('says everything that was said', () => {
  const security = unprivileged();
  const ready = httpGet(HTTP, '/ready');
  const given = props({
    command: ['java'],
    args: ['-jar', 'app.jar'],
    env: { MODE: 'fast', PASSWORD: new SecretKey(aSecret('db-secret', 'root'), 'root') },
    envFrom: ['api-config'],
    ports: [HTTP],
    probes: { startup: ready, liveness: ready, readiness: ready },
    security,
    mounts: [
      { volume: scratch, path: '/tmp' },
      { volume: { kind: 'config', name: 'conf', configMap: 'api-config' }, path: '/etc/a.conf', file: 'a.conf', readOnly: true },
    ],
  });

  const probe = { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 10 };
  expect(inPod(given)).toEqual({
    containers: [
      {
        name: 'app',
        image: 'acme/api:v1',
        command: ['java'],
        args: ['-jar', 'app.jar'],
        env: [
          { name: 'MODE', value: 'fast' },
          { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'root' } } },
        ],
        envFrom: [{ configMapRef: { name: 'api-config' } }],
        ports: [{ name: 'http', containerPort: 8080 }],
        startupProbe: probe,
        livenessProbe: probe,
        readinessProbe: probe,
        resources: SMALL_JSON,
        securityContext: security,
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'conf', mountPath: '/etc/a.conf', subPath: 'a.conf', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'conf', configMap: { name: 'api-config' } },
    ],
  });
});

test.each<[string, Volume, unknown]>([
  ['a folder that lives as long as the pod', scratch, { name: 'tmp', emptyDir: {} }],
  ['one of a size', { ...scratch, sizeLimit: '1Gi' }, { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
  ['a ConfigMap', { kind: 'config', name: 'conf', configMap: 'api-config' }, { name: 'conf', configMap: { name: 'api-config' } }],
  ['a claim', { kind: 'claim', name: 'data', claim: 'db-pvc' }, { name: 'data', persistentVolumeClaim: { claimName: 'db-pvc' } }],
])('files come from %s', (_, volume, expected) => {
  expect(inPod(props({ mounts: [{ volume, path: '/x' }] })).volumes).toEqual([expected]);
});

test('a volume that two containers share stands once', () => {
  const mounts = [{ volume: scratch, path: '/tmp' }];

  expect(volumesOf([props({ mounts }), props({ mounts })])).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('refuses one name for two volumes', () => {
  const other: Volume = { kind: 'claim', name: 'tmp', claim: 'db-pvc' };

  const message = refusal(() =>
    volumesOf([props({ mounts: [{ volume: scratch, path: '/a' }] }), props({ mounts: [{ volume: other, path: '/b' }] })]),
  );

  expect(message).toBe('volume tmp: two containers mean different things by it. Give the two volumes names of their own.');
});

test('every private image brings its pull secret, and each stands once', () => {
  const containers = [anImage('ghcr.io/acme/api:v1', 'ghcr'), anImage(), anImage('ghcr.io/acme/web:v1', 'ghcr')].map((image) =>
    props({ image }),
  );

  expect(pullSecretsOf(containers)).toEqual([{ name: 'ghcr' }]);
});

test('amounts are handed on as they were written', () => {
  expect(JSON.parse(JSON.stringify(quantities({ cpu: '1000m', memory: '1Gi' })))).toEqual({
    cpu: { value: '1000m' },
    memory: { value: '1Gi' },
  });
});

test('a password is no literal, and a folder of the node is no volume', () => {
  // @ts-expect-error a value that comes from a Secret is a SecretKey, not an object made by hand
  props({ env: { PASSWORD: { name: 'db-secret', key: 'root' } } });
  // @ts-expect-error hostPath would tie the pod to one node (L-11)
  props({ mounts: [{ volume: { kind: 'hostPath', name: 'data', path: '/mnt' }, path: '/data' }] });
});

test('an image says when a node asks the registry for it', () => {
  const image = { ...anImage(), pullPolicy: 'Always' } as const;

  expect(inPod(props({ image })).containers).toEqual([
    { name: 'app', image: 'acme/api:v1', imagePullPolicy: 'Always', resources: SMALL_JSON },
  ]);
});
