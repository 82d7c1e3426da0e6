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
    'a tree without charts': [policy('harbor.acme.io/*')],
  },
  refuses: {
    everything: {
      given: [policy('harbor.acme.io/*'), chart('cert-manager')],
      says: 'the rule "registry" asks for images of harbor.acme.io/* in every namespace, also in cert-manager, which charts fill',
    },
  },
});
