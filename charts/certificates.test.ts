import { App } from 'cdk8s';
import { Testing } from '../lib/constructs/testing.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { CertificatesChart } from './certificates.ts';
import { installCertManager } from './components/cert-manager.ts';
import { changedFiles, homelab, made, the } from './testing.ts';

const ON = { 'https-gateway: false': 'https-gateway: true' };

/** With the Secret that HTTPS needs, whether or not the inventory lists it already. */
function withHttps(changes: Record<string, string> = ON): Cluster {
  const secret = `secrets:
  - name: cloudflare-api-token
    namespace: cert-manager
    keys: [api-token]
    create: kubectl create secret generic cloudflare-api-token --namespace cert-manager --from-literal=api-token=<token>`;
  const listed = homelab().secrets.some(({ name }) => name === 'cloudflare-api-token');
  return homelab({ ...changes, ...(listed ? {} : { 'secrets:': secret }) });
}

test('Let’s Encrypt is asked through the zone at Cloudflare, for one certificate of all names', () => {
  const chart = new CertificatesChart(new App(), withHttps());

  expect(Testing.synth(chart)).toMatchObject([
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'letsencrypt' },
      spec: {
        acme: {
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          privateKeySecretRef: { name: 'letsencrypt-account' },
          solvers: [
            {
              selector: { dnsZones: ['jiminhome.shop'] },
              dns01: { cloudflare: { apiTokenSecretRef: { name: 'cloudflare-api-token', key: 'api-token' } } },
            },
          ],
        },
      },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'gateway-certificate', namespace: 'istio-system' },
      spec: {
        secretName: 'gateway-certificate',
        dnsNames: ['jiminhome.shop', '*.jiminhome.shop'],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    },
  ]);
});

test('cert-manager is installed with its definitions, from a pinned chart whose values it knows', () => {
  const chart = Testing.chart();

  installCertManager(chart);

  const [application] = Testing.kind(chart, 'Application');
  expect(Testing.problems(chart)).toEqual([]);
  expect(application).toMatchObject({
    metadata: { name: 'cert-manager' },
    spec: {
      destination: { namespace: 'cert-manager' },
      source: { chart: 'cert-manager', targetRevision: 'v1.19.6', helm: { valuesObject: { crds: { enabled: true, keep: true } } } },
    },
  });
});

test('the gateway serves 443 with that certificate, and 80 as before', () => {
  const [today, planned] = [made(withHttps({})), made(withHttps())];

  expect(changedFiles(today, planned)).toContain('homelab/blog-system/gateway.blog-gateway.yaml');
  expect(the(planned, 'Gateway', 'blog-gateway')['spec'].servers).toEqual([
    ...the(today, 'Gateway', 'blog-gateway')['spec'].servers,
    {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      tls: { mode: 'SIMPLE', credentialName: 'gateway-certificate' },
      hosts: ['*.jiminhome.shop'],
    },
  ]);
});
