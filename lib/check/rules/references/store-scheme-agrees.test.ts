import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { storeSchemeAgrees } from './store-scheme-agrees.ts';

const minio = (values: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'minio', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.min.io', chart: 'minio', helm: { valuesObject: values } },
        destination: { namespace: 'minio' },
      },
    },
  );
const objstore = (insecure: string, endpoint = 'minio.minio.svc:9000') =>
  kube(
    'v1/Secret',
    { name: 'objstore', namespace: 'm' },
    { stringData: { 'o.yml': `type: S3\nconfig:\n  bucket: thanos\n  endpoint: ${endpoint}\n${insecure}` } },
  );
const tempo = (s3: object) => chartApplication('tempo', 'm', { tempo: { storage: { trace: { backend: 's3', s3 } } } });
const endpoint = 'minio.minio.svc.cluster.local:9000';

ruleCases(storeSchemeAgrees, {
  accepts: {
    'a plain store that is called so': [minio(), objstore('  insecure: true\n')],
    'a store with a certificate': [minio({ tls: { enabled: true } }), objstore('')],
    'a store elsewhere': [minio(), objstore('', 's3.eu-west-1.amazonaws.com')],
    'a store that nobody here installs': [objstore('')],
    'Tempo without TLS': [minio(), tempo({ endpoint, bucket: 'tempo', insecure: true })],
  },
  refuses: {
    'TLS to a plain store': {
      given: [minio(), objstore('')],
      says: 'minio.minio.svc:9000 is spoken to with TLS (insecure is not true), and Service minio/minio of release minio speaks plain HTTP (tls.enabled is not set)',
      fix: 'Set insecure: true, or give a certificate to the store.',
    },
    'no TLS to a store that has it': {
      given: [minio({ tls: { enabled: true } }), tempo({ endpoint, bucket: 'tempo', insecure: true })],
      says: 'minio.minio.svc.cluster.local:9000 is spoken to without TLS (insecure: true), and Service minio/minio of release minio speaks HTTPS (tls.enabled is set)',
    },
  },
});
