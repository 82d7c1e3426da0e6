import { cronJob, kube, ruleCases } from '../../testing.ts';
import { awsKeysNamed } from './aws-keys-named.ts';

const secret = (...keys: readonly string[]) =>
  kube('v1/Secret', { name: 's3', namespace: 'blog' }, { stringData: Object.fromEntries(keys.map((key) => [key, 'x'])) });
const job = (container: object) =>
  cronJob({ name: 'backup', namespace: 'blog', container: { image: 'amazon/aws-cli:2.15.0', args: ['s3', 'ls'], ...container } });
const all = { envFrom: [{ secretRef: { name: 's3' } }] };

ruleCases(awsKeysNamed, {
  accepts: {
    'the names of AWS': [secret('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'), job(all)],
    'a Secret that nobody shows': [job(all)],
    'variables one by one': [
      secret('id'),
      job({ ...all, env: [{ name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: 's3', key: 'id' } } }] }),
    ],
    'another program': [secret('id'), job({ ...all, image: 'alpine:3', args: ['env'] })],
  },
  refuses: {
    "names of one's own": {
      given: [secret('access-key', 'secret-key'), job(all)],
      says: 'the keys of s3 are access-key, secret-key, and AWS clients read AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    },
    'a shell that calls it': {
      given: [secret('id', 'key'), job({ ...all, image: 'acme/tools:1', command: ['sh', '-c', 'aws s3 ls'] })],
      says: 'the keys of s3 are id, key, and AWS clients read AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    },
  },
});
