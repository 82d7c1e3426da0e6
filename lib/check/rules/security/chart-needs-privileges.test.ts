import { kube, ruleCases } from '../../testing.ts';
import { chartNeedsPrivileges } from './chart-needs-privileges.ts';

const space = (level: string): ReturnType<typeof kube> =>
  kube('v1/Namespace', { name: 'agents', labels: { 'pod-security.kubernetes.io/enforce': level } });
const install = (chart: string, valuesObject: object = {}): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.acme.io', chart, targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { namespace: 'agents' },
      },
    },
  );

ruleCases(chartNeedsPrivileges, {
  accepts: {
    'a namespace that lets them': [space('privileged'), install('promtail')],
    'a namespace without a label': [kube('v1/Namespace', { name: 'agents' }), install('metallb')],
    'a chart that keeps to itself': [space('restricted'), install('cert-manager')],
    'a part that is switched off': [space('baseline'), install('kube-prometheus-stack', { nodeExporter: { enabled: false } })],
    'a part that nobody switched on': [space('baseline'), install('velero')],
  },
  refuses: {
    'logs of the node': {
      given: [space('baseline'), install('promtail')],
      says: 'Promtail mounts the logs of the node (hostPath), which namespace agents refuses (it enforces baseline)',
    },
    'an agent that is switched on': {
      given: [space('restricted'), install('velero', { deployNodeAgent: true })],
      says: 'the node agent of Velero mounts the volumes of all pods (hostPath), which namespace agents refuses (it enforces restricted)',
    },
  },
});
