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
  const world = given.map((object) =>
    inFile(`north/${object.kind === 'Application' ? 'argocd' : 'shop'}/${object.kind}.${object.metadata.name}.yaml`, object),
  );
  return check(world, { rules: rule, facts: [facts] }).map(({ message, why, fix }) => `${message}. ${why ?? ''} ${fix}`);
}

const MYSQL = { image: 'mysql:8.0', ports: [{ containerPort: 3306 }] };
const mysql = (spec: object = {}, podAnnotations = {}) =>
  deployment({
    namespace,
    name: 'mysql',
    labels: { app: 'mysql' },
    container: MYSQL,
    podAnnotations,
    spec: spec as Record<string, unknown>,
  });

describe('L-01 STRICT mTLS stopped every JDBC connection', () => {
  const strict = { name: 'shop', injection: true, mtls: 'STRICT' } as const;

  test('a database in a STRICT namespace does not compile', () => {
    // @ts-expect-error 'STRICT' is neither PERMISSIVE nor DISABLE
    const message = refusal(() => aDatabase(Testing.chart(), { namespace: strict }));

    expect(message).toMatch(/has no sidecar in namespace shop, where mTLS is STRICT/);
  });

  test('a STRICT policy over a database is refused', () => {
    const policy = kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode: 'STRICT' } } });

    const findings = said('mesh-strict-fits', [
      meshed(namespace),
      mysql(),
      service({ namespace, name: 'mysql', selector: { app: 'mysql' }, ports: [{ name: 'tcp-mysql', port: 3306 }] }),
      policy,
    ]);

    expect(findings).toEqual([
      'STRICT covers port 3306 of Deployment shop/mysql (Service mysql), which speaks mysql: the server talks first. Clients without a sidecar are cut off, and a proxy that waits for the client\'s first bytes stalls mysql: connections time out or die with a TLS version error, and every user of the database stops. Keep the pod out of the mesh (sidecar.istio.io/inject: "false") and give it a PeerAuthentication of its own with mode DISABLE, or use PERMISSIVE.',
    ]);
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

    const annotations = Testing.kind(chart, 'Deployment').map(
      ({ spec }) => spec.template.metadata.annotations['sidecar.istio.io/inject'] as string,
    );

    expect(annotations).toEqual(['false', 'false']);
  });

  test('a database that the injector would catch is refused', () => {
    expect(said('database-outside-mesh', [meshed(namespace), mysql()])).toEqual([
      'MySQL in container "app" (mysql:8.0) gets a sidecar, as namespace "shop" injects one. The proxy waits for the client\'s first bytes and the MySQL server waits to greet: connections stall or fail, and the application above is down. Set the pod annotation sidecar.istio.io/inject: "false".',
    ]);
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

    expect(said('spread-fits-nodes', [web], NODES)).toEqual([
      '2 pods and 1 more during an update do not fit: maxSkew 1 over 3 nodes, 1 of them tainted and always empty, leaves room for 2. The pods beyond that stay Pending for ever: an update hangs at its canary, and a scale-up under load brings nothing. Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.',
    ]);
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
    expect(said('image-pull-secret', [rollout({ namespace })], REGISTRIES)).toEqual([
      'container "app" takes ghcr.io/acme/web:v1 from the private ghcr.io/acme without an image pull secret. The node may not pull the image: the pod waits in ImagePullBackOff, at the latest when it moves to a node that never had the image. Add imagePullSecrets: [{name: ghcr-secret}] to the pod.',
    ]);
  });
});

describe('L-06 users were sent to pods that were not ready', () => {
  test('a user-facing program without readiness probe does not compile', () => {
    // @ts-expect-error `readiness` is missing
    aRollout(Testing.chart(), { probes: { liveness: httpGet(HTTP, '/health') } });
  });

  test('a Service before pods that nobody asks is refused', () => {
    expect(said('readiness-probe', [deployment({ namespace }), service({ namespace, selector: { app: 'web' } })])).toEqual([
      'container "app" has no readiness probe, yet Service web sends port 80 to it. Traffic arrives while the program still starts: every update answers users with errors (502) for some seconds. Add a readinessProbe with httpGet on a path that answers 200 only when the program can serve.',
    ]);
  });
});

