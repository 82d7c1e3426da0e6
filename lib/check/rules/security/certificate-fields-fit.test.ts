import { kube, ruleCases } from '../../testing.ts';
import { certificateFieldsFit } from './certificate-fields-fit.ts';

const certificate = (spec: object, name = 'web') =>
  kube(
    'cert-manager.io/v1/Certificate',
    { name, namespace: 'app' },
    { spec: { secretName: name, issuerRef: { name: 'ca', kind: 'ClusterIssuer' }, ...spec } },
  );
const authority = (duration: string) => [
  kube('cert-manager.io/v1/ClusterIssuer', { name: 'ca' }, { spec: { ca: { secretName: 'ca' } } }),
  kube(
    'cert-manager.io/v1/Certificate',
    { name: 'ca', namespace: 'cert-manager' },
    { spec: { isCA: true, secretName: 'ca', duration, issuerRef: { name: 'boot' } } },
  ),
];

ruleCases(certificateFieldsFit, {
  accepts: {
    'keys of both kinds': [
      certificate({ privateKey: { algorithm: 'ECDSA', size: 384 } }),
      certificate({ privateKey: { size: 4096 } }, 'b'),
      certificate({ privateKey: { algorithm: 'Ed25519' } }, 'c'),
    ],
    'names and addresses in their places': [
      certificate({ dnsNames: ['web.app.svc', '*.example.com'], ipAddresses: ['192.168.1.2', '2001:db8::1'] }),
    ],
    'an authority that lasts longer': [...authority('87600h'), certificate({ duration: '8760h' })],
    'an authority that nobody shows': [certificate({ duration: '8760h' })],
  },
  refuses: {
    'a size of the other algorithm': {
      given: [certificate({ privateKey: { algorithm: 'ECDSA', size: 2048 } })],
      says: 'a key of ECDSA has no 2048 bits',
      fix: 'Write 256, 384 or 521.',
    },
    'a short key': { given: [certificate({ privateKey: { size: 1024 } })], says: 'a key of RSA has no 1024 bits' },
    'two words for one time': {
      given: [certificate({ renewBefore: '240h', renewBeforePercentage: 30 })],
      says: 'renewBefore and renewBeforePercentage both say when it is renewed',
    },
    'an address among the names, and a name among the addresses': {
      given: [certificate({ dnsNames: ['192.168.1.2'], ipAddresses: ['web.app.svc'] })],
      says: ['192.168.1.2 is an address, and stands among the names', 'web.app.svc is no address'],
    },
    'an authority that ends first': {
      given: [...authority('2160h'), certificate({ duration: '8760h' })],
      says: 'it lasts 8760 h, and the authority that signs it, Certificate ca, 2160 h',
    },
  },
});
