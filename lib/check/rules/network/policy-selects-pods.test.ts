import { deployment, kube, ruleCases } from '../../testing.ts';
import { policySelectsPods } from './policy-selects-pods.ts';

const namespace = 'blog';
const web = deployment({ namespace });
const named = deployment({ namespace, name: 'api', labels: { 'app.kubernetes.io/name': 'api' } });
const cilium = (subject: object, peer: object = { app: 'web' }) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace },
    { spec: { endpointSelector: { matchLabels: subject }, ingress: [{ fromEndpoints: [{ matchLabels: peer }] }] } },
  );
const native = (subject: object, peer: object = { podSelector: {} }) =>
  kube(
    'networking.k8s.io/v1/NetworkPolicy',
    { name: 'web', namespace },
    { spec: { podSelector: { matchLabels: subject }, ingress: [{ from: [peer] }] } },
  );
const whole = { whole: true };

ruleCases(policySelectsPods, {
  accepts: {
    'labels that pods have': [web, cilium({ app: 'web' })],
    'labels with their source': [web, cilium({ 'k8s:app': 'web' }, { 'any:app': 'web' })],
    everybody: [web, native({})],
    'a namespace that is not in the tree': [
      web,
      cilium({ app: 'web' }, { app: 'prometheus', 'k8s:io.kubernetes.pod.namespace': 'monitoring' }),
    ],
    'the DNS of the cluster': [web, cilium({ app: 'web' }, { 'k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' })],
    'a namespace by a label that it was given': [
      web,
      kube('v1/Namespace', { name: 'shop', labels: { name: 'shop' } }),
      native({}, { namespaceSelector: { matchLabels: { name: 'shop' } } }),
    ],
    'pods that an operator makes': [
      web,
      kube('postgresql.cnpg.io/v1/Cluster', { name: 'pg', namespace }),
      cilium({ 'cnpg.io/cluster': 'pg' }),
      native({ 'app.kubernetes.io/instance': 'pg' }),
    ],
    'reserved labels': [web, cilium({ app: 'web' }, { 'reserved:host': '' })],
    'a label that a response puts on later': [web, native({ quarantine: 'true' })],
    'a namespace that a chart fills': [
      web,
      kube(
        'argoproj.io/v1alpha1/Application',
        { namespace: 'argocd' },
        { spec: { source: { chart: 'redis', targetRevision: '1.0.0' }, destination: { namespace } } },
      ),
      cilium({ app: 'redis' }),
    ],
  },
  refuses: {
    'a namespace by a label that it does not have': {
      given: [web, kube('v1/Namespace', { name: 'shop' }), native({}, { namespaceSelector: { matchLabels: { name: 'shop' } } })],
      says: 'namespaces are chosen by name=shop, a label that none has',
      fix: 'Write kubernetes.io/metadata.name: shop, which every namespace has.',
    },
    'a slip in a value': {
      given: [web, cilium({ app: 'wbe' })],
      says: 'no workload of namespace "blog" has the labels app=wbe; Deployment web has app=web',
      fix: 'Did you mean app=web?',
    },
    'a slip in a peer': {
      given: [web, cilium({ app: 'web' }, { 'k8s:app': 'weeb' })],
      says: 'no workload of namespace "blog" has the labels app=weeb; Deployment web has app=web',
    },
    'another name for the label': {
      given: [named, native({ app: 'api' })],
      says: 'no workload of namespace "blog" has the labels app=api; Deployment api has app.kubernetes.io/name=api',
      fix: 'Did you mean app.kubernetes.io/name=api?',
    },
    'a peer that does not exist': {
      given: [web, native({ app: 'web' }, { podSelector: { matchLabels: { app: 'frontend' } } })],
      says: 'no workload of namespace "blog" has the labels app=frontend',
      facts: whole,
      fix: 'Copy the labels of the pods into the selector, or remove it.',
    },
  },
});
