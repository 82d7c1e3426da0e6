import { containers, names, ofKind, one, podTemplates, production, titanium, told } from './testing.ts';

// The workloads of production as seed 003, section 6 has them, and the mistakes that were made with them.

const objects = production();
const templates = podTemplates(objects);
const pods = containers(objects);

const MAIN = ['api-gateway', 'auth-service', 'blog-service', 'user-service'];
const DEPLOYED = [...MAIN, 'load-balancer', 'load-generator', 'redis'];
const SMALL = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } };

const get = (path: string, initialDelaySeconds: number, periodSeconds: number): object => ({
  httpGet: { path, port: 'http' },
  initialDelaySeconds,
  periodSeconds,
});
const run = (command: string[], initialDelaySeconds: number, periodSeconds: number): object => ({
  exec: { command },
  initialDelaySeconds,
  periodSeconds,
  timeoutSeconds: 5,
});
const PING = ['redis-cli', 'ping'];
const READY = ['pg_isready', '-U', 'postgres', '-h', '127.0.0.1'];

test('the eight workloads have the names of the seed, and a dump beside them', () => {
  expect(names(objects, 'Deployment').sort()).toEqual(DEPLOYED.map((name) => `${name}-deployment`).sort());
  expect(names(objects, 'StatefulSet')).toEqual(['postgresql']);
  expect(names(objects, 'CronJob')).toEqual(['postgresql-backup']);
  expect(names(objects, 'HorizontalPodAutoscaler')).toEqual(MAIN.map((name) => `${name}-hpa`));
});

test.each([
  ['user-service', 8001, 'http', get('/health', 30, 10), get('/health', 10, 5)],
  ['auth-service', 8002, 'http', get('/health', 30, 10), get('/health', 10, 5)],
  ['blog-service', 8005, 'http', get('/health', 15, 20), get('/health', 5, 10)],
  ['api-gateway', 8000, 'http', get('/health', 30, 10), get('/health', 5, 5)],
  ['load-balancer', 7100, 'http', get('/lb-health', 30, 10), get('/lb-health', 5, 5)],
  ['redis', 6379, 'tcp-redis', run(PING, 30, 10), run(PING, 5, 5)],
  ['postgresql', 5432, 'tcp-postgres', run(READY, 30, 10), run(READY, 10, 5)],
])('%s listens on %i (%s) and is asked as the seed says', (name, containerPort, portName, liveness, readiness) => {
  const { ports, livenessProbe, readinessProbe } = pods[name] ?? {};

  expect({ ports, livenessProbe, readinessProbe }).toEqual({
    ports: [{ name: portName, containerPort }],
    livenessProbe: liveness,
    readinessProbe: readiness,
  });
});

test('Services are ClusterIP, select by app and name every port (M17)', () => {
  const merged = { name: 'http-merged', port: 15020, targetPort: 15020 };
  const told = ofKind(objects, 'Service').map(({ metadata, spec }) => [metadata.name, spec.type, spec.selector, spec.ports]);

  const http = (port: number): object => ({ name: 'http', port, targetPort: 'http' });
  expect(told).toEqual([
    ['api-gateway-service', undefined, { app: 'api-gateway' }, [http(8000), merged]],
    ['auth-service', undefined, { app: 'auth-service' }, [http(8002), merged]],
    ['blog-service', undefined, { app: 'blog-service' }, [http(8005), merged]],
    ['load-balancer-service', undefined, { app: 'load-balancer' }, [http(7100)]],
    ['postgresql-service', undefined, { app: 'postgresql' }, [{ name: 'tcp-postgres', port: 5432, targetPort: 'tcp-postgres' }]],
    ['redis-service', undefined, { app: 'redis' }, [{ name: 'tcp-redis', port: 6379, targetPort: 'tcp-redis' }]],
    ['user-service', undefined, { app: 'user-service' }, [http(8001), merged]],
  ]);
});

test('no Service has a name that becomes a variable which a program reads as its port', () => {
  expect(names(objects, 'Service').filter((name) => ['api-gateway', 'redis', 'postgres', 'postgresql'].includes(name))).toEqual([]);
});

test('every pod, dumps included, has all four figures of its sidecar (L2)', () => {
  const figures = Object.values(templates).map(({ metadata }) =>
    Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith('sidecar.istio.io/'))),
  );

  expect(figures).toHaveLength(9);
  for (const each of figures) {
    expect(each).toEqual({
      'sidecar.istio.io/proxyCPULimit': '200m',
      'sidecar.istio.io/proxyMemoryLimit': '256Mi',
      'sidecar.istio.io/proxyCPU': '50m',
      'sidecar.istio.io/proxyMemory': '64Mi',
    });
  }
});

