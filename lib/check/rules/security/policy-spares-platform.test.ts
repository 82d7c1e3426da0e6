import { kube, ruleCases } from '../../testing.ts';
import { policySparesPlatform } from './policy-spares-platform.ts';

const policy = (image: string, rest: object = {}, failureAction = 'Enforce'): ReturnType<typeof kube> =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'registry' },
    {
      spec: {
        rules: [
          {
            name: 'registry',
            match: { any: [{ resources: { kinds: ['Pod'] } }] },
            validate: { failureAction, pattern: { spec: { containers: [{ image }] } } },
            ...rest,
          },
        ],
      },
    },
  );
const chart = (namespace: string): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'chart' },
    {
      spec: {
        source: { repoURL: 'https://charts.jetstack.io', chart: 'cert-manager', targetRevision: 'v1.16.2' },
        destination: { namespace },
      },
    },
  );

const hosts = (rest: object = {}, failureAction = 'Enforce'): ReturnType<typeof kube> =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    { name: 'no-hosts' },
    {
      spec: {
        rules: [
          {
            name: 'hosts',
            match: { any: [{ resources: { kinds: ['Pod'] } }] },
            validate: { failureAction, pattern: { spec: { '=(hostNetwork)': 'false', '=(hostPID)': 'false' } } },
            ...rest,
          },
        ],
      },
    },
  );
const stack = (values: object = {}): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'stack' },
    {
      spec: {
        source: {
          repoURL: 'https://prometheus-community.github.io/helm-charts',
          chart: 'kube-prometheus-stack',
          helm: { valuesObject: values },
        },
        destination: { namespace: 'monitoring' },
      },
    },
  );
const exception = kube(
  'kyverno.io/v2/PolicyException',
  { name: 'nodes', namespace: 'monitoring' },
  {
    spec: {
      exceptions: [{ policyName: 'no-hosts', ruleNames: ['hosts'] }],
      match: { any: [{ resources: { kinds: ['Pod'], namespaces: ['monitoring'] } }] },
    },
  },
);

ruleCases(policySparesPlatform, {
  accepts: {
    'the platform is excepted': [
      policy('harbor.acme.io/*', { exclude: { any: [{ resources: { namespaces: ['cert-manager'] } }] } }),
      chart('cert-manager'),
    ],
    'only one namespace is meant': [
      policy('harbor.acme.io/*', { match: { any: [{ resources: { kinds: ['Pod'], namespaces: ['shop'] } }] } }),
      chart('cert-manager'),
    ],
    'a policy that reports': [policy('harbor.acme.io/*', {}, 'Audit'), chart('cert-manager')],
    'a tag that nobody should use': [policy('!*:latest'), chart('cert-manager')],
    'hosts are forbidden, and the agents are excepted, switched off or only reported': [
      hosts({ exclude: { any: [{ resources: { namespaces: ['monitoring'] } }] } }),
      hosts({}, 'Audit'),
      stack(),
    ],
    'an exception for the namespace': [hosts(), stack(), exception],
    'a stack without agents': [hosts(), stack({ nodeExporter: { enabled: false } })],
    'a tree without charts': [policy('harbor.acme.io/*')],
  },
  refuses: {
    'agents that need the network of their node': {
      given: [hosts(), stack()],
      says: 'the rule "hosts" forbids the network of the node in every namespace, also in monitoring: its node-exporter uses the network and the folders of the node',
      fix: 'Except namespace monitoring: exclude.any with resources.namespaces, or a PolicyException.',
    },
    everything: {
      given: [policy('harbor.acme.io/*'), chart('cert-manager')],
      says: 'the rule "registry" asks for images of harbor.acme.io/* in every namespace, also in cert-manager, which charts fill',
    },
  },
});
