import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { meshAuthorityRead } from './mesh-authority-read.ts';

const FILES = ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'];
const script = (name: string, files: readonly string[] = FILES, place = 'istio-system') =>
  kube(
    'slipway.dev/v1/Script',
    { name: 'ca.sh' },
    { text: `kubectl create secret generic ${name} -n ${place} ${files.map((each) => `--from-file=certs/${each}`).join(' ')}` },
  );
const external = (name: string, keys: readonly string[] = FILES) =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name, namespace: 'istio-system' },
    { spec: { data: keys.map((secretKey) => ({ secretKey, remoteRef: { key: 'ca' } })) } },
  );
const istiod = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istiod', namespace: 'argocd' },
  { spec: { source: { chart: 'istiod', helm: { valuesObject: {} } }, destination: { namespace: 'istio-system' } } },
);

ruleCases(meshAuthorityRead, {
  accepts: {
    'the Secret that is read': [script('cacerts')],
    'an ExternalSecret of that name': [istiod, external('cacerts')],
    'the certificate of something else': [script('web', ['tls.crt', 'tls.key'])],
    'a Secret elsewhere from which it is copied': [istiod, script('mesh-ca', FILES, 'vault')],
    'a folder': [script('cacerts', [''])],
    'a CA in the files of cert-manager': [istiod, external('cacerts', ['tls.crt', 'tls.key', 'ca.crt'])],
    'chartless clusters': [chartIn('a', 'istiod', {})],
  },
  refuses: {
    'another name': { given: [script('ca-certs')], says: 'the CA of the mesh is in Secret ca-certs, and istiod reads cacerts' },
    'another namespace': {
      given: [istiod, script('cacerts', FILES, 'cert-manager')],
      says: 'Secret cacerts is in "cert-manager", and istiod runs in "istio-system"',
    },
    'a file too few': { given: [istiod, external('cacerts', FILES.slice(0, 3))], says: 'Secret cacerts has no cert-chain.pem' },
  },
});
