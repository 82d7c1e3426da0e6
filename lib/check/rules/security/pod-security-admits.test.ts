import type { Fields } from '../../read.ts';
import { deployment, job, kube, ruleCases } from '../../testing.ts';
import { podSecurityAdmits } from './pod-security-admits.ts';

const namespace = (level: string, more: Readonly<Record<string, string>> = {}) =>
  kube('v1/Namespace', { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level, ...more } });
const web = (container: Fields, pod: Fields = {}) => deployment({ namespace: 'shop', container, pod });
const strict = {
  securityContext: {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};
const istiod = (values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod', namespace: 'argocd' },
    { spec: { destination: { namespace: 'istio-system' }, source: { chart: 'istiod', helm: { valuesObject: values } } } },
  );
const meshed = namespace('baseline', { 'istio-injection': 'enabled' });
const admission = kube(
  'apiserver.config.k8s.io/v1/AdmissionConfiguration',
  { name: 'admission' },
  { plugins: [{ name: 'PodSecurity', configuration: { exemptions: { namespaces: ['shop'] } } }] },
);

ruleCases(podSecurityAdmits, {
  accepts: {
    'an ordinary pod under baseline': [namespace('baseline'), web({})],
    'a strict pod under restricted': [namespace('restricted'), web(strict)],
    'settings of the pod for all containers': [
      namespace('restricted'),
      web(
        { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } },
        { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
      ),
    ],
    'a namespace that enforces nothing': [
      kube('v1/Namespace', { name: 'shop', labels: { 'pod-security.kubernetes.io/warn': 'restricted' } }),
      web({ securityContext: { privileged: true } }),
    ],
    'a namespace that is exempt': [namespace('baseline'), admission, web({ securityContext: { privileged: true } })],
    'a mesh whose plugin sets up the network': [meshed, istiod({ pilot: { cni: { enabled: true } } }), web({})],
    'a mesh that is installed elsewhere': [meshed, web({})],
  },
  refuses: {
    'a folder of the node under baseline': {
      given: [namespace('baseline'), web({}, { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] })],
      says: 'the volume "logs" is a hostPath, which namespace shop refuses (it enforces baseline)',
    },
    'privileges in an init container of a job': {
      given: [
        namespace('baseline'),
        job({ namespace: 'shop', pod: { initContainers: [{ name: 'tune', securityContext: { privileged: true } }] } }),
      ],
      says: 'container "tune" is privileged, which namespace shop refuses (it enforces baseline)',
    },
    'a pod without a word under restricted': {
      given: [namespace('restricted'), web({})],
      says: [
        'container "app" does not drop ALL capabilities, which namespace shop refuses (it enforces restricted)',
        'container "app" does not set allowPrivilegeEscalation: false, which namespace shop refuses (it enforces restricted)',
        'container "app" does not set runAsNonRoot: true, which namespace shop refuses (it enforces restricted)',
        'container "app" has no seccompProfile RuntimeDefault or Localhost, which namespace shop refuses (it enforces restricted)',
      ],
    },
    'a sidecar that needs the rights of root': {
      given: [meshed, istiod({}), web({})],
      says: 'its sidecar comes with an init container that needs NET_ADMIN and root, which namespace shop refuses (it enforces baseline)',
    },
  },
});
