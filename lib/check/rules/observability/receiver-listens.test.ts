import { configFile } from '../../observability/testing.ts';
import { deployment, ruleCases, service } from '../../testing.ts';
import { receiverListens } from './receiver-listens.ts';

const tempo = (receivers: object) => configFile('tempo-config', 'tempo.yaml', { distributor: { receivers } });
const pods = deployment({
  name: 'tempo',
  namespace: 'monitoring',
  labels: { app: 'tempo' },
  pod: { volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }] },
});
const front = (...ports: readonly number[]) =>
  service({
    name: 'tempo',
    namespace: 'monitoring',
    selector: { app: 'tempo' },
    ports: ports.map((port) => ({ name: `p${port}`, port, targetPort: port })),
  });

ruleCases(receiverListens, {
  accepts: {
    'receivers of all ports': [
      tempo({ otlp: { protocols: { grpc: null, http: { endpoint: '0.0.0.0:4318' } } } }),
      pods,
      front(4317, 4318, 3200),
    ],
    'a receiver at a port of its own': [tempo({ jaeger: { protocols: { thrift_http: { endpoint: '0.0.0.0:4318' } } } }), pods, front(4318)],
    'two versions that read the same file': [
      tempo({ otlp: { protocols: { grpc: null } } }),
      ...['2.6.1', '2.7.0'].map((tag) =>
        deployment({
          name: `tempo-${tag}`,
          namespace: 'monitoring',
          labels: { app: 'tempo' },
          container: { image: `grafana/tempo:${tag}` },
          pod: { volumes: [{ name: 'config', configMap: { name: 'tempo-config' } }] },
        }),
      ),
      front(4317),
    ],
    'a Service of other pods': [
      tempo({}),
      pods,
      service({ name: 'other', namespace: 'monitoring', selector: { app: 'x' }, ports: [{ port: 4317 }] }),
    ],
  },
  refuses: {
    'a receiver that is missing': {
      given: [tempo({ otlp: { protocols: { grpc: null } } }), pods, front(4317, 4318)],
      says: 'Service tempo offers port 4318, and OTLP over HTTP is not among the receivers',
    },
    'a receiver for itself': {
      given: [tempo({ otlp: { protocols: { grpc: { endpoint: 'localhost:4317' } } } }), pods, front(4317)],
      says: 'Service tempo offers port 4317, and OTLP over gRPC listens on localhost:4317 only',
    },
  },
});
