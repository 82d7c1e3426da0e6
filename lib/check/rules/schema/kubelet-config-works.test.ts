import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { kubeletConfigWorks } from './kubelet-config-works.ts';

const kubelet = (more: Readonly<Record<string, unknown>>) => kube('kubelet.config.k8s.io/v1beta1/KubeletConfiguration', { name: '' }, more);

ruleCases(kubeletConfigWorks, {
  accepts: {
    'the defaults': [kubelet({ cgroupDriver: 'systemd' })],
    'processors for the system': [kubelet({ cpuManagerPolicy: 'static', reservedSystemCPUs: '0' })],
    'processors by amount': [kubelet({ cpuManagerPolicy: 'static', kubeReserved: { cpu: '500m' } })],
    'thresholds that there are': [
      kubelet({
        evictionHard: { 'memory.available': '200Mi', 'nodefs.available': '10%', 'imagefs.inodesFree': '5%', 'pid.available': '5%' },
        evictionSoft: { 'memory.available': '500Mi' },
        evictionSoftGracePeriod: { 'memory.available': '2m' },
        imageGCHighThresholdPercent: 75,
        imageGCLowThresholdPercent: 70,
      }),
    ],
    'many pods with a wider range': [
      kubelet({ maxPods: 500 }),
      documentObject('Script', 'up', { text: '#!/bin/bash\nkube-controller-manager --node-cidr-mask-size=22\n' }),
    ],
  },
  refuses: {
    'processors that are not reserved': {
      given: [kubelet({ cpuManagerPolicy: 'static', kubeReserved: { memory: '1Gi' } })],
      says: 'cpuManagerPolicy is static, and no processors are reserved for the system',
    },
    'levels the wrong way round': {
      given: [kubelet({ imageGCHighThresholdPercent: 70, imageGCLowThresholdPercent: 80 })],
      says: 'images are cleared away down to 80 %, and that begins at 70 %',
    },
    'a level below the default of the other': {
      given: [kubelet({ imageGCHighThresholdPercent: 75 })],
      says: 'images are cleared away down to 80 %, and that begins at 75 %',
    },
    'a slip in a signal': {
      given: [kubelet({ evictionHard: { 'memory.availble': '200Mi' } })],
      says: 'evictionHard names memory.availble, which is no signal of the kubelet',
      fix: 'Did you mean "memory.available"?',
    },
    'a soft threshold without its time': {
      given: [kubelet({ evictionSoft: { 'memory.available': '500Mi' } })],
      says: 'the soft threshold memory.available has no grace period',
    },
    'more pods than addresses': {
      given: [kubelet({ maxPods: 500 })],
      says: 'the node may run 500 pods, and a node has 254 addresses for them (a /24, unless told otherwise)',
    },
  },
});
