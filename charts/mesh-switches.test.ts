import { refusal } from '../lib/constructs/testing.ts';
import { changedFiles, homelab, made, the } from './testing.ts';

// What the switches of the mesh change: these files and no others.

const MTLS = { 'mesh-mtls: false': 'mesh-mtls: true' };
const AUTHORIZATION = { 'was-authorization: false': 'was-authorization: true' };

const today = made();
const encrypted = made(homelab(MTLS));
const PROMETHEUS = {
  'app.kubernetes.io/name': 'prometheus',
  'app.kubernetes.io/component': 'server',
  'app.kubernetes.io/instance': 'prometheus',
};
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

test('mutual TLS: both rules change, and the methods move from the network policy to the sidecar of was (D-07)', () => {
  expect(changedFiles(today, encrypted)).toEqual([
    'homelab/blog-system/authorizationpolicy.was-authz.yaml',
    'homelab/blog-system/ciliumnetworkpolicy.was-isolation.yaml',
    'homelab/blog-system/destinationrule.was-dest-rule.yaml',
    'homelab/blog-system/destinationrule.web-dest-rule.yaml',
  ]);
  const modes = ['web-dest-rule', 'was-dest-rule'].map(
    (name) => the(encrypted, 'DestinationRule', name)['spec'].trafficPolicy.tls.mode as string,
  );
  expect(modes).toEqual(['ISTIO_MUTUAL', 'ISTIO_MUTUAL']);
  expect(the(encrypted, 'CiliumNetworkPolicy', 'was-isolation')['spec'].ingress).toEqual([
    {
      fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring', ...PROMETHEUS } }, { matchLabels: { app: 'web' } }],
      toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
    },
  ]);
  expect(the(encrypted, 'AuthorizationPolicy', 'was-authz')['spec'].rules).toEqual([
    { to: [{ operation: { ports: ['8080'], methods: METHODS } }] },
    { to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/actuator/prometheus'] } }] },
  ]);
});

test('who has no sidecar is heard as before: the namespace stays PERMISSIVE', () => {
  expect(the(encrypted, 'PeerAuthentication', 'default')['spec'].mtls.mode).toBe('PERMISSIVE');
});

test('was-authz: web gets an account of its own, and was takes requests of no other caller', () => {
  const authorized = made(homelab({ ...MTLS, ...AUTHORIZATION }));

  expect(changedFiles(encrypted, authorized)).toEqual([
    'homelab/argocd/appproject.blog.yaml', // permits the account
    'homelab/blog-system/authorizationpolicy.was-authz.yaml',
    'homelab/blog-system/rollout.web.yaml',
    'homelab/blog-system/serviceaccount.web.yaml',
  ]);
  expect(the(authorized, 'Rollout', 'web')['spec'].template.spec.serviceAccountName).toBe('web');
  expect(the(authorized, 'AuthorizationPolicy', 'was-authz')['spec'].rules).toEqual([
    {
      from: [{ source: { principals: ['cluster.local/ns/blog-system/sa/web'] } }],
      to: [{ operation: { ports: ['8080'], methods: METHODS } }],
    },
    { to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/actuator/prometheus'] } }] }, // Prometheus has no identity
  ]);
});

test('was-authz without mutual TLS is refused: nobody would have an identity', () => {
  expect(refusal(() => made(homelab(AUTHORIZATION)))).toContain(
    'clusters/homelab.yaml switches.was-authorization: it is on and mesh-mtls is off: without mutual TLS no caller has an identity, so was would refuse every request of web. Switch mesh-mtls on as well.',
  );
});

test('was retries: one file', () => {
  expect(changedFiles(today, made(homelab({ 'was-retries: false': 'was-retries: true' })))).toEqual([
    'homelab/blog-system/virtualservice.was-retry-timeout.yaml',
  ]);
});

test('finer egress: dumps go to the bucket alone, and the exporter without a policy gets one', () => {
  const hardened = made(homelab({ 'egress-hardening: false': 'egress-hardening: true' }));

  expect(changedFiles(today, hardened)).toEqual([
    'homelab/argocd/application.istiod.yaml',
    'homelab/argocd/appproject.blog.yaml', // permits the ServiceEntry
    'homelab/blog-system/ciliumnetworkpolicy.mysql-backup-isolation.yaml',
    'homelab/blog-system/ciliumnetworkpolicy.nginx-exporter-isolation.yaml',
    'homelab/blog-system/serviceentry.was-egress-443.yaml',
  ]);
  const DNS = { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } };
  const ports = (...list: [string, string][]): unknown => list.map(([port, protocol]) => ({ port, protocol }));
  const dnsPorts = ports(['53', 'UDP'], ['53', 'TCP']);
  expect(the(hardened, 'CiliumNetworkPolicy', 'mysql-backup-isolation')['spec'].egress).toEqual([
    { toEndpoints: [{ matchLabels: { app: 'mysql' } }], toPorts: [{ ports: ports(['3306', 'TCP']) }] },
    {
      toFQDNs: [
        { matchName: 'jimin-mysql-backup.s3.amazonaws.com' },
        { matchPattern: 'jimin-mysql-backup.s3.*.amazonaws.com' },
        { matchName: 's3.amazonaws.com' },
        { matchPattern: 's3.*.amazonaws.com' },
      ],
      toPorts: [{ ports: ports(['443', 'TCP']) }],
    },
    { toEndpoints: [DNS], toPorts: [{ ports: dnsPorts, rules: { dns: [{ matchPattern: '*' }] } }] },
  ]);
  expect(the(hardened, 'CiliumNetworkPolicy', 'nginx-exporter-isolation')['spec'].egress).toEqual([
    { toEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [{ ports: ports(['80', 'TCP']) }] },
    { toEndpoints: [DNS], toPorts: [{ ports: dnsPorts }] },
  ]);
});

test('finer egress: the mesh lets through Services and the names that was declares, the same ones as its network policy', () => {
  const hardened = made(homelab({ 'egress-hardening: false': 'egress-hardening: true' }));

  const { meshConfig } = the(hardened, 'Application', 'istiod')['spec'].source.helm.valuesObject;
  const entry = the(hardened, 'ServiceEntry', 'was-egress-443')['spec'];
  const { egress } = the(hardened, 'CiliumNetworkPolicy', 'was-isolation')['spec'];

  expect(meshConfig).toEqual({ enablePrometheusMerge: false, outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  expect(entry).toEqual({
    exportTo: ['.'],
    hosts: ['github.com', '*.githubusercontent.com'],
    location: 'MESH_EXTERNAL',
    ports: [{ name: 'tls', number: 443, protocol: 'TLS' }],
    resolution: 'NONE',
  });
  const names = (egress as { toFQDNs?: Record<string, string>[] }[]).flatMap(({ toFQDNs = [] }) => toFQDNs.flatMap(Object.values));
  expect(names).toEqual(entry.hosts);
});
