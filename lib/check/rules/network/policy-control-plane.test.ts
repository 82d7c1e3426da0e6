import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { policyControlPlane } from './policy-control-plane.ts';

const namespace = 'blog';
const web = deployment({ namespace });
const istiod = deployment({ namespace: 'istio-system', name: 'istiod', labels: { app: 'istiod', istio: 'pilot' } });
const cilium = (...egress: object[]) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace },
    { spec: { endpointSelector: { matchLabels: { app: 'web' } }, egress } },
  );
const was = { toEndpoints: [{ matchLabels: { app: 'was' } }] };
const control = (port: string, labels: object = { app: 'istiod' }) => ({
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'istio-system', ...labels } }],
  toPorts: [{ ports: [{ port, protocol: 'TCP' }] }],
});
const says = 'the sidecar of Deployment web does not reach istiod in istio-system on port 15012';

ruleCases(policyControlPlane, {
  accepts: {
    'istiod by its labels': [meshed(namespace), web, cilium(was, control('15012'))],
    'istiod of the tree': [meshed(namespace), web, istiod, cilium(was, control('15012', { istio: 'pilot' }))],
    'pods without a sidecar': [web, cilium(was)],
    'a policy about the way in': [
      meshed(namespace),
      web,
      kube('networking.k8s.io/v1/NetworkPolicy', { name: 'web', namespace }, { spec: { podSelector: {} } }),
    ],
    'all of the namespace': [
      meshed(namespace),
      web,
      cilium(was, { toEndpoints: [{ matchLabels: { 'io.kubernetes.pod.namespace': 'istio-system' } }] }),
    ],
  },
  refuses: {
    'a policy that forgets it': {
      given: [meshed(namespace), web, cilium(was)],
      says,
      fix: 'Add to spec.egress: - {toEndpoints: [{matchLabels: {app: istiod, "k8s:io.kubernetes.pod.namespace": istio-system}}], toPorts: [{ports: [{port: "15012", protocol: TCP}]}]}.',
    },
    'a namespace that is not in the tree, with policies of the mesh': {
      given: [kube('security.istio.io/v1/PeerAuthentication', { namespace, name: 'default' }), web, cilium(was)],
      says,
    },
    'the port of the webhook': { given: [meshed(namespace), web, istiod, cilium(was, control('15017'))], says },
    'labels that istiod does not have': { given: [meshed(namespace), web, istiod, cilium(was, control('15012', { app: 'pilot' }))], says },
  },
});
