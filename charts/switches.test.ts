import { changedFiles, homelab, made, the } from './testing.ts';

// What seed 000, 001 and 002 plan, and what must not be there before somebody switches it on.

const today = made();
const text = today.manifests.map((manifest) => manifest.text).join('---\n');

test('every planned item has a switch, and every switch is off', () => {
  const { switches } = homelab();

  expect(switches).toEqual({
    'mesh-mtls': false,
    'alertmanager-slack': false,
    'traces-through-alloy': false,
    'platform-policies': false,
    'was-authorization': false,
    'was-retries': false,
    'https-gateway': false,
    'egress-hardening': false,
    'longhorn-ui': false,
    'hubble-ui': false,
    'kiali-advanced': false,
    'blackbox-exporter': false,
    'loki-persistence': false,
    'talon-phase-2': false,
    'talon-phase-3': false,
  });
});

test.each([
  ['mutual TLS in the mesh', /ISTIO_MUTUAL|STRICT/],
  ['an authorization of was', /was-authz/],
  ['TLS at the gateway', /number: 443\n\s+protocol: HTTPS/],
  ['the Longhorn UI', /longhorn\.jiminhome\.shop/],
])('%s is planned, and absent', (_, pattern) => {
  expect(text).not.toMatch(pattern);
});

/** What objects are, what they are called, what they run, and which chart they come from. */
const named = text.split('\n').filter((line) => /^\s*(- )?(kind|name|image|chart|repoURL): /.test(line));

test.each([
  ['certificates', /cert-manager|ClusterIssuer/],
  ['another mesh, network or deliverer', /linkerd|consul|calico|flux|jenkins|spinnaker/i],
  ['another tracer', /jaeger|zipkin/i],
  ['a second agent for logs or nodes', /promtail|node-exporter/i],
  ['secrets in Git, sealed or fetched', /SealedSecret|ExternalSecret/],
  ['a disaster-recovery site', /velero|submariner/i],
])('%s is planned or decided against, and nothing installs it', (_, pattern) => {
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((line) => pattern.test(line))).toEqual([]);
});

test('retries of was: one file changes, and the tries fit into the timeout', () => {
  const planned = made(homelab({ 'was-retries: false': 'was-retries: true' }));

  expect(changedFiles(today, planned)).toEqual(['homelab/blog-system/virtualservice.was-retry-timeout.yaml']);
  expect(the(planned, 'VirtualService', 'was-retry-timeout')['spec'].http[0]).toMatchObject({
    retries: { attempts: 3, perTryTimeout: '7s' },
    timeout: '30s',
  });
});

test('the Hubble UI: one value of one file changes', () => {
  const planned = made(homelab({ 'hubble-ui: false': 'hubble-ui: true' }));

  expect(changedFiles(today, planned)).toEqual(['homelab/argocd/application.cilium.yaml']);
  expect(the(planned, 'Application', 'cilium')['spec'].source.helm.valuesObject.hubble.ui).toEqual({ enabled: true });
});

/** One for each program of the platform that does not run in the nodes' own network. */
const POLICIES = [
  'alertmanager',
  'alloy',
  'argo-rollouts',
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'argocd-redis',
  'argocd-redis-secret-init',
  'argocd-repo-server',
  'argocd-server',
  'falco-falcosidekick',
  'falco',
  'falco-talon',
  'grafana',
  'hubble-relay',
  'istio-ingressgateway',
  'istiod',
  'kiali',
  'kube-state-metrics',
  'loki-stack',
  'longhorn',
  'metallb-controller',
  'metrics-server',
  'prometheus-adapter',
  'prometheus',
  'tempo-server',
  'vertical-pod-autoscaler-recommender',
];

// What each item needs, and nothing else (file names below dist/homelab).
test.each([
  ['alertmanager-slack', ['argocd/application.alertmanager', 'monitoring/configmap.alertmanager-config']],
  ['blackbox-exporter', ['argocd/application.prometheus-blackbox-exporter', 'argocd/application.prometheus']],
  [
    'egress-hardening',
    [
      'argocd/application.istiod',
      'argocd/appproject.blog',
      'blog-system/ciliumnetworkpolicy.mysql-backup-isolation',
      'blog-system/ciliumnetworkpolicy.nginx-exporter-isolation',
      'blog-system/serviceentry.was-egress-443',
    ],
  ],
  [
    'https-gateway',
    [
      'argocd/application.cert-manager',
      'argocd/application.certificates',
      'argocd/appproject.platform',
      'blog-system/gateway.blog-gateway',
      'certificates/certificate.gateway-certificate',
      'certificates/clusterissuer.letsencrypt',
    ],
  ],
  ['hubble-ui', ['argocd/application.cilium']],
  ['kiali-advanced', ['argocd/application.kiali']],
  ['loki-persistence', ['argocd/application.loki']],
  ['longhorn-ui', ['admin-routes/authorizationpolicy.private-hosts', 'admin-routes/virtualservice.longhorn']],
  [
    'mesh-mtls',
    [
      'blog-system/authorizationpolicy.was-authz',
      'blog-system/ciliumnetworkpolicy.was-isolation',
      'blog-system/destinationrule.was-dest-rule',
      'blog-system/destinationrule.web-dest-rule',
    ],
  ],
  [
    'platform-policies',
    [
      'argocd/application.platform-policies',
      'argocd/appproject.platform',
      ...POLICIES.map((name) => `platform-policies/ciliumnetworkpolicy.${name}-isolation`),
    ],
  ],
  ['talon-phase-2', ['argocd/application.falco-talon']],
  ['traces-through-alloy', ['argocd/application.alloy', 'blog-system/ciliumnetworkpolicy.was-isolation', 'blog-system/rollout.was']],
])('the switch %s changes exactly what it is about', (name, files) => {
  const planned = made(homelab({ [`${name}: false`]: `${name}: true` }));

  expect(changedFiles(today, planned)).toEqual(files.map((file) => `homelab/${file}.yaml`).sort());
});
