import { kube, ruleCases } from '../../testing.ts';
import { kubeadmConfigValid } from './kubeadm-config-valid.ts';

const config = (version: string, apiServer: object, rest: object = {}): ReturnType<typeof kube> =>
  kube(`kubeadm.k8s.io/${version}/ClusterConfiguration`, { name: 'kubeadm' }, { apiServer, ...rest });
const FILE = { name: 'admission-control-config-file', value: '/etc/kubernetes/admission.yaml' };

ruleCases(kubeadmConfigValid, {
  accepts: {
    'addresses as kubeadm takes them': [
      kube(
        'kubeadm.k8s.io/v1beta4/JoinConfiguration',
        {},
        {
          discovery: { bootstrapToken: { apiServerEndpoint: 'cp.local.dev:6443', caCertHashes: ['${HASH}', `sha256:${'ab'.repeat(32)}`] } },
        },
      ),
      kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', {}, { controlPlaneEndpoint: 'cp.local.dev' }),
      kube('kubeadm.k8s.io/v1beta4/InitConfiguration', {}, { localAPIEndpoint: { advertiseAddress: 'fd00::10' } }),
    ],
    'a list in v1beta4': [config('v1beta4', { extraArgs: [{ name: 'audit-log-maxage', value: '7' }] })],
    'a map in v1beta3': [config('v1beta3', { extraArgs: { 'audit-log-maxage': '7' } })],
    'a file that is mounted': [
      config('v1beta4', { extraArgs: [FILE], extraVolumes: [{ hostPath: '/etc/kubernetes', mountPath: '/etc/kubernetes' }] }),
    ],
    'a file of kubeadm itself': [config('v1beta4', { extraArgs: [{ name: 'oidc-ca-file', value: '/etc/kubernetes/pki/ca.crt' }] })],
    'a log, which is written': [config('v1beta4', { extraArgs: [{ name: 'audit-log-path', value: '-' }] })],
  },
  refuses: {
    'a worker that joins at a URL': {
      given: [
        kube(
          'kubeadm.k8s.io/v1beta4/JoinConfiguration',
          {},
          { discovery: { bootstrapToken: { apiServerEndpoint: 'https://10.0.0.10:6443' } } },
        ),
      ],
      says: 'discovery.bootstrapToken.apiServerEndpoint is https://10.0.0.10:6443, and kubeadm takes a host and a port, not a URL',
      fix: 'Write 10.0.0.10:6443.',
    },
    'a worker that joins without a port': {
      given: [kube('kubeadm.k8s.io/v1beta4/JoinConfiguration', {}, { discovery: { bootstrapToken: { apiServerEndpoint: 'mgmt-cp' } } })],
      says: 'discovery.bootstrapToken.apiServerEndpoint is mgmt-cp, and kubeadm takes a host and a port',
      fix: 'Write mgmt-cp:6443.',
    },
    'an address that is a name': {
      given: [kube('kubeadm.k8s.io/v1beta4/InitConfiguration', {}, { localAPIEndpoint: { advertiseAddress: 'mgmt-cp' } })],
      says: 'localAPIEndpoint.advertiseAddress is mgmt-cp, and kubeadm takes an address',
    },
    'a hash without its kind': {
      given: [
        kube('kubeadm.k8s.io/v1beta4/JoinConfiguration', {}, { discovery: { bootstrapToken: { caCertHashes: ['0123456789abcdef'] } } }),
      ],
      says: 'discovery.bootstrapToken.caCertHashes[0] is no hash as kubeadm writes it (sha256: and 64 digits)',
    },
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
