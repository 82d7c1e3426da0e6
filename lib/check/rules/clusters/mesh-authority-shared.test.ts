import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { meshAuthorityShared } from './mesh-authority-shared.ts';

const cilium = (name: string, id: number, more: object = {}) =>
  chartIn(name, 'cilium', { cluster: { name, id }, clustermesh: { useAPIServer: true }, ...more });
const istiod = (clusterName: string, more: object = {}) =>
  chartIn(clusterName, 'istiod', { global: { meshID: 'm', multiCluster: { clusterName }, network: clusterName }, ...more });
const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'mesh.sh' }, { text });

ruleCases(meshAuthorityShared, {
  accepts: {
    'one cluster': [cilium('a', 1)],
    'a CA that a script copies': [
      cilium('a', 1),
      cilium('b', 2),
      script('kubectl --context a get secret -n kube-system cilium-ca -o yaml | kubectl --context b create -f -'),
    ],
    'a CA in the values': [cilium('a', 1, { tls: { ca: { cert: 'x' } } }), cilium('b', 2, { tls: { ca: { cert: 'x' } } })],
    'a CA that nobody makes anew': [cilium('a', 1, { certgen: { generateCA: false } }), cilium('b', 2, { certgen: { generateCA: false } })],
    'certificates of cacerts': [
      istiod('a'),
      istiod('b'),
      script('kubectl create secret generic cacerts -n istio-system --from-file=certs'),
    ],
    'a CA elsewhere': [istiod('a', { pilot: { env: { EXTERNAL_CA: 'x' } } }), istiod('b')],
  },
  refuses: {
    'two clusters of Cilium': {
      given: [cilium('a', 1), cilium('b', 2)],
      says: 'Cilium joins a, b, and nothing here gives them one CA (Secret cilium-ca)',
    },
    'two control planes of Istio': {
      given: [istiod('a'), istiod('b')],
      says: 'Istio joins a, b, and nothing here gives them one CA (Secret cacerts)',
    },
  },
});
