import type { Fields } from '../../read.ts';
import { deployment, ruleCases } from '../../testing.ts';
import { nodeAddressOnHost } from './node-address-on-host.ts';

const etcd = (pod: Fields = {}, container: Fields = {}) =>
  deployment({
    container: {
      image: 'registry.k8s.io/etcd:3.5.16-0',
      command: ['etcdctl', '--endpoints=https://127.0.0.1:2379', 'snapshot', 'save', '/a'],
      ...container,
    },
    pod,
  });

ruleCases(nodeAddressOnHost, {
  accepts: {
    "the node's network": [etcd({ hostNetwork: true })],
    'an etcd in the same pod': [etcd({}, { ports: [{ containerPort: 2379 }] })],
    'an etcd that it starts': [etcd({}, { command: ['etcd', '--listen-client-urls=http://127.0.0.1:2379'] })],
    'a neighbour of its own': [deployment({ container: { env: [{ name: 'PROXY', value: 'http://localhost:8080' }] } })],
    'the address of the node': [etcd({}, { command: ['etcdctl', '--endpoints=https://192.168.1.10:2379'] })],
  },
  refuses: {
    'etcd of the node, from a network of its own': {
      given: [etcd()],
      says: 'container "app" asks 127.0.0.1:2379 (etcd), which is the pod itself: it is not on the node\'s network',
    },
  },
});
