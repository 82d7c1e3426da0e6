import { kube, ruleCases } from '../../testing.ts';
import { kubeadmConfigValid } from './kubeadm-config-valid.ts';

const config = (version: string, apiServer: object, rest: object = {}): ReturnType<typeof kube> =>
  kube(`kubeadm.k8s.io/${version}/ClusterConfiguration`, { name: 'kubeadm' }, { apiServer, ...rest });
const FILE = { name: 'admission-control-config-file', value: '/etc/kubernetes/admission.yaml' };

ruleCases(kubeadmConfigValid, {
  accepts: {
    'a list in v1beta4': [config('v1beta4', { extraArgs: [{ name: 'audit-log-maxage', value: '7' }] })],
    'a map in v1beta3': [config('v1beta3', { extraArgs: { 'audit-log-maxage': '7' } })],
    'a file that is mounted': [
      config('v1beta4', { extraArgs: [FILE], extraVolumes: [{ hostPath: '/etc/kubernetes', mountPath: '/etc/kubernetes' }] }),
    ],
    'a file of kubeadm itself': [config('v1beta4', { extraArgs: [{ name: 'oidc-ca-file', value: '/etc/kubernetes/pki/ca.crt' }] })],
    'a log, which is written': [config('v1beta4', { extraArgs: [{ name: 'audit-log-path', value: '-' }] })],
  },
  refuses: {
    'a map in v1beta4': {
      given: [config('v1beta4', { extraArgs: { 'audit-log-maxage': '7' } })],
      says: 'apiServer.extraArgs is a map, and kubeadm.k8s.io/v1beta4 takes a list of name and value',
    },
    'a file that is not mounted': {
      given: [config('v1beta4', { extraArgs: [FILE] })],
      says: 'admission-control-config-file names /etc/kubernetes/admission.yaml, and no extraVolumes of apiServer mounts it',
    },
    'the same in a map': {
      given: [config('v1beta3', { extraArgs: { 'audit-policy-file': '/etc/audit/policy.yaml' } })],
      says: 'audit-policy-file names /etc/audit/policy.yaml, and no extraVolumes of apiServer mounts it',
    },
    'a controller manager that everybody reaches': {
      given: [config('v1beta4', {}, { controllerManager: { extraArgs: [{ name: 'bind-address', value: '0.0.0.0' }] } })],
      says: 'controllerManager listens on all addresses (bind-address 0.0.0.0)',
    },
  },
});
