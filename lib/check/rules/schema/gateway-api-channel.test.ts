import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { gatewayApiChannel } from './gateway-api-channel.ts';

const installs = (version: string, channel: string) =>
  documentObject('Script', 'crds', {
    text: `kubectl apply -f https://github.com/kubernetes-sigs/gateway-api/releases/download/${version}/${channel}-install.yaml`,
  });
const route = (kind: string) => kube(`gateway.networking.k8s.io/v1alpha2/${kind}`, { name: 'db', namespace: 'shop' });

ruleCases(gatewayApiChannel, {
  accepts: {
    'the experimental channel': [installs('v1.4.0', 'experimental'), route('TCPRoute')],
    'both of them': [installs('v1.4.0', 'standard'), installs('v1.4.0', 'experimental'), route('TCPRoute')],
    'definitions of another tree': [route('TCPRoute')],
    'a definition in the tree': [
      installs('v1.4.0', 'standard'),
      kube('apiextensions.k8s.io/v1/CustomResourceDefinition', { name: 'tcproutes.gateway.networking.k8s.io' }),
      route('TCPRoute'),
    ],
    'a kind that became standard': [installs('v1.5.0', 'standard'), route('TLSRoute')],
  },
  refuses: {
    'the standard channel': {
      given: [installs('v1.4.0', 'standard'), route('TCPRoute')],
      says: 'TCPRoute is of the experimental channel, and the tree installs standard-install.yaml v1.4.0',
    },
    'an older standard channel': {
      given: [installs('v1.4.0', 'standard'), route('TLSRoute')],
      says: 'TLSRoute is of the experimental channel, and the tree installs standard-install.yaml v1.4.0',
    },
  },
});
