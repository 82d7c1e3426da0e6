import { deployment, kube, ruleCases } from '../../testing.ts';
import { verticalScalerActs } from './vertical-scaler-acts.ts';

const vpa = (updatePolicy: object): ReturnType<typeof kube> =>
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy } },
  );
const bounded = (policy: object): ReturnType<typeof kube> =>
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    {
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        updatePolicy: { updateMode: 'Off' },
        resourcePolicy: { containerPolicies: [policy] },
      },
    },
  );
const vault = (updateMode: string, values = '') => [
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'vault' },
    {
      spec: {
        source: { chart: 'vault', helm: { valuesObject: { server: { standalone: { config: values } } } } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'vault' },
      },
    },
  ),
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name: 'vault', namespace: 'vault' },
    { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'vault' }, updatePolicy: { updateMode, minReplicas: 1 } } },
  ),
];
const web = (replicas: number): ReturnType<typeof deployment> => deployment({ namespace: 'shop', spec: { replicas } });

ruleCases(verticalScalerActs, {
  accepts: {
    'one replica that it may restart': [web(1), vpa({ updateMode: 'Recreate', minReplicas: 1 })],
    'two replicas': [web(2), vpa({ updateMode: 'Recreate' })],
    'only recommendations': [web(1), vpa({ updateMode: 'Off' })],
    'bounds of a container that there is': [
      web(1),
      bounded({ containerName: 'app', minAllowed: { cpu: '100m' }, maxAllowed: { cpu: 1, memory: '1Gi' } }),
    ],
    'bounds of every container': [web(1), bounded({ containerName: '*', minAllowed: { memory: '512Mi' }, maxAllowed: { memory: '1Gi' } })],
    'advice for Vault': vault('Off'),
    'a Vault that unseals itself': vault('Recreate', 'seal "awskms" {}'),
    'a workload of a chart': [vpa({ updateMode: 'InPlaceOrRecreate' })],
  },
  refuses: {
    'a container that there is not': {
      given: [web(1), bounded({ containerName: 'web', maxAllowed: { cpu: 1 } })],
      says: 'the pods have no container web, they have app',
    },
    'bounds the wrong way round': {
      given: [
        web(1),
        bounded({ containerName: 'app', minAllowed: { cpu: '100m', memory: '1Gi' }, maxAllowed: { cpu: 1, memory: '512Mi' } }),
      ],
      says: 'minAllowed.memory is 1Gi, more than maxAllowed.memory 512Mi',
    },
    'a Vault that is restarted': { given: vault('Recreate'), says: 'it restarts Vault (updateMode Recreate), which comes back sealed' },
    'one replica': {
      given: [web(1), vpa({ updateMode: 'Recreate' })],
      says: 'Deployment web has one replica, and the updater leaves alone what has fewer than two',
    },
    'the old mode': { given: [web(2), vpa({ updateMode: 'Auto' })], says: 'updateMode Auto is deprecated: it means Recreate' },
  },
});
