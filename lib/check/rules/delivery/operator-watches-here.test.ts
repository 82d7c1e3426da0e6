import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { operatorWatchesHere } from './operator-watches-here.ts';

const operator = (values: object = {}, name = 'external-secrets') =>
  chartApplication('external-secrets', 'external-secrets', { ...values }, name);
const stack = (namespaces: object) => chartApplication('kube-prometheus-stack', 'monitoring', { prometheusOperator: { namespaces } });
const store = kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault' });
const secret = (namespace: string) => kube('external-secrets.io/v1/ExternalSecret', { name: 'web', namespace });
const monitor = kube('monitoring.coreos.com/v1/ServiceMonitor', { name: 'web', namespace: 'app' });
const cilium = (values: object) => chartApplication('cilium', 'kube-system', { ...values });
const announcement = kube('cilium.io/v2alpha1/CiliumL2AnnouncementPolicy', { name: 'all' }, { spec: { loadBalancerIPs: true } });

ruleCases(operatorWatchesHere, {
  accepts: {
    'an operator that looks everywhere': [operator(), store, secret('app')],
    'the namespace at which it looks': [operator({ scopedNamespace: 'app' }), secret('app')],
    'a second operator for the rest': [operator({ scopedNamespace: 'shop' }), operator({}, 'second'), secret('app')],
    'no operator in the tree': [store, secret('app')],
    'an operator of Prometheus for two namespaces': [stack({ releaseNamespace: true, additional: ['app'] }), monitor],
    'parts that are on, and parts that nobody needs': [
      cilium({ l2announcements: { enabled: true } }),
      announcement,
      kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'deny' }, { spec: { endpointSelector: {} } }),
      chartApplication('kyverno', 'kyverno', { backgroundController: { enabled: false } }),
      kube('kyverno.io/v1/ClusterPolicy', { name: 'labels' }, { spec: { rules: [{ name: 'a', validate: {} }] } }),
    ],
    'a network that nobody shows': [announcement],
  },
  refuses: {
    'addresses that Cilium is not told to announce': {
      given: [cilium({}), announcement],
      says: 'Cilium passes over every CiliumL2AnnouncementPolicy: l2announcements.enabled is not set, and off by default in the values of release cilium',
    },
    'a policy for nodes without the host firewall': {
      given: [
        cilium({ hostFirewall: { enabled: false } }),
        kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'nodes' }, { spec: { nodeSelector: {} } }),
      ],
      says: 'Cilium passes over this CiliumClusterwideNetworkPolicy: hostFirewall.enabled is false in the values of release cilium',
    },
    'what Kyverno makes in the background': {
      given: [
        chartApplication('kyverno', 'kyverno', { backgroundController: { enabled: false } }),
        kube('kyverno.io/v1/ClusterPolicy', { name: 'deny' }, { spec: { rules: [{ name: 'a', generate: { kind: 'NetworkPolicy' } }] } }),
      ],
      says: 'Kyverno passes over this ClusterPolicy: backgroundController.enabled is false in the values of release kyverno',
    },
    'a store of the cluster that is passed over': {
      given: [operator({ processClusterStore: false }), store],
      says: 'External Secrets passes over every ClusterSecretStore: processClusterStore is false in the values of release external-secrets',
    },
    'a namespace at which it does not look': {
      given: [operator({ scopedNamespace: 'monitoring' }), secret('app')],
      says: 'ExternalSecret web is in "app", and External Secrets looks at "monitoring" only (scopedNamespace of release external-secrets)',
      fix: 'Add app to scopedNamespace, or move the object.',
    },
    'a store of the cluster for an operator of one namespace': {
      given: [operator({ scopedNamespace: 'app', scopedRBAC: true }), store],
      says: 'External Secrets passes over every ClusterSecretStore: scopedRBAC is true in the values of release external-secrets',
    },
    'an Application in a namespace of its team': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'argocd', namespace: 'argocd' },
          {
            spec: {
              source: {
                repoURL: 'https://argoproj.github.io/argo-helm',
                chart: 'argo-cd',
                targetRevision: '8.1.0',
                helm: { valuesObject: { configs: { params: { 'application.namespaces': 'team-blog' } } } },
              },
              destination: { namespace: 'argocd' },
            },
          },
        ),
        kube('argoproj.io/v1alpha1/Application', { name: 'shop', namespace: 'team-shop' }, { spec: { source: { path: 'shop' } } }),
      ],
      says: 'Application shop is in "team-shop", and Argo CD looks at "argocd", "team-blog" only (configs.params["application.namespaces"] of release argocd)',
    },
    'a monitor outside': {
      given: [stack({ releaseNamespace: true }), monitor],
      says: 'ServiceMonitor web is in "app", and the operator of Prometheus looks at "monitoring" only (prometheusOperator.namespaces of release kube-prometheus-stack)',
    },
  },
});