describe('L-07 MetalLB did not hear spec.loadBalancerIP', () => {
  test('an address outside the pool is refused', () => {
    const pool = new MetalLbPool(Testing.chart(), 'Pool', {
      name: 'pool',
      namespace: 'metallb',
      addresses: AddressRange.parse('192.0.2.1-192.0.2.9'),
    });

    expect(refusal(() => pool.ask('192.0.2.10'))).toBe(
      'test/Pool: 192.0.2.10 is not in 192.0.2.1-192.0.2.9: the Service would stay in "pending" without address. Ask for an address of the pool.',
    );
  });

  test('the field that nobody reads is refused', () => {
    expect(said('load-balancer-ip', [service({ namespace, type: 'LoadBalancer', spec: { loadBalancerIP: '192.0.2.1' } })])).toEqual([
      'the Service asks for 192.0.2.1 with spec.loadBalancerIP. The field is deprecated since Kubernetes 1.24 and implementations differ: MetalLB did not assign the address asked for, and refuses a Service that has its annotation as well. The entry comes up on another address, or on none. Remove the field and ask for the address with the annotation metallb.io/loadBalancerIPs.',
    ]);
  });

  test('an address that no pool holds is refused', () => {
    const pool = kube(
      'metallb.io/v1beta1/IPAddressPool',
      { name: 'pool', namespace: 'metallb' },
      { spec: { addresses: ['192.0.2.1-192.0.2.9'] } },
    );

    const findings = said('metallb-address', [
      pool,
      service({ namespace, type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': '192.0.2.10' } }),
    ]);

    expect(findings).toEqual([
      '192.0.2.10 lies in no IPAddressPool: pool (192.0.2.1-192.0.2.9). MetalLB refuses the address, the Service stays <pending>, and nothing reaches the cluster. Ask for an address of a pool, or widen the pool.',
    ]);
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
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace, name: 'web-routes' },
    { spec: { http: [{ name: 'test' }, { name: 'primary' }] } },
  ),
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace, name: 'web-rule' },
    { spec: { subsets: [{ name: 'stable' }, { name: 'canary' }] } },
  ),
];
const WEIGHTS = { group: 'networking.istio.io', kind: 'VirtualService', name: 'web-routes', jsonPointers: ['/spec/http/1/route'] };
const LABELS = {
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  name: 'web-rule',
  jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'],
};

function application(ignoreDifferences: readonly object[], syncOptions = ['RespectIgnoreDifferences=true']): KubeObject {
  const spec = { source: { path: 'north/shop' }, ignoreDifferences, syncPolicy: { automated: { selfHeal: true }, syncOptions } };
  return kube('argoproj.io/v1alpha1/Application', { name: 'shop', namespace: 'argocd' }, { spec });
}

describe('L-09 self-heal undid what Argo Rollouts did', () => {
  test('a canary route brings its ignore rules along, for every route', () => {
    const [weights] = aRoute(Testing.chart(), { testHeader: 'x-canary-test' }).ignoreRules;

    expect(weights).toMatchObject({
      kind: 'VirtualService',
      name: 'api-routes',
      jsonPointers: ['/spec/http/0/route', '/spec/http/1/route'],
    });
  });

  test('weights that nobody ignores are refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([LABELS])])).toEqual([
      "Rollout web rewrites /spec/http/1/route of VirtualService web-routes, and nothing here ignores it. Self-heal puts Git's value back within seconds: the canary loses its traffic in the middle of a step, again and again. Add {group: networking.istio.io, kind: VirtualService, name: web-routes, jsonPointers: [/spec/http/1/route]} to ignoreDifferences.",
    ]);
  });

  test('an ignore rule for a name that does not exist is refused', () => {
    expect(said('argocd-ignore-matches', [...RELEASED, application([{ ...WEIGHTS, name: 'web-route' }])])).toEqual([
      'nothing that is installed here is a VirtualService web-route of networking.istio.io. The field that it was meant for is not ignored, and self-heal fights the controller that owns it. Did you mean "web-routes"?',
    ]);
  });
});

