import { check } from '../check/check.ts';
import type { Facts } from '../check/facts.ts';
import { rules } from '../check/rules/index.ts';
import { cronJob, deployment, inFile, kube, meshed, rollout, service } from '../check/testing.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import { AddressRange } from '../values/cidr.ts';
import { Duration } from '../values/duration.ts';
import { ImageRef } from '../values/image-ref.ts';
import type { CanaryStep } from './canary-step.ts';
import { CiliumIsolationPolicy } from './cilium-isolation-policy.ts';
import { CiliumQuarantine } from './cilium-quarantine.ts';
import { MetalLbPool } from './metallb-pool.ts';
import { httpGet } from './probe.ts';
import { SecretKey } from './secret-key.ts';
import { aDatabase, anImage, aRollout, aRoute, aSecret, CONTROL_PLANE, DNS, HTTP, Pods, refusal, SMALL, Testing } from './testing.ts';

// Every lesson of seed 002 (L: told by the sources, D: derived by reading them across) that a program can hold on to.
// `@ts-expect-error` is the proof that a mistake does not compile: the type check fails where it does.
// What no compiler sees, because it was written by hand or comes from a chart, a rule finds in the finished manifests.

const namespace = 'shop';
const NODES: Facts = {
  nodes: [
    { name: 'cp', role: 'control-plane', schedulable: false },
    { name: 'worker1', role: 'worker', schedulable: true },
    { name: 'worker2', role: 'worker', schedulable: true },
  ],
};
const REGISTRIES: Facts = { registries: [{ prefix: 'ghcr.io/acme', private: true, firstParty: true, pullSecret: 'ghcr-secret' }] };

/** What a rule says about manifests that were written by hand: what is wrong, what would happen, what to do. */
function said(id: string, given: readonly KubeObject[], facts: Facts = {}): string[] {
  const rule = rules.filter((each) => each.id === id);
  if (rule.length === 0) throw new Error(`there is no rule ${id}`);
  const world = given.map((object) => inFile(`north/${object.kind === 'Application' ? 'argocd' : 'shop'}/${object.kind}.${object.metadata.name}.yaml`, object));
  return check(world, { rules: rule, facts: [facts] }).map(({ message, why, fix }) => `${message}. ${why ?? ''} ${fix}`);
}

const MYSQL = { image: 'mysql:8.0', ports: [{ containerPort: 3306 }] };
const mysql = (spec: object = {}, podAnnotations = {}) =>
  deployment({ namespace, name: 'mysql', labels: { app: 'mysql' }, container: MYSQL, podAnnotations, spec: spec as Record<string, unknown> });

describe('L-01 STRICT mTLS stopped every JDBC connection', () => {
  const strict = { name: 'shop', injection: true, mtls: 'STRICT' } as const;

  test('a database in a STRICT namespace does not compile', () => {
    // @ts-expect-error 'STRICT' is neither PERMISSIVE nor DISABLE
    aDatabase(Testing.chart(), { namespace: strict });
  });

  test('a STRICT policy over a database is refused', () => {
    const policy = kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode: 'STRICT' } } });

    const findings = said('mesh-strict-fits', [meshed(namespace), mysql(), service({ namespace, name: 'mysql', selector: { app: 'mysql' }, ports: [{ name: 'tcp-mysql', port: 3306 }] }), policy]);

    expect(findings).toEqual(['@']);
  });
});

describe('L-02 Envoy does not understand MySQL', () => {
  test('a database cannot be put into the mesh', () => {
    // @ts-expect-error there is no such choice
    aDatabase(Testing.chart(), { inMesh: true });
  });

  test('its pods opt out by themselves', () => {
    const chart = Testing.chart();
    aDatabase(chart);

    const annotations = Testing.kind(chart, 'Deployment').map(({ spec }) => spec.template.metadata.annotations['sidecar.istio.io/inject'] as string);

    expect(annotations).toEqual(['false', 'false']);
  });

  test('a database that the injector would catch is refused', () => {
    expect(said('database-outside-mesh', [meshed(namespace), mysql()])).toEqual(['@']);
  });
});

const SPREAD = {
  maxSkew: 1,
  topologyKey: 'kubernetes.io/hostname',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'web' } },
};
const CANARY = { canary: { dynamicStableScale: true, trafficRouting: { istio: {} }, steps: [{ setWeight: 20 }, { pause: {} }] } };

