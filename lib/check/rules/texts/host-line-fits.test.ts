import { kube, ruleCases, service } from '../../testing.ts';
import { hostLineFits } from './host-line-fits.ts';

const door = service({
  name: 'ingress',
  namespace: 'istio-system',
  type: 'LoadBalancer',
  annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.200' },
});
const route = kube(
  'networking.istio.io/v1/VirtualService',
  { name: 'grafana', namespace: 'monitoring' },
  { spec: { hosts: ['grafana.example.com'], gateways: ['blog/main'] } },
);
const guide = (text: string) => kube('slipway.dev/v1/Guide', { name: 'docs/hosts' }, { text });
const line = (address: string, host = 'grafana.example.com') => guide(`echo "${address} ${host}" | sudo tee -a /etc/hosts\n`);

ruleCases(hostLineFits, {
  accepts: {
    'the address of the gateway': [door, route, line('192.168.1.200')],
    'a host of somebody else': [door, route, line('192.168.1.201', 'nas.example.com')],
    'a gateway whose address nobody knows': [route, line('192.168.1.201')],
  },
  refuses: {
    'the address of another time': {
      given: [door, route, line('192.168.1.201')],
      says: 'line 1 gives grafana.example.com the address 192.168.1.201, and the gateway has 192.168.1.200',
      fix: 'Write 192.168.1.200.',
    },
    'a call that resolves by itself': {
      given: [door, route, guide('curl --resolve grafana.example.com:80:192.168.1.210 http://grafana.example.com\n')],
      says: 'line 1 gives grafana.example.com the address 192.168.1.210, and the gateway has 192.168.1.200',
    },
  },
});
