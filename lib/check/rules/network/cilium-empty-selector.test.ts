import { deployment, kube, ruleCases } from '../../testing.ts';
import { ciliumEmptySelector } from './cilium-empty-selector.ts';

const prometheus = (namespace: string) =>
  deployment({
    namespace,
    name: 'prometheus',
    labels: { app: 'prometheus' },
    container: { image: 'quay.io/prometheus/prometheus:v3.0.0' },
  });
const stack = kube(
  'argoproj.io/v1alpha1/Application',
  { namespace: 'argocd', name: 'monitoring' },
  {
    spec: { source: { chart: 'kube-prometheus-stack', targetRevision: '66.0.0' }, destination: { namespace: 'monitoring' } },
  },
);
const policy = (from: object, port = '15090', ...more: object[]) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace: 'blog' },
    {
      spec: { endpointSelector: {}, ingress: [{ ...from, toPorts: [{ ports: [{ port }] }] }, ...more] },
    },
  );
const everybody = { fromEndpoints: [{}] };
const monitoring = { fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring' } }] };

ruleCases(ciliumEmptySelector, {
  accepts: {
    'a port that only neighbours use': [prometheus('monitoring'), policy(everybody, '8080')],
    'Prometheus in the same namespace': [prometheus('blog'), policy(everybody)],
    'the namespace of Prometheus': [prometheus('monitoring'), policy(monitoring)],
    'a second rule for Prometheus': [
      prometheus('monitoring'),
      policy(everybody, '15090', { ...monitoring, toPorts: [{ ports: [{ port: '15090' }] }] }),
    ],
    'something by that name in the same namespace': [
      deployment({ namespace: 'blog', name: 'prometheus', labels: { app: 'prometheus' }, container: { image: 'acme/tsdb:1' } }),
      policy(everybody),
    ],
    'a cluster-wide policy, where {} is every pod': [
      prometheus('monitoring'),
      kube(
        'cilium.io/v2/CiliumClusterwideNetworkPolicy',
        {},
        { spec: { endpointSelector: {}, ingress: [{ ...everybody, toPorts: [{ ports: [{ port: '15090' }] }] }] } },
      ),
    ],
  },
  refuses: {
    'Prometheus in another namespace': {
      given: [prometheus('monitoring'), policy(everybody)],
      says: 'fromEndpoints: [{}] opens port 15090 to pods of blog only, and Deployment monitoring/prometheus is outside it',
      fix: 'Write fromEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": monitoring}}] for ports 15020 and 15090: merged metrics come from 15020.',
    },
    'no Prometheus to be seen': {
      given: [policy(everybody)],
      says: 'fromEndpoints: [{}] opens port 15090 to pods of blog only, and no Prometheus that the tree shows is among them',
    },
    'a Prometheus of which only its rules are in the tree': {
      given: [kube('monitoring.coreos.com/v1/PrometheusRule', { namespace: 'monitoring' }), policy(everybody)],
      says: 'fromEndpoints: [{}] opens port 15090 to pods of blog only, and Prometheus, most likely in monitoring, is outside it',
    },
    'the Prometheus of a chart': {
      given: [stack, policy(everybody, '15020')],
      says: 'fromEndpoints: [{}] opens port 15020 to pods of blog only, and Prometheus in monitoring is outside it',
    },
  },
});
