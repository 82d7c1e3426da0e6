import { kube, ruleCases } from '../../testing.ts';
import { helmContextPlaced } from './helm-context-placed.ts';

const app = (chart: string, valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    { spec: { source: { chart, targetRevision: '1.2.3', helm: { valuesObject } }, destination: { namespace: 'x' } } },
  );
const locked = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

ruleCases(helmContextPlaced, {
  accepts: {
    'each has its own': [
      app('grafana', { securityContext: { fsGroup: 472, runAsUser: 472 }, containerSecurityContext: locked }),
      app('tempo', { securityContext: { fsGroup: 10001 }, tempo: { securityContext: locked } }),
    ],
    'a chart that calls the one of the container securityContext': [
      app('metrics-server', { podSecurityContext: { fsGroup: 1000 }, securityContext: { ...locked, readOnlyRootFilesystem: true } }),
    ],
    'a chart that nobody knows': [app('shop', { securityContext: locked, worker: { securityContext: { fsGroup: 1 } } })],
    'fields that both have': [
      app('tempo', { securityContext: { runAsUser: 1, runAsGroup: 1, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }),
    ],
    'one that is switched off': [app('redis', { containerSecurityContext: { enabled: false, fsGroup: 1001 } })],
    'a field that is taken away': [app('grafana', { securityContext: { capabilities: null } })],
    'contexts within a context': [
      app('vault', { server: { statefulSet: { securityContext: { pod: { fsGroup: 1 }, container: locked } } } }),
    ],
  },
  refuses: {
    'what is a container’s, in the pod’s by the defaults of the chart': {
      given: [app('tempo', { securityContext: { fsGroup: 10001, ...locked } })],
      says: 'securityContext is the security context of the pod, and allowPrivilegeEscalation, capabilities are fields of a container alone',
    },
    'the pod’s, told by its neighbour': {
      given: [app('cert-manager', { webhook: { securityContext: { readOnlyRootFilesystem: true } } })],
      says: 'webhook.securityContext is the security context of the pod, and readOnlyRootFilesystem is a field of a container alone',
      fix: 'Move readOnlyRootFilesystem to the security context of the container, which the chart has under another name.',
    },
    'the pod’s by its name, in a chart that nobody knows': {
      given: [app('shop', { api: { podSecurityContext: locked } })],
      says: 'api.podSecurityContext is the security context of the pod, and allowPrivilegeEscalation, capabilities are fields of a container alone',
    },
    'that of an operator’s object': {
      given: [app('kube-prometheus-stack', { prometheus: { prometheusSpec: { securityContext: { fsGroup: 2000, privileged: false } } } })],
      says: 'prometheus.prometheusSpec.securityContext is the security context of the pod, and privileged is a field of a container alone',
    },
    'the group of volumes, given to a container': {
      given: [app('redis', { master: { containerSecurityContext: { enabled: true, fsGroup: 1001 } } })],
      says: 'master.containerSecurityContext is the security context of a container, and fsGroup is a field of the pod alone',
      fix: 'Move fsGroup to the security context of the pod, which the chart has under another name.',
    },
  },
});
