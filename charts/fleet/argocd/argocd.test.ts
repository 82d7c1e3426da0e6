import { installedOn, madeFleet, ofKind, theOne, waveOf } from '../testing.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;
const NAMES = FLEET.map(({ cluster }) => cluster.name);
const APPLICATIONS = ofKind(MGMT, 'Application');
const REPOSITORY = { repoURL: 'https://github.com/studio/k8s-manifests.git', targetRevision: 'main' };

test('Applications stand on the management cluster only, beside Argo CD itself (4.1, M30)', () => {
  for (const made of FLEET.filter((each) => each !== MGMT)) expect(ofKind(made, 'Application')).toEqual([]);
  expect(APPLICATIONS.filter(({ metadata }) => metadata.namespace !== 'argocd')).toEqual([]);
  expect(installedOn(FLEET, 'mgmt').get('argocd')?.source.chart).toBe('argo-cd');
});

test('each Application goes to the cluster that its name begins with (M29)', () => {
  for (const { metadata, spec } of APPLICATIONS) {
    const cluster = NAMES.find((name) => metadata.name.startsWith(`${name}-`));
    const { name, server } = spec.destination;
    expect([metadata.name, name, server]).toEqual([
      metadata.name,
      ...(cluster === 'mgmt' ? [undefined, 'https://kubernetes.default.svc'] : [cluster, undefined]),
    ]);
  }
});

test('every chart is pinned to one version, its values are an object, and its release has no prefix (4.1, L29, M39)', () => {
  const charts = APPLICATIONS.filter(({ spec }) => spec.source.chart !== undefined);

  expect(charts.length).toBeGreaterThan(10);
  for (const { metadata, spec } of charts) {
    const { targetRevision, helm } = spec.source;
    expect([metadata.name, targetRevision]).toEqual([metadata.name, expect.stringMatching(/^v?\d+\.\d+\.\d+$/)]);
    expect([metadata.name, typeof helm.valuesObject]).toEqual([metadata.name, 'object']);
    expect([metadata.name, NAMES.some((name) => helm.releaseName.startsWith(`${name}-`))]).toEqual([metadata.name, false]);
  }
});

test('everything heals itself and is tried for ever, and nothing makes a namespace without labels (4.1)', () => {
  for (const { metadata, spec } of APPLICATIONS) {
    const { automated, retry, syncOptions = [] } = spec.syncPolicy;
    expect([metadata.name, automated.selfHeal, retry.limit]).toEqual([metadata.name, true, -1]);
    expect([metadata.name, syncOptions]).toEqual([metadata.name, expect.not.arrayContaining(['CreateNamespace=true'])]);
  }
});

test('the root Application installs the folder of its cluster, and comes last of all that it waits for (4.1, L19)', () => {
  const root = theOne(MGMT, 'Application', 'mgmt-root');

  expect(root['spec'].source).toEqual({ ...REPOSITORY, path: 'mgmt', directory: { recurse: true } });
  const others = MGMT.objects.filter((each) => each !== root);
  expect(Math.max(...others.map(waveOf))).toBeLessThan(waveOf(root));
});

test('waves wait for Applications, and for no address of a Service (4.4, L19)', () => {
  const { cm } = installedOn(FLEET, 'mgmt').get('argocd')?.values.configs;

  expect(cm['resource.customizations.health.argoproj.io_Application']).toContain('obj.status.health.status');
  expect(cm['resource.customizations.health.Service']).not.toContain('loadBalancer');
});

test('Applications for other clusters come a hundred waves after their own number, behind the registration (4.4)', () => {
  const own = installedOn(FLEET, 'mgmt');
  for (const name of ['app1', 'app2']) {
    for (const [component, { wave }] of installedOn(FLEET, name)) {
      expect([component, wave]).toEqual([component, expect.any(Number)]);
      expect(wave).toBeGreaterThan(waveOf(theOne(MGMT, 'ExternalSecret', `cluster-${name}`)));
      const there = own.get(component);
      if (there !== undefined) expect([component, wave]).toEqual([component, there.wave + 100]);
    }
  }
});

test.each([
  ['app1', 'https://192.168.64.20:6443'],
  ['app2', 'https://192.168.64.30:6443'],
])('%s is registered out of Vault, by the address of its node (4.2)', (name, server) => {
  const { spec } = theOne(MGMT, 'ExternalSecret', `cluster-${name}`, 'argocd');

  expect(spec).toMatchObject({ refreshInterval: '1h', target: { deletionPolicy: 'Retain', creationPolicy: 'Owner' } });
  expect(spec.target.template.metadata.labels).toEqual({
    'argocd.argoproj.io/secret-type': 'cluster',
    'cluster-role': 'app',
    'cluster-name': name,
  });
  expect(spec.target.template.data).toMatchObject({ name, server });
  expect(JSON.parse(spec.target.template.data.config)).toEqual({
    bearerToken: '{{ .token }}',
    tlsClientConfig: { insecure: false, caData: '{{ .ca | b64enc }}' },
  });
});

test('trees of registered clusters are made by one template, and stay when a registration is lost (4.2, C1 e)', () => {
  const { spec } = theOne(MGMT, 'ApplicationSet', 'cluster-trees', 'argocd');

  expect(spec.goTemplate).toBe(true);
  expect(spec.syncPolicy).toEqual({ preserveResourcesOnDeletion: true, applicationsSync: 'create-update' });
  expect(spec.template.metadata).not.toHaveProperty('finalizers');
  expect(spec.template.spec).toMatchObject({
    source: { ...REPOSITORY, path: '{{.name}}', directory: { recurse: true } },
    destination: { name: '{{.name}}' },
    syncPolicy: { automated: { selfHeal: true }, retry: { limit: -1 } },
  });
  expect(spec.generators).toEqual([
    {
      clusters: {
        selector: {
          matchLabels: { 'cluster-role': 'app' },
          matchExpressions: [{ key: 'cluster-name', operator: 'In', values: ['app1', 'app2'] }],
        },
      },
    },
  ]);
});

test('the project permits the namespaces that are rendered, on the cluster where they are, and no foreign repository', () => {
  const { spec } = theOne(MGMT, 'AppProject', 'platform', 'argocd');
  for (const { cluster, ...made } of FLEET) {
    const names = ofKind({ cluster, ...made }, 'Namespace').map(({ metadata }) => metadata.name);
    const there = cluster === MGMT.cluster ? { server: 'https://kubernetes.default.svc' } : { name: cluster.name };
    for (const namespace of names) expect(spec.destinations).toContainEqual({ ...there, namespace });
  }
  expect(spec.sourceRepos).not.toContain('*');
});

test('Argo CD is recovered first and speaks plain HTTP behind the Gateway (8.4, 15.3)', () => {
  const argocd = installedOn(FLEET, 'mgmt').get('argocd');

  expect(argocd?.object.metadata.labels).toEqual({ 'platform/recovery': 'P1' });
  expect(argocd?.values).toMatchObject({
    global: { priorityClassName: 'platform-p1', networkPolicy: { create: false } },
    configs: { params: { 'server.insecure': true } },
  });
});
