import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { remoteSecretWorks } from './remote-secret-works.ts';

const kubeconfig = (server: string): string => `clusters:\n  - name: west\n    cluster: { server: "${server}" }\n`;
const secret = (key: string, server: string, namespace = 'istio-system'): ReturnType<typeof kube> =>
  kube(
    'v1/Secret',
    { name: 'istio-remote-secret', namespace, labels: { 'istio/multicluster': 'true' } },
    { stringData: { [key]: kubeconfig(server) } },
  );
const istiod = chartIn('west', 'istiod', { global: { multiCluster: { clusterName: 'west' }, meshID: 'mesh1' } });

ruleCases(remoteSecretWorks, {
  accepts: {
    'a cluster that others reach': [istiod, secret('west', 'https://192.168.64.20:6443')],
    'a cluster of another repository': [istiod, secret('cloud', 'https://10.1.2.3:6443')],
    'any other Secret': [
      kube('v1/Secret', { name: 'kubeconfig', namespace: 'ci' }, { stringData: { west: kubeconfig('https://127.0.0.1:6443') } }),
    ],
    'what an operator fills in': [
      kube(
        'external-secrets.io/v1/ExternalSecret',
        { name: 'remote', namespace: 'istio-system' },
        {
          spec: { target: { template: { metadata: { labels: { 'istio/multicluster': 'true' } }, data: { west: '{{ .kubeconfig }}' } } } },
        },
      ),
    ],
  },
  refuses: {
    'the machine it was made on': {
      given: [secret('west', 'https://127.0.0.1:42135')],
      says: 'the kubeconfig names https://127.0.0.1:42135, which is the machine it was made on',
    },
    'another namespace': {
      given: [secret('west', 'https://10.0.0.1:6443', 'shop')],
      says: 'a remote secret in "shop": istiod looks for them in its own namespace',
    },
    'a name that no control plane has': {
      given: [istiod, secret('wset', 'https://10.0.0.1:6443')],
      says: 'no control plane calls its cluster wset; there is west',
    },
  },
});
