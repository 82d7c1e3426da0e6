import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { subsetHasPods } from './subset-has-pods.ts';

const rule = (...labels: Record<string, string>[]) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace: 'blog' },
    { spec: { host: 'web', subsets: labels.map((each, index) => ({ name: `s${index}`, labels: each })) } },
  );
const front = service({ namespace: 'blog', selector: { app: 'web' } });
const pods = (version: string) => deployment({ name: `web-${version}`, namespace: 'blog', labels: { app: 'web', version } });

const nas = (...endpoints: readonly object[]) =>
  kube(
    'networking.istio.io/v1/ServiceEntry',
    { namespace: 'blog' },
    { spec: { hosts: ['nas.example.com'], resolution: 'STATIC', endpoints } },
  );
const outside = (labels: Record<string, string>) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace: 'blog' },
    { spec: { host: 'nas.example.com', subsets: [{ name: 'first', labels }] } },
  );

ruleCases(subsetHasPods, {
  accepts: {
    'endpoints outside with labels': [nas({ address: '10.0.0.1', labels: { node: 'a' } }), outside({ node: 'a' })],
    'a subset of all endpoints outside': [nas({ address: '10.0.0.1' }), outside({})],
    'a host that nothing shows': [outside({ node: 'a' })],
    'a workload for each': [front, pods('v1'), pods('v2'), rule({ version: 'v1' }, { version: 'v2' })],
    'a label that a controller adds': [
      front,
      pods('v1'),
      rule({ app: 'web', 'rollouts-pod-template-hash': 'abc' }, { 'pod-template-hash': 'x' }),
    ],
    'pods that are not in the tree': [front, rule({ version: 'v1' })],
  },
  refuses: {
    'endpoints outside without labels': {
      given: [nas({ address: '10.0.0.1' }), outside({ node: 'a' })],
      says: 'no endpoint of ServiceEntry host nas.example.com carries node=a of subset "first"',
    },
    'a version that nobody runs': {
      given: [front, pods('v1'), rule({ version: 'v1' }, { version: 'v2' })],
      says: 'no pod of Service web carries version=v2 of subset "s1"; there is version=v1',
    },
    'a label that no pod has': {
      given: [front, pods('v1'), rule({ tier: 'front' })],
      says: 'no pod of Service web carries tier=front of subset "s0"',
    },
  },
});
