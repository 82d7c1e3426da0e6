import { kube, ruleCases, service } from '../../testing.ts';
import { otlpEncryptionAgrees } from './otlp-encryption-agrees.ts';

const namespace = 'monitoring';
const tempo = service({ namespace, name: 'tempo', ports: [{ name: 'otlp', port: 4317 }] });
const collector = (exporter: object, receivers: object = { otlp: { protocols: { grpc: {} } } }, name = 'otlp') => {
  const service = { pipelines: { traces: { receivers: ['otlp'], exporters: [name] } } };
  return kube(
    'v1/ConfigMap',
    { namespace, name: 'otel' },
    { data: { 'config.yaml': `${JSON.stringify({ receivers, exporters: { [name]: exporter }, service })}\n` } },
  );
};

ruleCases(otlpEncryptionAgrees, {
  accepts: {
    'plain text on purpose': [tempo, collector({ endpoint: 'tempo:4317', tls: { insecure: true } })],
    'plain text by its scheme': [tempo, collector({ endpoint: 'http://tempo:4317' })],
    'a host of the world': [tempo, collector({ endpoint: 'api.honeycomb.io:443' })],
    'a receiver with a certificate': [
      tempo,
      collector({ endpoint: 'tempo:4317' }, { otlp: { protocols: { grpc: { tls: { cert_file: '/tls/tls.crt' } } } } }),
    ],
    'OTLP over HTTP': [tempo, collector({ endpoint: 'http://tempo:4318' }, undefined, 'otlphttp')],
  },
  refuses: {
    'TLS where nobody speaks it': {
      given: [tempo, collector({ endpoint: 'tempo:4317' })],
      says: 'the exporter otlp speaks TLS to tempo:4317, and no receiver here has a certificate',
    },
  },
});