test('every container states what it takes, the database more than the others (M14)', () => {
  const { postgresql, ...small } = pods;

  expect(postgresql?.resources).toEqual({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } });
  for (const { resources } of Object.values(small)) expect(resources).toEqual(SMALL);
});

test('every pod runs as a numbered user that cannot become root, under an account of its own without a token (M34)', () => {
  const accounts = Object.entries(templates).map(([app, { spec }]) => [app, spec.serviceAccountName, spec.automountServiceAccountToken]);

  expect(accounts).toEqual(Object.keys(templates).map((app) => [app, app, false]));
  for (const { securityContext } of Object.values(pods)) {
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: expect.any(Number), allowPrivilegeEscalation: false });
    expect(securityContext.runAsUser).toBeGreaterThan(0);
  }
  for (const account of ofKind(objects, 'ServiceAccount')) expect(account['automountServiceAccountToken']).toBe(false);
});

test('images are those of the inventory, in versions, and asked for at every start (M16)', () => {
  const { images } = titanium('solid-cloud');

  for (const name of [...MAIN, 'load-balancer', 'redis']) expect(pods[name]?.image).toBe(images[name]?.text);
  for (const { image, imagePullPolicy } of Object.values(pods)) {
    expect(image).toMatch(/:(main-[0-9a-f]{7}|\d[\w.-]*)$/);
    expect(imagePullPolicy).toBe('Always');
  }
});

test('autoscalers keep at least two pods and own their number (L4, M22)', () => {
  for (const name of MAIN) {
    expect(one(objects, 'HorizontalPodAutoscaler', `${name}-hpa`)['spec']).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${name}-deployment` },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    });
    expect(one(objects, 'Deployment', `${name}-deployment`)['spec'].replicas).toBeUndefined();
  }
  const fixed = ['load-balancer', 'load-generator', 'redis'].map(
    (name) => one(objects, 'Deployment', `${name}-deployment`)['spec'].replicas,
  );
  expect(fixed).toEqual([1, 2, 1]);
});

test('services know their own name and port, and what only some of them need comes from Secrets (M12)', () => {
  const login = { POSTGRES_USER: 'postgresql-secret/POSTGRES_USER', POSTGRES_PASSWORD: 'postgresql-secret/POSTGRES_PASSWORD' };
  const own = (name: string, port: number): object => ({ SERVICE_NAME: name, SERVICE_PORT: String(port) });

  expect(MAIN.map((name) => pods[name] && told(pods[name]))).toEqual([
    own('api-gateway', 8000),
    { ...own('auth-service', 8002), INTERNAL_API_SECRET: 'app-secrets/INTERNAL_API_SECRET' },
    { ...own('blog-service', 8005), ...login },
    { ...own('user-service', 8001), ...login },
  ]);
  for (const name of MAIN) expect(pods[name]?.envFrom).toEqual([{ configMapRef: { name: 'app-config' } }]);
});

test('a change of app-config rolls the pods that read it, and no others (M19)', () => {
  const before = templates;
  const after = podTemplates(
    production({ 'cors-allowed-origins: http://10.0.11.168:31304': 'cors-allowed-origins: http://10.0.11.169:31304' }),
  );

  const rolled = Object.keys(before).filter((app) => JSON.stringify(before[app]) !== JSON.stringify(after[app]));
  expect(rolled.sort()).toEqual(MAIN);
});

test('common labels are on every object and in no selector; pods carry their logical name alone (M18)', () => {
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'titanium', project: 'titanium', environment: 'production' });
  }
  for (const [app, { metadata }] of Object.entries(templates)) expect(metadata.labels).toEqual({ app });
  for (const { spec } of [...ofKind(objects, 'Deployment'), ...ofKind(objects, 'StatefulSet')]) {
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
  }
});

test('the four services tell their metrics through the agent of their sidecar, which STRICT lets anybody read (M30)', () => {
  for (const name of MAIN) {
    expect(templates[name]?.metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(pods[name]?.ports?.[0]?.containerPort),
      'prometheus.io/path': '/metrics',
    });
  }
  const silent = ['load-balancer', 'load-generator', 'redis', 'postgresql', 'postgresql-backup'];
  for (const name of silent) expect(templates[name]?.metadata.annotations).not.toHaveProperty(['prometheus.io/scrape']);
});