describe('L-10 two ingress paths did one job', () => {
  const gateway = kube('networking.istio.io/v1/Gateway', { namespace, name: 'gateway' });

  test('an Ingress beside the gateway is remarked on', () => {
    expect(said('one-ingress-path', [gateway, kube('networking.k8s.io/v1/Ingress', { namespace })])).toEqual([
      'an Ingress stands beside the Istio Gateway shop/gateway. Two controllers take in the same hosts: each costs latency and an address, and a rule that is changed in one of them holds only for a part of the users. Route the host with a VirtualService on the gateway, and remove the Ingress and its controller.',
    ]);
  });

  test('a second entry is remarked on', () => {
    const entry = (name: string) => service({ namespace, name, type: 'LoadBalancer', ports: [{ port: 80 }] });

    expect(said('one-entry', [entry('gateway'), entry('nginx')])).toEqual([
      'a second LoadBalancer for web traffic, beside shop/gateway. Whatever guards the first entry (routes, authorization, rate limits, logs) is walked around through the second. Make it a ClusterIP and route to it through the gateway.',
    ]);
  });

  test('a host that is routed twice is refused', () => {
    const route = (name: string) =>
      kube(
        'networking.istio.io/v1/VirtualService',
        { namespace, name },
        { spec: { hosts: ['www.example.org'], gateways: ['gateway'], http: [{ route: [] }] } },
      );

    expect(said('host-routed-once', [gateway, route('a'), route('b')])).toEqual([
      'www.example.org is also routed by VirtualService shop/b on gateway shop/gateway. Only one of the two routes is used, and which one can change with a restart of istiod: a release or a fix seems to have no effect. Merge the routes into one VirtualService, or give each a match of its own.',
      'www.example.org is also routed by VirtualService shop/a on gateway shop/gateway. Only one of the two routes is used, and which one can change with a restart of istiod: a release or a fix seems to have no effect. Merge the routes into one VirtualService, or give each a match of its own.',
    ]);
  });
});

describe('L-11 a folder of one node held the database', () => {
  test('a folder of the node does not compile', () => {
    // @ts-expect-error volumes are scratch, config or a claim
    aRollout(Testing.chart(), { mounts: [{ volume: { kind: 'hostPath', name: 'data', path: '/mnt/data' }, path: '/data' }] });
  });

  test('a folder of the node is refused', () => {
    expect(
      said('no-node-storage', [deployment({ namespace, pod: { volumes: [{ name: 'data', hostPath: { path: '/mnt/data' } }] } })]),
    ).toEqual([
      'volume "data" is the folder /mnt/data of whatever node the pod runs on. The data is on one machine: the pod cannot follow when that node fails or is drained, starts empty elsewhere, and can read the node\'s own files. Use a PersistentVolumeClaim, or put the files into the image or a ConfigMap.',
    ]);
  });
});

describe('L-15 images were public, or whatever was latest', () => {
  test('a moving tag is refused', () => {
    expect(refusal(() => ImageRef.parse('ghcr.io/acme/web:latest'))).toBe(
      '"ghcr.io/acme/web:latest": ghcr.io/acme/web:latest has the tag latest, which moves from build to build. Name a version, or add the digest: ghcr.io/acme/web:latest@sha256:<digest>.',
    );
  });

  test('a moving tag in a manifest is refused', () => {
    expect(said('image-pinned', [deployment({ namespace, container: { image: 'nginx:latest' } })])).toEqual([
      'container "app" runs nginx:latest, whatever that is today. Each node runs the version that it pulled first, nobody knows which one failed, and there is nothing to roll back to. Name a version tag, or a digest.',
    ]);
  });

  test('an image of our own from somewhere else is refused', () => {
    expect(said('image-first-party', [deployment({ namespace, container: { image: 'acme/web:v1' } })], REGISTRIES)).toEqual([
      'container "app" takes acme/web:v1 from docker.io, our images are in ghcr.io/acme. The copy there is public, or stale, or somebody else\'s who took the name. Take it from ghcr.io/acme.',
    ]);
  });
});

