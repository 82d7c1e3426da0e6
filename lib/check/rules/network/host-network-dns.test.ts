import { daemonSet, ruleCases } from '../../testing.ts';
import { hostNetworkDns } from './host-network-dns.ts';

const agent = (pod: object, value = 'http://loki.monitoring.svc.cluster.local:3100') =>
  daemonSet({ pod: { ...pod }, container: { env: [{ name: 'LOKI_URL', value }] } });

ruleCases(hostNetworkDns, {
  accepts: {
    'a policy for it': [agent({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })],
    'a network of its own': [agent({})],
    'a name that everybody knows': [agent({ hostNetwork: true }, 'https://logs.example.org')],
  },
  refuses: {
    'a name of the cluster': {
      given: [agent({ hostNetwork: true })],
      says: 'it asks for loki.monitoring.svc.cluster.local with hostNetwork and dnsPolicy ClusterFirst, which then means that of the node',
    },
  },
});
