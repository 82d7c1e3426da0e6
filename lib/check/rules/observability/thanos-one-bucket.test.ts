import { deployment, kube, ruleCases } from '../../testing.ts';
import { thanosOneBucket } from './thanos-one-bucket.ts';

const config = (name: string, bucket: string, kind = 'v1/ConfigMap', field = 'data') =>
  kube(kind, { name, namespace: 'm' }, { [field]: { 'o.yml': `type: S3\nconfig:\n  bucket: ${bucket}\n  endpoint: minio:9000\n` } });
const part = (name: string, command: string, from: string | object = name) =>
  deployment({
    name,
    namespace: 'm',
    container: {
      image: 'quay.io/thanos/thanos:v0.37.2',
      args: [command, '--objstore.config-file=/etc/thanos/o.yml'],
      volumeMounts: [{ name: 'o', mountPath: '/etc/thanos' }],
    },
    pod: { volumes: [{ name: 'o', ...(typeof from === 'string' ? { configMap: { name: from } } : from) }] },
  });
const secret = { secret: { secretName: 'objstore' } };
const stack = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'stack', namespace: 'argocd' },
  {
    spec: {
      source: {
        chart: 'kube-prometheus-stack',
        helm: {
          valuesObject: {
            prometheus: { prometheusSpec: { thanos: { objectStorageConfig: { existingSecret: { name: 'objstore', key: 'o.yml' } } } } },
          },
        },
      },
      destination: { namespace: 'm' },
    },
  },
);

ruleCases(thanosOneBucket, {
  accepts: {
    'one bucket in two files': [config('a', 'thanos'), config('b', 'thanos'), part('store', 'store', 'a'), part('compact', 'compact', 'b')],
    'a store for each bucket': [
      config('a', 'one'),
      config('b', 'two'),
      part('store-one', 'store', 'a'),
      part('store-two', 'store', 'b'),
      part('compact', 'compact', 'b'),
    ],
    'no store in the tree': [config('b', 'two'), part('compact', 'compact', 'b')],
    'a store whose bucket does not show': [config('b', 'two'), part('store', 'store', secret), part('compact', 'compact', 'b')],
    'sidecars that write there': [config('objstore', 'thanos', 'v1/Secret', 'stringData'), stack, part('store', 'store', secret)],
  },
  refuses: {
    'a compactor of another bucket': {
      given: [config('a', 'thanos'), config('b', 'thanos-metrics'), part('store', 'store', 'a'), part('compact', 'compact', 'b')],
      says: 'thanos compact works on bucket thanos-metrics, and store reads thanos',
      fix: 'Write bucket: thanos at both ends.',
    },
    'a receiver of another bucket': {
      given: [config('a', 'thanos'), config('b', 'metrics'), part('store', 'store', 'a'), part('receive', 'receive', 'b')],
      says: 'thanos receive works on bucket metrics, and store reads thanos',
    },
    'a store that reads what no sidecar writes': {
      given: [config('objstore', 'metrics', 'v1/Secret', 'stringData'), config('a', 'thanos'), stack, part('store', 'store', 'a')],
      says: 'thanos store reads bucket thanos, and what writes blocks has another: release stack metrics',
    },
  },
});