describe('L-03 a hard spread over two workers left a pod pending', () => {
  test('a hard spread that has no room for a release is refused', () => {
    const web = rollout({ namespace, pod: { topologySpreadConstraints: [SPREAD] }, spec: { replicas: 2, strategy: CANARY } });

    expect(said('spread-fits-nodes', [web], NODES)).toEqual(['@']);
  });
});

describe('L-05 private images could not be pulled', () => {
  test('an image without what it takes to pull it does not compile', () => {
    // @ts-expect-error an image is a reference together with its pull secret
    expect(() => aRollout(Testing.chart(), { image: 'ghcr.io/acme/api:v1' })).toThrow();
  });

  test('a pod names the pull secret of every image, init containers included', () => {
    const chart = Testing.chart();
    aRollout(chart, { initContainers: [{ name: 'init', image: anImage('ghcr.io/acme/init:v1', 'ghcr-secret'), resources: SMALL }] });

    expect(Testing.kind(chart, 'Rollout')[0]?.['spec'].template.spec.imagePullSecrets).toEqual([{ name: 'ghcr-secret' }]);
  });

  test('a private image without pull secret is refused', () => {
    expect(said('image-pull-secret', [rollout({ namespace })], REGISTRIES)).toEqual(['@']);
  });
});

describe('L-06 users were sent to pods that were not ready', () => {
  test('a user-facing program without readiness probe does not compile', () => {
    // @ts-expect-error `readiness` is missing
    aRollout(Testing.chart(), { probes: { liveness: httpGet(HTTP, '/health') } });
  });

  test('a Service before pods that nobody asks is refused', () => {
    expect(said('readiness-probe', [deployment({ namespace }), service({ namespace, selector: { app: 'web' } })])).toEqual(['@']);
  });
});