describe('L-17 secrets must not reach Git', () => {
  test('a password in text does not compile', () => {
    // @ts-expect-error a password is one key of an expected Secret
    aDatabase(Testing.chart(), { rootPassword: 'hunter2' });
  });

  test('a Secret with values is refused', () => {
    expect(said('no-secret-object', [kube('v1/Secret', { namespace, name: 'db' }, { stringData: { password: 'x' } })])).toEqual([
      'the Secret carries values for password. Base64 is no encryption: whoever can read the repository, now or in its history, has these credentials, and they must all be replaced. Remove the object and create the Secret by hand, or publish a SealedSecret or ExternalSecret. Replace the credentials.',
    ]);
  });

  test('a password in a variable is refused', () => {
    const env = [{ name: 'MYSQL_ROOT_PASSWORD', value: 'hunter2' }];

    expect(said('no-literal-secret', [deployment({ namespace, container: { env } })])).toEqual([
      '"MYSQL_ROOT_PASSWORD" is written out. Whoever can read the repository, now or in its history, has this credential; it must be replaced everywhere at once. Take the value from a Secret by reference (secretKeyRef, existingSecret, a mounted file), and replace the credential.',
    ]);
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

  const hasty = [rollout({ namespace, spec: { strategy: { canary: { steps: [{ setWeight: 50 }, { setWeight: 90 }] } } } })];

  test('… in a manifest as well', () => {
    expect(said('canary-steps', hasty)).toEqual([
      'the first step gives the canary 50 %, at most 20 % is safe. A bad release reaches 50 % of the users before anybody looks at it. Start at 20 or less.',
    ]);
  });

  test('a weight that nobody watches is refused', () => {
    expect(said('canary-waits', hasty)).toEqual([
      'nothing waits after weight 50. The next step follows at once, so nobody and no metric can stop a bad release at this weight. Add a pause or an analysis after it.',
      'nothing waits after weight 90. The next step follows at once, so nobody and no metric can stop a bad release at this weight. Add a pause or an analysis after it.',
    ]);
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
    expect(said('single-writer-update', [claim, deployment({ namespace, pod })])).toEqual([
      'an update runs a second pod (the default RollingUpdate) while "data" is ReadWriteOnce. The new pod starts before the old one has let go of the volume: it hangs in ContainerCreating on another node, or opens the database files twice on the same one. The update never ends. Set strategy.type: Recreate.',
    ]);
  });

  test('a budget that keeps the only pod for ever is refused', () => {
    const budget = kube(
      'policy/v1/PodDisruptionBudget',
      { namespace, name: 'web-pdb' },
      { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } },
    );

    expect(said('disruption-allowed', [deployment({ namespace }), budget])).toEqual([
      'minAvailable 1 of at times 1 pod leaves none to evict. No pod may ever be evicted: draining a node for an upgrade or a repair hangs, and nobody can tell why until the budget is deleted by hand. Set maxUnavailable: 1, or run more replicas than minAvailable.',
    ]);
  });
});

describe('D-01 Argo Rollouts rewrites the labels of subsets, too', () => {
  test('a canary route names them', () => {
    const [, labels] = aRoute(Testing.chart()).ignoreRules;

    expect(labels).toMatchObject({
      kind: 'DestinationRule',
      name: 'api-rule',
      jsonPointers: ['/spec/subsets/0/labels', '/spec/subsets/1/labels'],
    });
  });

  test('labels that nobody ignores are refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([WEIGHTS])])).toEqual([
      "Rollout web rewrites /spec/subsets/0/labels of DestinationRule web-rule, and nothing here ignores it. Self-heal puts Git's value back within seconds: the canary loses its traffic in the middle of a step, again and again. Add {group: networking.istio.io, kind: DestinationRule, name: web-rule, jsonPointers: [/spec/subsets/0/labels]} to ignoreDifferences.",
      "Rollout web rewrites /spec/subsets/1/labels of DestinationRule web-rule, and nothing here ignores it. Self-heal puts Git's value back within seconds: the canary loses its traffic in the middle of a step, again and again. Add {group: networking.istio.io, kind: DestinationRule, name: web-rule, jsonPointers: [/spec/subsets/1/labels]} to ignoreDifferences.",
    ]);
  });

  test('ignoring in the comparison alone is refused', () => {
    expect(said('argocd-ignores-runtime-fields', [...RELEASED, application([WEIGHTS, LABELS], [])])).toEqual([
      "RespectIgnoreDifferences=true is missing, while /spec/subsets/0/labels of DestinationRule web-rule is ignored only in the comparison. Any sync, for whatever reason, writes Git's value over the one of the controller: a running canary jumps back. Add RespectIgnoreDifferences=true to syncOptions.",
    ]);
  });
});

