import { isManagement } from '../security/peers.ts';
import { installedOn, madeFleet, ofKind, textsOf, theOne } from '../testing.ts';

const FLEET = madeFleet();
const ALL = ['app1', 'app2', 'mgmt'];
const APPS = ['app1', 'app2'];

/** Table 2.4 of seed 004: what installs a component, and on which clusters. */
const PLACEMENT: Readonly<Record<string, readonly string[]>> = {
  cilium: ALL,
  metallb: ALL,
  'local-path-provisioner': ALL,
  'cert-manager': ALL,
  'external-secrets': ALL,
  argocd: ['mgmt'],
  vault: ['mgmt'],
  minio: ['mgmt'],
  'kube-prometheus-stack': ALL,
  loki: ['mgmt'],
  promtail: ALL,
  kyverno: APPS,
  falco: APPS,
  velero: ALL,
  'vertical-pod-autoscaler': ALL,
  'metrics-server': ALL,
  'k8sgpt-operator': ['mgmt'],
};

test.each(Object.entries(PLACEMENT))('%s is installed on %j and nowhere else (M37)', (component, clusters) => {
  expect(ALL.filter((cluster) => installedOn(FLEET, cluster).has(component))).toEqual(clusters);
});

/** The rest of the table: objects of our own, by kind and name. */
const OBJECTS: readonly (readonly [kind: string, name: string, clusters: readonly string[]])[] = [
  ['Deployment', 'thanos-receive', ['mgmt']],
  ['Deployment', 'thanos-query', ['mgmt']],
  ['Deployment', 'thanos-store', ['mgmt']],
  ['Deployment', 'thanos-compact', ['mgmt']],
  ['Service', 'vault', APPS],
  ['Service', 'minio', APPS],
  ['Service', 'loki', APPS],
  ['Service', 'thanos-receive', ALL],
  ['Deployment', 'podinfo', APPS],
  ['Gateway', 'main', ALL],
  ['CiliumNetworkPolicy', 'default-deny', ALL],
  ['K8sGPT', 'k8sgpt-openai', ['mgmt']],
  ['K8sGPT', 'k8sgpt-google', ['mgmt']],
];

test.each(OBJECTS)('%s %s is on its clusters and nowhere else (M37)', (kind, name, clusters) => {
  const found = FLEET.filter((made) => ofKind(made, kind).some(({ metadata }) => metadata.name === name));

  expect(found.map(({ cluster }) => cluster.name)).toEqual(clusters);
});

test('Services of mgmt that the app clusters call are stubs there, without pods of their own', () => {
  for (const made of FLEET.filter(({ cluster }) => !isManagement(cluster)))
    for (const name of ['vault', 'minio', 'loki', 'thanos-receive']) expect(theOne(made, 'Service', name)['spec'].selector).toBeUndefined();
});

test('traces are off, so nothing speaks to a trace store (M41)', () => {
  const told = FLEET.flatMap((made) => [
    ...made.objects.flatMap((object) => textsOf(object)),
    ...[...installedOn(FLEET, made.cluster.name).values()].flatMap(({ values }) => textsOf(values)),
  ]).map(({ text }) => text);

  expect(told.filter((text) => /:14250\b|jaeger|\btempo\b/i.test(text))).toEqual([]);
});

test('traces cannot be switched on while nothing stores them', () => {
  expect(() => madeFleet({ 'traces: false': 'traces: true' })).toThrow('no store of traces is installed');
});

describe('k8sgpt (section 19)', () => {
  const mgmt = FLEET.find(({ cluster }) => isManagement(cluster)) as (typeof FLEET)[number];

  test('has one object for each provider, with a key out of Vault and masked names', () => {
    const analyses = ofKind(mgmt, 'K8sGPT').map(({ metadata, spec }) => [
      metadata.name,
      spec.ai.backend,
      spec.ai.anonymized,
      spec.ai.secret,
    ]);

    expect(analyses).toEqual([
      ['k8sgpt-google', 'google', true, { name: 'k8sgpt-google-key', key: 'api-key' }],
      ['k8sgpt-openai', 'openai', true, { name: 'k8sgpt-openai-key', key: 'api-key' }],
    ]);
    for (const [, , , secret] of analyses) expect(theOne(mgmt, 'ExternalSecret', (secret as { name: string }).name)).toBeDefined();
  });

  test('calls its provider and no other place outside (8.3)', () => {
    const outside = (name: string) =>
      theOne(mgmt, 'CiliumNetworkPolicy', `${name}-isolation`, 'k8sgpt')['spec'].egress.flatMap(
        (rule: { toFQDNs?: object[]; toCIDR?: string[]; toEntities?: string[] }) => [
          ...(rule.toFQDNs ?? []),
          ...(rule.toCIDR ?? []),
          ...(rule.toEntities ?? []).filter((entity) => entity === 'world'),
        ],
      );

    expect(outside('k8sgpt-openai')).toEqual([{ matchName: 'api.openai.com' }]);
    expect(outside('k8sgpt-google')).toEqual([{ matchName: 'generativelanguage.googleapis.com' }]);
  });
});

test.each(FLEET)('on the one worker of $cluster.name no rule keeps pods apart or the only pod in its place (L27)', (made) => {
  for (const { metadata, spec } of ofKind(made, 'Deployment').filter(({ metadata: { namespace } }) =>
    ['monitoring', 'app'].includes(namespace ?? ''),
  ))
    expect([metadata.name, spec.template.spec.affinity]).toEqual([metadata.name, undefined]);
  const values = [...installedOn(FLEET, made.cluster.name).values()];
  const loki = values.find(({ name }) => name === 'loki');
  expect(loki?.values['singleBinary'].podDisruptionBudget.enabled ?? false).toBe(false);
  const { recommender, updater, admissionController } = installedOn(FLEET, made.cluster.name).get('vertical-pod-autoscaler')?.values ?? {};
  for (const part of [recommender, updater, admissionController])
    expect([part.replicas, part.podDisruptionBudget.enabled]).toEqual([1, false]);
});

test.each(FLEET)('nothing of $cluster.name asks for another machine than arm64 (L28)', (made) => {
  const told = [
    ...made.objects.flatMap((object) => textsOf(object)),
    ...[...installedOn(FLEET, made.cluster.name).values()].flatMap(({ values }) => textsOf(values)),
  ];

  expect(told.filter(({ text }) => /\b(?:amd64|x86_64)\b/.test(text))).toEqual([]);
});

/** Claims of table 10.2 by what asks for them; Vault's and MinIO's are asked for by their own charts. */
test('every volume that metrics and logs ask for is in the plan, with its class and size (L21)', () => {
  const asked = ALL.flatMap((cluster) =>
    ['kube-prometheus-stack', 'loki'].flatMap((name) => {
      const values = installedOn(FLEET, cluster).get(name)?.values;
      const claim = values?.prometheus?.prometheusSpec.storageSpec.volumeClaimTemplate.spec;
      const persistence = values?.singleBinary?.persistence;
      if (claim !== undefined) return [[cluster, name, claim.storageClassName, claim.resources.requests.storage]];
      return persistence === undefined ? [] : [[cluster, name, persistence.storageClass, persistence.size]];
    }),
  );

  expect(asked).toEqual([
    ['app1', 'kube-prometheus-stack', 'local-path', '2Gi'],
    ['app2', 'kube-prometheus-stack', 'local-path', '2Gi'],
    ['mgmt', 'kube-prometheus-stack', 'local-path', '20Gi'],
    ['mgmt', 'loki', 'local-path', '30Gi'],
  ]);
});