describe('L-07 MetalLB did not hear spec.loadBalancerIP', () => {
  test('an address outside the pool is refused', () => {
    const pool = new MetalLbPool(Testing.chart(), 'Pool', { name: 'pool', namespace: 'metallb', addresses: AddressRange.parse('192.0.2.1-192.0.2.9') });

    expect(refusal(() => pool.ask('192.0.2.10'))).toBe(
      'test/Pool: 192.0.2.10 is not in 192.0.2.1-192.0.2.9: the Service would stay in "pending" without address. Ask for an address of the pool.',
    );
  });

  test('the field that nobody reads is refused', () => {
    expect(said('load-balancer-ip', [service({ namespace, type: 'LoadBalancer', spec: { loadBalancerIP: '192.0.2.1' } })])).toEqual(['@']);
  });

  test('an address that no pool holds is refused', () => {
    const pool = kube('metallb.io/v1beta1/IPAddressPool', { name: 'pool', namespace: 'metallb' }, { spec: { addresses: ['192.0.2.1-192.0.2.9'] } });

    const findings = said('metallb-address', [pool, service({ namespace, type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': '192.0.2.10' } })]);

    expect(findings).toEqual(['@']);
  });
});

const ROUTING = {
  istio: {
    virtualService: { name: 'web-routes', routes: ['primary'] },
    destinationRule: { name: 'web-rule', stableSubsetName: 'stable', canarySubsetName: 'canary' },
  },
};
const RELEASED = [
  rollout({ namespace, spec: { strategy: { canary: { trafficRouting: ROUTING } } } }),
  kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web-routes' }, { spec: { http: [{ name: 'test' }, { name: 'primary' }] } }),
  kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'web-rule' }, { spec: { subsets: [{ name: 'stable' }, { name: 'canary' }] } }),
];
const WEIGHTS = { group: 'networking.istio.io', kind: 'VirtualService', name: 'web-routes', jsonPointers: ['/spec/http/1/route'] };
const LABELS = { group: 'networking.istio.io', kind: 'DestinationRule', name: 'web-rule', jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'] };

function application(ignoreDifferences: readonly object[], syncOptions = ['RespectIgnoreDifferences=true']): KubeObject {
  const spec = { source: { path: 'north/shop' }, ignoreDifferences, syncPolicy: { automated: { selfHeal: true }, syncOptions } };
  return kube('argoproj.io/v1alpha1/Application', { name: 'shop', namespace: 'argocd' }, { spec });
}

describe('L-09 self-heal undid what Argo Rollouts did', () => {
  test('a canary route brings its ignore rules along, for every route', () => {
    const [weights] = aRoute(Testing.chart(), { testHeader: 'x-canary-test' }).ignoreRules;

    expect(weights).toMatchObject({ kind: 'VirtualService', name: 'api-routes', jsonPointers: ['/spec/http/0/route', '/spec/http/1/route'] });
  });

  test('weights that nobody ignores are refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([LABELS])])).toEqual(['@']);
  });

  test('an ignore rule for a name that does not exist is refused', () => {
    expect(said('argocd-ignore-matches', [...RELEASED, application([{ ...WEIGHTS, name: 'web-route' }])])).toEqual(['@']);
  });
});

describe('L-10 two ingress paths did one job', () => {
  const gateway = kube('networking.istio.io/v1/Gateway', { namespace, name: 'gateway' });

  test('an Ingress beside the gateway is remarked on', () => {
    expect(said('one-ingress-path', [gateway, kube('networking.k8s.io/v1/Ingress', { namespace })])).toEqual(['@']);
  });

  test('a second entry is remarked on', () => {
    const entry = (name: string) => service({ namespace, name, type: 'LoadBalancer', ports: [{ port: 80 }] });

    expect(said('one-entry', [entry('gateway'), entry('nginx')])).toEqual(['@']);
  });

  test('a host that is routed twice is refused', () => {
    const route = (name: string) => kube('networking.istio.io/v1/VirtualService', { namespace, name }, { spec: { hosts: ['www.example.org'], gateways: ['gateway'], http: [{ route: [] }] } });

    expect(said('host-routed-once', [gateway, route('a'), route('b')])).toEqual(['@']);
  });
});

describe('L-11 a folder of one node held the database', () => {
  test('a folder of the node does not compile', () => {
    // @ts-expect-error volumes are scratch, config or a claim
    aRollout(Testing.chart(), { mounts: [{ volume: { kind: 'hostPath', name: 'data', path: '/mnt/data' }, path: '/data' }] });
  });

  test('a folder of the node is refused', () => {
    expect(said('no-node-storage', [deployment({ namespace, pod: { volumes: [{ name: 'data', hostPath: { path: '/mnt/data' } }] } })])).toEqual(['@']);
  });
});

describe('L-15 images were public, or whatever was latest', () => {
  test('a moving tag is refused', () => {
    expect(refusal(() => ImageRef.parse('ghcr.io/acme/web:latest'))).toBe('@refusal');
  });

  test('a moving tag in a manifest is refused', () => {
    expect(said('image-pinned', [deployment({ namespace, container: { image: 'nginx:latest' } })])).toEqual(['@']);
  });

  test('an image of our own from somewhere else is refused', () => {
    expect(said('image-first-party', [deployment({ namespace, container: { image: 'acme/web:v1' } })], REGISTRIES)).toEqual(['@']);
  });
});

describe('L-17 secrets must not reach Git', () => {
  test('a password in text does not compile', () => {
    // @ts-expect-error a password is one key of an expected Secret
    expect(() => aDatabase(Testing.chart(), { user: { name: 'app', password: { secret: 'db-secret' } } })).not.toThrow(TypeError);
    // @ts-expect-error so is this one
    aDatabase(Testing.chart(), { rootPassword: 'hunter2' });
  });

  test('a Secret with values is refused', () => {
    expect(said('no-secret-object', [kube('v1/Secret', { namespace, name: 'db' }, { stringData: { password: 'x' } })])).toEqual(['@']);
  });

  test('a password in a variable is refused', () => {
    const env = [{ name: 'MYSQL_ROOT_PASSWORD', value: 'hunter2' }];

    expect(said('no-literal-secret', [deployment({ namespace, container: { env } })])).toEqual(['@']);
  });
});

describe('L-20 a canary stopped a bad release', () => {
  test('a weight without a pause does not compile', () => {
    // @ts-expect-error `pause` is missing
    const step: CanaryStep = { weight: 10 };

    expect(step).not.toHaveProperty('pause');
  });

  test('a large first weight is refused', () => {
    expect(refusal(() => aRollout(Testing.chart(), { canary: [{ weight: 50, pause: Duration.minutes(1) }] }))).toBe(
      'test/api: the first canary weight is 50 %, a bad release would reach that share of the users before anybody looks. Begin with 20 % or less.',
    );
  });

  test('a canary that nobody could stop is refused', () => {
    expect(said('canary-steps', [rollout({ namespace, spec: { strategy: { canary: { steps: [{ setWeight: 50 }, { setWeight: 90 }] } } } })])).toEqual(['@', '@']);
  });
});

describe('L-26 one database pod, on purpose', () => {
  const claim = kube('v1/PersistentVolumeClaim', { namespace, name: 'data' }, { spec: { accessModes: ['ReadWriteOnce'] } });
  const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

  test('a second pod does not compile', () => {
    // @ts-expect-error there is no such choice
    aDatabase(Testing.chart(), { replicas: 2 });
  });

  test('an update that starts a second pod on the volume is refused', () => {
    expect(said('single-writer-update', [claim, deployment({ namespace, pod })])).toEqual(['@']);
  });

  test('a budget that keeps the only pod for ever is refused', () => {
    const budget = kube('policy/v1/PodDisruptionBudget', { namespace, name: 'web-pdb' }, { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } });

    expect(said('disruption-allowed', [deployment({ namespace }), budget])).toEqual(['@']);
  });
});

describe('D-01 Argo Rollouts rewrites the labels of subsets, too', () => {
  test('a canary route names them', () => {
    const [, labels] = aRoute(Testing.chart()).ignoreRules;

    expect(labels).toMatchObject({ kind: 'DestinationRule', name: 'api-rule', jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'] });
  });

  test('labels that nobody ignores are refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([WEIGHTS])])).toEqual(['@', '@']);
  });

  test('ignoring in the comparison alone is refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([WEIGHTS, LABELS], [])])).toEqual(['@']);
  });
});

describe('D-02 a tainted control plane counts as an empty node', () => {
  test('a hard spread leaves it out of the count by itself', () => {
    const chart = Testing.chart();
    aRollout(chart, { spread: 'hard' });

    expect(Testing.kind(chart, 'Rollout')[0]?.['spec'].template.spec.topologySpreadConstraints).toMatchObject([{ nodeTaintsPolicy: 'Honor' }]);
  });

  test('one that counts it is refused, with the autoscaler in mind', () => {
    const web = rollout({ namespace, pod: { topologySpreadConstraints: [SPREAD] }, spec: { strategy: CANARY } });
    const target = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' };
    const hpa = kube('autoscaling/v2/HorizontalPodAutoscaler', { namespace, name: 'web-hpa' }, { spec: { minReplicas: 2, maxReplicas: 10, scaleTargetRef: target } });

    expect(said('spread-fits-nodes', [web, hpa], NODES)).toEqual(['@']);
  });
});

describe('D-05 the autoscaler owns the number of pods', () => {
  test('a number beside it does not compile', () => {
    // @ts-expect-error there is no such choice
    aRollout(Testing.chart(), { replicas: 3 });
  });

  test('a number that self-heal would put back is refused', () => {
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const hpa = kube('autoscaling/v2/HorizontalPodAutoscaler', { namespace, name: 'web-hpa' }, { spec: { maxReplicas: 3, scaleTargetRef: target } });

    expect(said('argocd-ignores-runtime-fields', [deployment({ namespace, spec: { replicas: 2 } }), hpa, application([])])).toEqual(['@']);
  });
});

describe('D-07 nobody reads HTTP methods through mutual TLS', () => {
  test('HTTP methods on a port that speaks something else are refused', () => {
    const chart = Testing.chart();
    const { server } = aDatabase(chart);

    expect(refusal(() => new Pods(chart, 'web').connectsTo(server, { methods: ['GET'] }))).toBe(
      'test/web: HTTP methods are given for mysql port 3306, which speaks mysql: every request would be dropped. Leave the methods out, or declare the port with Port.http().',
    );
  });

  test('HTTP rules on a port that a DestinationRule encrypts are refused', () => {
    const chart = Testing.chart();
    const rollout = aRollout(chart);
    aRoute(chart, { rollout, tls: 'ISTIO_MUTUAL' });
    new Pods(chart, 'web').connectsTo(rollout.http, { methods: ['GET'] });
    new CiliumIsolationPolicy(chart, 'Policy', { workload: rollout, dns: DNS, controlPlane: CONTROL_PLANE });

    expect(said('cilium-l7-readable', [meshed(namespace), deployment({ namespace, name: 'web' }), ...Testing.synth(chart)])).toEqual(['@']);
  });

  test('… and stand where it does not', () => {
    const chart = Testing.chart();
    const rollout = aRollout(chart);
    aRoute(chart, { rollout, tls: 'DISABLE' });
    new Pods(chart, 'web').connectsTo(rollout.http, { methods: ['GET'] });
    new CiliumIsolationPolicy(chart, 'Policy', { workload: rollout, dns: DNS, controlPlane: CONTROL_PLANE });

    expect(said('cilium-l7-readable', [meshed(namespace), deployment({ namespace, name: 'web' }), ...Testing.synth(chart)])).toEqual([]);
  });
});

describe('D-09 allowing nothing takes nothing away', () => {
  test('a quarantine denies', () => {
    const chart = Testing.chart();
    new CiliumQuarantine(chart, 'Quarantine');

    expect(said('quarantine-denies', Testing.synth(chart))).toEqual([]);
  });

  test('a quarantine that allows nothing is refused', () => {
    const spec = { endpointSelector: { matchLabels: { quarantine: 'true' } }, ingress: [{}], egress: [{}] };

    expect(said('quarantine-denies', [kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'quarantine' }, { spec })])).toEqual(['@']);
  });
});

