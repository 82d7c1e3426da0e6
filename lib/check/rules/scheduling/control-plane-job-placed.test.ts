import { cronJob, daemonSet, deployment, kube, ruleCases } from '../../testing.ts';
import { controlPlaneJobPlaced } from './control-plane-job-placed.ts';

const volumes = (path: string, type = 'Directory') => [{ name: 'files', hostPath: { path, type } }];
const selector = { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } };
const tolerations = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
const save = (pod: object) =>
  cronJob({ name: 'etcd', namespace: 'kube-system', pod: { volumes: volumes('/etc/kubernetes/pki/etcd'), ...pod } });

ruleCases(controlPlaneJobPlaced, {
  accepts: {
    'a job on the control plane': [save({ ...selector, tolerations })],
    'a job that tolerates everything': [save({ ...selector, tolerations: [{ operator: 'Exists' }] })],
    'a job on a machine by its name': [save({ nodeName: 'cp-1', tolerations })],
    'a control plane without a taint': [save(selector), kube('v1/Node', { name: 'cp' })],
    'a program that prefers the control plane': [
      deployment({
        pod: {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] } },
              ],
            },
          },
        },
      }),
    ],
    'other folders of the machine': [cronJob({ pod: { volumes: volumes('/var/log') } })],
    'a folder that is made where it is missing': [cronJob({ pod: { volumes: volumes('/var/lib/etcd', 'DirectoryOrCreate') } })],
    'an agent on every machine': [daemonSet({ pod: { volumes: volumes('/etc/kubernetes') } })],
  },
  refuses: {
    'a job that runs anywhere': {
      given: [save({ tolerations })],
      says: 'it mounts /etc/kubernetes/pki/etcd of the control plane, and nothing sends it there',
    },
    'a program that runs anywhere': {
      given: [deployment({ pod: { volumes: volumes('/etc/kubernetes/pki') } })],
      says: 'it mounts /etc/kubernetes/pki of the control plane, and nothing sends it there',
    },
    'a program that tolerates the taint of before': {
      given: [deployment({ pod: { ...selector, tolerations: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }] } })],
      says: 'it is sent to the control plane, and tolerates its taint under the name of before 1.24 only',
    },
    'a job that may not run there': { given: [save(selector)], says: 'it is sent to the control plane, and does not tolerate its taint' },
  },
});