describe('D-02 a tainted control plane counts as an empty node', () => {
  test('a hard spread leaves it out of the count by itself', () => {
    const chart = Testing.chart();
    aRollout(chart, { spread: 'hard' });

    expect(Testing.kind(chart, 'Rollout')[0]?.['spec'].template.spec.topologySpreadConstraints).toMatchObject([
      { nodeTaintsPolicy: 'Honor' },
    ]);
  });

  test('one that counts it is refused, with the autoscaler in mind', () => {
    const web = rollout({ namespace, pod: { topologySpreadConstraints: [SPREAD] }, spec: { strategy: CANARY } });
    const target = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' };
    const hpa = kube(
      'autoscaling/v2/HorizontalPodAutoscaler',
      { namespace, name: 'web-hpa' },
      { spec: { minReplicas: 2, maxReplicas: 10, scaleTargetRef: target } },
    );

    expect(said('spread-fits-nodes', [web, hpa], NODES)).toEqual([
      'HorizontalPodAutoscaler web-hpa up to 10 pods and 1 more during an update do not fit: maxSkew 1 over 3 nodes, 1 of them tainted and always empty, leaves room for 2. The pods beyond that stay Pending for ever: an update hangs at its canary, and a scale-up under load brings nothing. Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.',
    ]);
  });
});