describe('D-11 all tries must fit into the timeout', () => {
  const timed = { retries: { attempts: 5, perTry: Duration.seconds(2), on: ['5xx'] }, timeout: Duration.seconds(10) };

  test('tries that would be cut off are refused', () => {
    expect(refusal(() => aRoute(Testing.chart(), timed))).toBe(
      'test/Route: the first try and 5 retries of 2s take up to 12s, the timeout is 10s: the last retries are cut off and users see 504. Set the timeout to 12s or more, or try less often.',
    );
  });

  test('… in a manifest as well', () => {
    const http = [{ timeout: '10s', retries: { attempts: 5, perTryTimeout: '2s' }, route: [] }];

    expect(said('retry-budget', [kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web' }, { spec: { http } })])).toEqual(['@']);
  });
});

describe('D-13 every reference resolves', () => {
  test('a key that no Secret has is refused', () => {
    expect(refusal(() => new SecretKey(aSecret('db-secret', 'root'), 'rot'))).toBe(
      'Secret shop/db-secret: it has no key "rot", pods that read it would stay in CreateContainerConfigError. Did you mean "root"?',
    );
  });

  test('a file that no ConfigMap has is refused', () => {
    const config = { name: 'api-config', data: { 'a.conf': '' }, files: { '/etc/a.conf': 'b.conf' } };

    expect(refusal(() => aRollout(Testing.chart(), { config }))).toBe('test/api/Config: ConfigMap api-config has no key "b.conf". Use one of a.conf.');
  });

  test('canary weights without a route are refused', () => {
    const chart = Testing.chart();
    aRollout(chart);

    expect(Testing.problems(chart)).toEqual([
      'Rollout api has canary weights and no route that could move them: every step would send users nowhere new. Add an IstioCanaryRoute.',
    ]);
  });

  const web = rollout({ namespace });
  const webService = service({ namespace, name: 'web-service', selector: { app: 'web' } });
  const toSubset = { destination: { host: 'web-service', subset: 'canry' } };
  const rule = kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'web-rule' }, { spec: { host: 'web-service', subsets: [{ name: 'canary' }] } });

  test.each<[string, string, KubeObject[], string]>([
    ['a selector', 'service-selects-pods', [web, service({ namespace, selector: { app: 'wbe' } })], '@'],
    ['a claim', 'pod-references-exist', [deployment({ namespace, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } })], '@'],
    ['a ConfigMap', 'config-exists', [deployment({ namespace, container: { envFrom: [{ configMapRef: { name: 'web-config' } }] } })], '@'],
    ['a subset', 'destination-subset-exists', [web, webService, rule, kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web' }, { spec: { hosts: ['web-service'], http: [{ route: [toSubset] }] } })], '@'],
    ['a route', 'rollout-routes-exist', [rollout({ namespace, spec: { strategy: { canary: { trafficRouting: { istio: { virtualService: { name: 'web', routes: ['primary'] } } } } } } })], '@'],
    ['a target', 'target-exists', [web, kube('autoscaling/v2/HorizontalPodAutoscaler', { namespace, name: 'web-hpa' }, { spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web-rollout' } } })], '@'],
  ])('%s that leads nowhere is refused', (_, id, given, message) => {
    expect(said(id, given, { whole: true, secrets: [] })).toEqual([message]);
  });
});

describe('D-16 a sidecar keeps a Job from finishing', () => {
  test('a backup cannot be put into the mesh', () => {
    const chart = Testing.chart();
    const { backup } = aDatabase(chart);

    expect(backup.inMesh).toBe(false);
    expect(Testing.kind(chart, 'CronJob')[0]?.['spec'].jobTemplate.spec.template.metadata.annotations).toEqual({ 'sidecar.istio.io/inject': 'false' });
  });

  test('a Job that the injector would catch is refused', () => {
    expect(said('job-sidecar', [meshed(namespace), cronJob({ namespace })])).toEqual(['@']);
  });
});
