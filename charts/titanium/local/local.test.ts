import { made, rollCall } from '../../testing.ts';
import { containers, local, names, ofKind, one, podTemplates, production, titanium, told, toldTo } from '../services/testing.ts';

// A developer's machine, as seed 003, section 19 has it.

const objects = local();
const APPS = ['api-gateway', 'auth-service', 'blog-service', 'load-balancer', 'redis', 'user-service'];
const deployments = APPS.map((name) => one(objects, 'Deployment', `${name}-deployment`));

test('the roll call: kinds that every cluster has, and no object beyond the services (M35)', () => {
  expect(rollCall(objects)).toEqual({
    ConfigMap: ['app-config'],
    Deployment: APPS.map((name) => `${name}-deployment`),
    Namespace: ['titanium-local'],
    PersistentVolumeClaim: ['blog-service-data-pvc', 'user-service-data-pvc'],
    Service: ['api-gateway-service', 'auth-service', 'blog-service', 'load-balancer-service', 'redis-service', 'user-service'],
    ServiceAccount: APPS,
  });
  expect(
    made(titanium('local'))
      .manifests.map(({ app }) => app)
      .filter((app) => app !== 'titanium-local'),
  ).toEqual([]);
});

test('all stands in one namespace that says what it is for', () => {
  expect(one(objects, 'Namespace', 'titanium-local').metadata.labels).toMatchObject({ environment: 'local', tier: 'development' });
  expect(one(objects, 'Namespace', 'titanium-local').metadata.labels).not.toHaveProperty('istio-injection');
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ project: 'titanium', environment: 'local' });
    if (metadata.name !== 'titanium-local') expect(metadata.namespace).toBe('titanium-local');
  }
});

test('one pod of each, images from the machine, and nothing of a mesh', () => {
  expect(deployments.map(({ spec }) => spec.replicas)).toEqual(APPS.map(() => 1));
  for (const { imagePullPolicy } of Object.values(containers(objects))) expect(imagePullPolicy).toBe('IfNotPresent');
  expect(JSON.stringify(objects)).not.toMatch(/istio|prometheus\.io/);
});

test('images are those that a developer builds', () => {
  const own = APPS.filter((name) => name !== 'redis');

  expect(own.map((name) => containers(objects)[name]?.image)).toEqual(own.map((name) => `dongju101/${name}:v1.0`));
});

test('probes and resources are those of production', () => {
  const there = containers(production());
  for (const [name, { resources, livenessProbe, readinessProbe }] of Object.entries(containers(objects))) {
    expect({ resources, livenessProbe, readinessProbe }).toEqual({
      resources: there[name]?.resources,
      livenessProbe: there[name]?.livenessProbe,
      readinessProbe: there[name]?.readinessProbe,
    });
  }
});

test('the only way in is port 30700 of the machine, to load-balancer (M2)', () => {
  const open = ofKind(objects, 'Service').filter(({ spec }) => spec.type !== undefined && spec.type !== 'ClusterIP');

  expect(open.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
    [
      'load-balancer-service',
      { type: 'NodePort', selector: { app: 'load-balancer' }, ports: [{ name: 'http', port: 7100, targetPort: 'http', nodePort: 30700 }] },
    ],
  ]);
  expect(podTemplates(objects)['load-balancer']?.metadata.labels).toEqual({ app: 'load-balancer' });
});

test('app-config has exactly the values of the seed', () => {
  expect(one(objects, 'ConfigMap', 'app-config')['data']).toEqual({
    API_GATEWAY_URL: 'http://api-gateway-service:8000',
    USER_SERVICE_URL: 'http://user-service:8001',
    AUTH_SERVICE_URL: 'http://auth-service:8002',
    BLOG_SERVICE_URL: 'http://blog-service:8005',
    REDIS_HOST: 'redis-service',
    REDIS_PORT: '6379',
    REDIS_DB: '0',
    USE_POSTGRES: 'false',
    ENVIRONMENT: 'local',
    LOG_LEVEL: 'DEBUG',
    DEBUG_MODE: 'true',
    APP_NAME: 'titanium',
    APP_VERSION: '1.0.0',
    CORS_ALLOWED_ORIGINS: '*',
  });
});

test('database files lie on volumes that outlive the container, and one pod at a time opens them (L12, M9)', () => {
  const stored = APPS.flatMap((name) => {
    const { spec } = one(objects, 'Deployment', `${name}-deployment`);
    const [container] = spec.template.spec.containers;
    const { DATABASE_PATH, BLOG_DATABASE_PATH } = told(container);
    const claim = spec.template.spec.volumes?.[0]?.persistentVolumeClaim.claimName;
    const file = DATABASE_PATH ?? BLOG_DATABASE_PATH;
    return file === undefined && claim === undefined ? [] : [[name, file, container.volumeMounts[0].mountPath, claim, spec.strategy?.type]];
  });

  expect(stored).toEqual([
    ['blog-service', '/data/blog.db', '/data', 'blog-service-data-pvc', 'Recreate'],
    ['user-service', '/data/users.db', '/data', 'user-service-data-pvc', 'Recreate'],
  ]);
  for (const { spec } of ofKind(objects, 'PersistentVolumeClaim')) {
    expect(spec).toEqual({ accessModes: ['ReadWriteOnce'], storageClassName: 'standard', resources: { requests: { storage: '100Mi' } } });
  }
});

test('nothing is written that says nothing', () => {
  expect(JSON.stringify(objects)).not.toMatch(/:(\[\]|\{\})/);
});

test('the machine has the ceiling that is meant, and no annotation claims to hold it (M32)', () => {
  const [machine] = titanium('local').nodes;

  expect([machine?.cpu.text, machine?.memory.text]).toEqual(['5', '10Gi']);
  expect(JSON.stringify(objects)).not.toMatch(/"[^"]*(quota|ceiling)[^"]*":/i);
});

test('the signing key is referenced; no value is in the folder', () => {
  expect(toldTo(objects, 'auth-service')).toEqual({
    SERVICE_NAME: 'auth-service',
    SERVICE_PORT: '8002',
    INTERNAL_API_SECRET: 'app-secrets/INTERNAL_API_SECRET',
  });
  expect(names(objects, 'Secret')).toEqual([]);
});
