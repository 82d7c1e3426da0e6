import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { certificateUsable } from './certificate-usable.ts';

const certificate = (spec: object, name = 'web-tls', namespace = 'shop') =>
  kube('cert-manager.io/v1/Certificate', { name, namespace }, { spec: { secretName: name, ...spec } });
const authority = (kind: string, secretName: string, namespace?: string) =>
  kube(`cert-manager.io/v1/${kind}`, { name: 'ca', ...(namespace === undefined ? {} : { namespace }) }, { spec: { ca: { secretName } } });
const web = [
  deployment({ namespace: 'shop', pod: { volumes: [{ name: 'tls', secret: { secretName: 'web-tls' } }] } }),
  service({ namespace: 'shop', selector: { app: 'web' }, ports: [{ name: 'https', port: 443, targetPort: 8080 }] }),
];
const caller = (url: string) =>
  deployment({ name: 'job', namespace: 'shop', labels: { app: 'job' }, container: { env: [{ name: 'API_URL', value: url }] } });
const vault = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'vault' },
  {
    spec: {
      source: { chart: 'vault', helm: { valuesObject: { server: { volumes: [{ name: 'tls', secret: { secretName: 'vault-tls' } }] } } } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'vault' },
    },
  },
);
const store = kube(
  'external-secrets.io/v1/ClusterSecretStore',
  { name: 'vault' },
  { spec: { provider: { vault: { server: 'https://vault.vault.svc:8200' } } } },
);

ruleCases(certificateUsable, {
  accepts: {
    'a renewal in time': [certificate({ duration: '2160h', renewBefore: '360h', dnsNames: ['a.example.com'] })],
    'a renewal of the default duration': [certificate({ renewBefore: '720h' })],
    'an authority': [certificate({ isCA: true }, 'ca', 'cert-manager'), authority('ClusterIssuer', 'ca')],
    'an issuer of another namespace with a Secret of that name': [certificate({}, 'ca', 'shop'), authority('Issuer', 'ca', 'blog')],
    'the name that is called': [...web, caller('https://web.shop.svc'), certificate({ dnsNames: ['web', 'web.shop.svc'] })],
    'a star for the name': [...web, caller('https://web.shop.svc.cluster.local'), certificate({ dnsNames: ['*.shop.svc.cluster.local'] })],
    'a call without encryption': [...web, caller('http://web.shop.svc:443'), certificate({ dnsNames: ['a.example.com'] })],
    'a certificate that clients show': [
      ...web,
      caller('https://web.shop.svc'),
      certificate({ dnsNames: ['web-client'], usages: ['client auth'] }),
    ],
    'one of two certificates': [
      deployment({
        namespace: 'shop',
        pod: {
          volumes: [
            { name: 'a', secret: { secretName: 'web-tls' } },
            { name: 'b', secret: { secretName: 'other' } },
          ],
        },
      }),
      ...web.slice(1),
      caller('https://web.shop.svc'),
      certificate({ dnsNames: ['web.shop.svc'] }),
      certificate({ dnsNames: ['mail.example.com'] }, 'other'),
    ],
  },
  refuses: {
    'a renewal before its beginning': {
      given: [certificate({ duration: '24h', renewBefore: '360h' })],
      says: 'renewBefore is 360h, and the certificate lasts 24h',
    },
    'an authority that is none': {
      given: [certificate({ isCA: false }, 'ca', 'cert-manager'), authority('ClusterIssuer', 'ca')],
      says: 'ClusterIssuer ca signs with this certificate, which is not that of an authority',
    },
    'another name than is called': {
      given: [...web, caller('https://web.shop.svc:443'), certificate({ dnsNames: ['web.example.com', 'localhost'] })],
      says: 'Deployment job calls https://web.shop.svc, and the certificate is for web.example.com, localhost',
    },
    'another name than stores call Vault by': {
      given: [vault, store, certificate({ dnsNames: ['vault.example.com'] }, 'vault-tls', 'vault')],
      says: 'ClusterSecretStore vault calls https://vault.vault.svc, and the certificate is for vault.example.com',
      fix: 'Add vault.vault.svc to dnsNames.',
    },
  },
});
