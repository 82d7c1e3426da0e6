import { kube, ruleCases } from '../../testing.ts';
import { gatewayClassServed } from './gateway-class-served.ts';

const gateway = (gatewayClassName: string): ReturnType<typeof kube> =>
  kube('gateway.networking.k8s.io/v1/Gateway', { name: 'main', namespace: 'edge' }, { spec: { gatewayClassName } });
const cilium = (valuesObject: object): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'cilium' },
    {
      spec: {
        source: { repoURL: 'https://helm.cilium.io', chart: 'cilium', targetRevision: '1.16.5', helm: { valuesObject } },
        destination: { namespace: 'kube-system' },
      },
    },
  );

ruleCases(gatewayClassServed, {
  accepts: {
    'a controller that is on': [gateway('cilium'), cilium({ gatewayAPI: { enabled: true } })],
    'a class of its own': [
      gateway('cilium'),
      cilium({ hubble: { enabled: true } }),
      kube('gateway.networking.k8s.io/v1/GatewayClass', { name: 'cilium' }),
    ],
    'Cilium that is installed elsewhere': [gateway('cilium')],
    'Cilium that its own program installs': [
      gateway('cilium'),
      cilium({ kubeProxyReplacement: true }),
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'cilium install --version 1.16.5 \\\n  --set gatewayAPI.enabled=true\n' }),
    ],
    'Cilium that a script gives more values': [
      gateway('cilium'),
      cilium({ kubeProxyReplacement: true }),
      kube(
        'slipway.dev/v1/Script',
        { name: 'up' },
        { text: 'helm upgrade cilium cilium/cilium -n kube-system --set gatewayAPI.enabled=true\n' },
      ),
    ],
    'another class': [gateway('istio'), cilium({ hubble: { enabled: true } })],
  },
  refuses: {
    'a controller that is off': {
      given: [gateway('cilium'), cilium({ kubeProxyReplacement: true })],
      says: 'the class cilium is made by Cilium only with gatewayAPI.enabled, and the values here do not set it',
    },
  },
});