describe('D-05 the autoscaler owns the number of pods', () => {
  test('a number beside it does not compile', () => {
    // @ts-expect-error there is no such choice
    aRollout(Testing.chart(), { replicas: 3 });
  });

  test('a number that self-heal would put back is refused', () => {
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const hpa = kube(
      'autoscaling/v2/HorizontalPodAutoscaler',
      { namespace, name: 'web-hpa' },
      { spec: { maxReplicas: 3, scaleTargetRef: target } },
    );

    expect(said('argocd-ignores-runtime-fields', [deployment({ namespace, spec: { replicas: 2 } }), hpa, application([])])).toEqual([
      "HorizontalPodAutoscaler web-hpa rewrites /spec/replicas of Deployment web, and nothing here ignores it. Self-heal puts Git's value back within seconds: every scale-up is undone under load, again and again. Add {group: apps, kind: Deployment, name: web, jsonPointers: [/spec/replicas]} to ignoreDifferences. Or leave the field out of the manifest.",
    ]);
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

    expect(said('cilium-l7-readable', [meshed(namespace), deployment({ namespace, name: 'web' }), ...Testing.synth(chart)])).toEqual([
      'HTTP rules on port 8080 of Rollout api, to which DestinationRule api-rule sends ISTIO_MUTUAL. Cilium sees TLS where it expects HTTP and drops every request: callers get 403 or a reset from the moment the policy is active. Move the methods and paths into an Istio AuthorizationPolicy and keep only the port here, or set tls.mode: DISABLE for this Service.',
    ]);
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

    expect(said('quarantine-denies', [kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'quarantine' }, { spec })])).toEqual([
      'the policy for quarantined pods denies no ingress and no egress. Policies add up: whatever another policy allows these pods still passes, so the shell that was found keeps its connections. Add ingressDeny: [{fromEntities: [all]}] and egressDeny: [{toEntities: [all]}].',
    ]);
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

    expect(said('retry-budget', [kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web' }, { spec: { http } })])).toEqual([
      '1 try and 5 retries of 2s take 12s, the timeout is 10s. The last retries are cut off: while a pod fails, users get a 504 from the gateway though another pod would have answered. Raise the timeout to 12s or more, or retry less.',
    ]);
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

    expect(refusal(() => aRollout(Testing.chart(), { config }))).toBe(
      'test/api/Config: ConfigMap api-config has no key "b.conf". Use one of a.conf.',
    );
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
  const rule = kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace, name: 'web-rule' },
    { spec: { host: 'web-service', subsets: [{ name: 'canary' }] } },
  );

  test.each<[string, string, KubeObject[], string]>([
    [
      'a selector',
      'service-selects-pods',
      [web, service({ namespace, selector: { app: 'wbe' } })],
      'no pod template carries app=wbe. The Service has no endpoints: every connection to it is refused, while the object itself looks healthy. Did you mean app=web?',
    ],
    [
      'a claim',
      'pod-references-exist',
      [deployment({ namespace, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } })],
      'there is no PersistentVolumeClaim shop/data. The pod stays Pending: there is no volume to mount. Add the claim.',
    ],
    [
      'a ConfigMap',
      'config-exists',
      [deployment({ namespace, container: { envFrom: [{ configMapRef: { name: 'web-config' } }] } })],
      'there is no ConfigMap shop/web-config. The pod hangs in ContainerCreating or CreateContainerConfigError until somebody makes it. Add it, or name one that exists.',
    ],
    [
      'a subset',
      'destination-subset-exists',
      [
        web,
        webService,
        rule,
        kube(
          'networking.istio.io/v1/VirtualService',
          { namespace, name: 'web' },
          { spec: { hosts: ['web-service'], http: [{ route: [toSubset] }] } },
        ),
      ],
      'no DestinationRule of web-service has a subset "canry"; known: canary. There are no endpoints for it: the gateway or the calling sidecar answers 503 for every request that is sent there. Did you mean "canary"?',
    ],
    [
      'a route',
      'rollout-routes-exist',
      [
        ...RELEASED.slice(1),
        rollout({
          namespace,
          spec: { strategy: { canary: { trafficRouting: { istio: { virtualService: { name: 'web-routes', routes: ['primry'] } } } } } },
        }),
      ],
      'VirtualService web-routes has no route "primry", it has test, primary. The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back. Did you mean "primary"?',
    ],
    [
      'a target',
      'target-exists',
      [
        web,
        kube(
          'autoscaling/v2/HorizontalPodAutoscaler',
          { namespace, name: 'web-hpa' },
          { spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web-rollout' } } },
        ),
      ],
      'there is no Rollout shop/web-rollout of argoproj.io/v1alpha1. The number of pods stays as it is, whatever the load: the autoscaler only logs that it cannot find its target. Did you mean "web"?',
    ],
  ])('%s that leads nowhere is refused', (_, id, given, message) => {
    expect(said(id, given, { whole: true, secrets: [] })).toEqual([message]);
  });
});

describe('D-16 a sidecar keeps a Job from finishing', () => {
  test('a backup cannot be put into the mesh', () => {
    const chart = Testing.chart();
    const { backup } = aDatabase(chart);

    expect(backup.inMesh).toBe(false);
    expect(Testing.kind(chart, 'CronJob')[0]?.['spec'].jobTemplate.spec.template.metadata.annotations).toEqual({
      'sidecar.istio.io/inject': 'false',
    });
  });

  test('a Job that the injector would catch is refused', () => {
    expect(said('job-sidecar', [meshed(namespace), cronJob({ namespace })])).toEqual([
      'the pods get a sidecar, as namespace "shop" injects one. The proxy runs on after the work is done, so the Job never completes and the next one waits or piles up; init containers have no network before the proxy starts. Set the pod annotation sidecar.istio.io/inject: "false".',
    ]);
  });
});
