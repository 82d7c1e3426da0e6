import { ruleCases, service } from '../../testing.ts';
import { nodePortOnce } from './node-port-once.ts';

const at = (name: string, nodePort?: number, protocol?: string) =>
  service({
    name,
    namespace: 'shop',
    type: 'NodePort',
    ports: [{ port: 80, ...(nodePort === undefined ? {} : { nodePort }), ...(protocol === undefined ? {} : { protocol }) }],
  });

ruleCases(nodePortOnce, {
  accepts: {
    'ports of their own': [at('web', 30080), at('admin', 30081)],
    'ports that the cluster chooses': [at('web'), at('admin')],
    'one number of two protocols': [at('dns', 30053, 'TCP'), at('dns-udp', 30053, 'UDP')],
    'two versions of one Service': [at('web', 30080), at('web', 30080)],
  },
  refuses: { 'one port for two': { given: [at('web', 30080), at('admin', 30080)], says: 'node port 30080 is that of Service shop/admin' } },
});
