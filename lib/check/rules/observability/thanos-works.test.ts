import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { thanosWorks } from './thanos-works.ts';

const image = 'quay.io/thanos/thanos:v0.37.2';
const thanos = (args: readonly string[], spec: object = {}) =>
  statefulSet({ name: 'thanos', namespace: 'monitoring', container: { image, args }, spec: { ...spec } });
const receiver = service({
  name: 'thanos-receive',
  namespace: 'monitoring',
  ports: [
    { name: 'grpc', port: 10901 },
    { name: 'remote-write', port: 19291 },
  ],
});
const bucket = (endpoint: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'objstore', namespace: 'monitoring' },
    { data: { 'objstore.yml': `type: S3\nconfig:\n  bucket: thanos\n  endpoint: ${endpoint}\n` } },
  );

const mounted = (args: readonly string[]) =>
  statefulSet({
    name: 'thanos',
    namespace: 'monitoring',
    container: { image, args, volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
  });

ruleCases(thanosWorks, {
  accepts: {
    'a receiver with a label': [thanos(['receive', '--label=receive_replica="0"'])],
    'a label as a word of its own': [thanos(['receive', '--label', 'receive_replica="0"'])],
    'a compactor that waits': [thanos(['compact', '--wait'])],
    'compactors that share the work': [thanos(['compact', '--wait', '--selector.relabel-config-file=/etc/shard.yaml'], { replicas: 2 })],
    'a compactor that is a job': [
      kube(
        'batch/v1/CronJob',
        {},
        { spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image, args: ['compact'] }] } } } } } },
      ),
    ],
    'a query of the gRPC port': [receiver, thanos(['query', '--endpoint=thanos-receive.monitoring.svc:10901'])],
    'a query by service records': [thanos(['query', '--endpoint=dnssrv+_grpc._tcp.thanos-store.monitoring.svc'])],
    'records of a port that the Service has': [receiver, thanos(['query', '--endpoint=dnssrv+_grpc._tcp.thanos-receive.monitoring.svc'])],
    'a host with its port': [thanos(['query', '--endpoint=dns+thanos-store.monitoring.svc:10901'])],
    'a bucket of host and port': [bucket('minio.minio.svc:9000')],
    'data on its volume': [mounted(['compact', '--wait', '--data-dir=/data/compact']), mounted(['store', '--data-dir', '/data'])],
    'data of a pod without a volume': [thanos(['compact', '--wait', '--data-dir=/var/thanos'])],
    'copies merged by the label of the receivers': [
      thanos(['receive', '--label=receive_replica="0"']),
      thanos(['query', '--query.replica-label=prometheus_replica', '--query.replica-label=receive_replica']),
    ],
    'another program': [deployment({ container: { args: ['receive'] } })],
  },
  refuses: {
    'records of a port without its name': {
      given: [thanos(['query', '--endpoint=dnssrv+thanos-store.monitoring.svc:10901'])],
      says: '--endpoint=dnssrv+thanos-store.monitoring.svc:10901 looks for a record of a port (SRV), which has a name such as _grpc._tcp.thanos-store.monitoring.svc',
    },
    'records of a port that the Service does not have': {
      given: [receiver, thanos(['query', '--endpoint=dnssrv+_http._tcp.thanos-receive.monitoring.svc'])],
      says: '--endpoint=dnssrv+_http._tcp.thanos-receive.monitoring.svc asks for the port http of Service thanos-receive, which has grpc, remote-write',
      fix: 'Did you mean _grpc._tcp?',
    },
    'a URL where gRPC is spoken': {
      given: [thanos(['query', '--endpoint=http://thanos-store.monitoring.svc:10901'])],
      says: '--endpoint=http://thanos-store.monitoring.svc:10901 is a URL, and Thanos calls its parts by gRPC',
      fix: 'Leave out http://, and name the port for gRPC (10901).',
    },
    'a host without a port': {
      given: [thanos(['query', '--store=dns+thanos-store.monitoring.svc'])],
      says: '--store=dns+thanos-store.monitoring.svc names no port',
    },
    'two copies of Prometheus that look like two series': {
      given: [
        chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec: { replicas: 2, thanos: {} } } }),
        thanos(['query', '--endpoint=dnssrv+_grpc._tcp.prometheus-operated.monitoring.svc']),
      ],
      says: 'thanos query has no --query.replica-label, and release kube-prometheus-stack has several replicas',
    },
    'data beside its volume': {
      given: [mounted(['compact', '--wait', '--data-dir=/var/thanos/compact'])],
      says: 'thanos compact writes to /var/thanos/compact (--data-dir), and its volume "data" is mounted at /data',
      fix: 'Write --data-dir=/data, or mount the volume at /var/thanos/compact.',
    },
    'copies merged by another label': {
      given: [thanos(['receive', '--label=receive_replica="0"']), thanos(['query', '--query.replica-label=replica'])],
      says: 'thanos query merges by replica, and the receivers of the tree write receive_replica',
    },
    'a receiver without a label': { given: [thanos(['receive', '--tsdb.path=/data'])], says: 'thanos receive has no --label' },
    'a compactor that ends': { given: [thanos(['compact'])], says: 'thanos compact has no --wait, and a StatefulSet restarts what ends' },
    'two compactors': { given: [thanos(['compact', '-w'], { replicas: 2 })], says: '2 compactors of Thanos work on one bucket' },
    'a query of itself': {
      given: [
        service({ name: 'thanos-query', namespace: 'monitoring', selector: { app: 'web' }, ports: [{ name: 'grpc', port: 10901 }] }),
        thanos(['query', '--endpoint=thanos-query.monitoring.svc:10901']),
      ],
      says: '--endpoint names thanos-query.monitoring.svc, which is this Thanos Query itself',
    },
    'a query of the port for writes': {
      given: [receiver, thanos(['query', '--endpoint=thanos-receive.monitoring.svc:19291'])],
      says: '--endpoint names thanos-receive.monitoring.svc:19291 (remote-write), which speaks HTTP, and stores are asked by gRPC',
    },
    'a query of the web port of a sidecar': {
      given: [thanos(['query', '--store=prometheus-thanos.monitoring.svc:10902'])],
      says: '--store names prometheus-thanos.monitoring.svc:10902, which speaks HTTP, and stores are asked by gRPC',
    },
    'a bucket of a URL': {
      given: [bucket('http://minio.minio.svc:9000')],
      says: 'the endpoint of the bucket is http://minio.minio.svc:9000, and Thanos takes a host and a port',
      fix: 'Write endpoint: minio.minio.svc:9000, with insecure: true.',
    },
  },
});
