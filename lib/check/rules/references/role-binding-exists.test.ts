import { deployment, kube, ruleCases } from '../../testing.ts';
import { roleBindingExists } from './role-binding-exists.ts';

const namespace = 'blog';
const api = 'rbac.authorization.k8s.io/v1';
const pods = deployment({ namespace });
const account = kube('v1/ServiceAccount', { namespace, name: 'web' });
const role = kube(`${api}/Role`, { namespace, name: 'reader' });
const bind = (roleRef: object, ...subjects: readonly object[]) => kube(`${api}/RoleBinding`, { namespace }, { roleRef, subjects });
const to = (name: string, where?: string) => ({ kind: 'ServiceAccount', name, ...(where === undefined ? {} : { namespace: where }) });

ruleCases(roleBindingExists, {
  accepts: {
    'a Role and an account of the tree': [
      pods,
      account,
      role,
      bind({ kind: 'Role', name: 'reader' }, to('web', namespace), to('default', namespace)),
    ],
    'a role of the API server': [pods, account, bind({ kind: 'ClusterRole', name: 'view' }, to('web', namespace))],
    'users and groups': [
      pods,
      role,
      bind({ kind: 'Role', name: 'reader' }, { kind: 'User', name: 'jane' }, { kind: 'Group', name: 'ops' }),
    ],
    'an account in a namespace that a chart fills': [
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'acme' }, destination: { namespace: 'acme' } } }),
      role,
      pods,
      bind({ kind: 'Role', name: 'reader' }, to('acme', 'acme')),
    ],
    'the account of a release, where everything is known': {
      facts: { whole: true },
      provided: [deployment({ namespace: 'cert-manager' })],
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'mgmt-cert-manager' },
          {
            spec: {
              source: { chart: 'cert-manager', helm: { releaseName: 'cert-manager' } },
              destination: { namespace: 'cert-manager' },
            },
          },
        ),
        role,
        bind({ kind: 'Role', name: 'reader' }, to('cert-manager', 'cert-manager')),
      ],
    },
    'an account in a namespace that a release of a script fills': [
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'helm install ingress istio/gateway -n istio-ingress\n' }),
      role,
      pods,
      bind({ kind: 'Role', name: 'reader' }, to('ingress', 'istio-ingress')),
    ],
    'an account of a manifest that a script applies there': [
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'kubectl apply \\\n  -n argo-rollouts -f https://example.org/install.yaml\n' }),
      role,
      pods,
      bind({ kind: 'Role', name: 'reader' }, to('argo-rollouts', 'argo-rollouts')),
    ],
  },
  refuses: {
    'an account of a program of the platform that the tree does not install': {
      given: [
        kube('v1/ServiceAccount', { namespace: 'cert-manager', name: 'vault-issuer' }),
        kube(`${api}/Role`, { namespace: 'cert-manager', name: 'issuer' }),
        kube(
          `${api}/RoleBinding`,
          { namespace: 'cert-manager' },
          { roleRef: { kind: 'Role', name: 'issuer' }, subjects: [to('cert-manager', 'cert-manager')] },
        ),
      ],
      says: 'there is no ServiceAccount cert-manager/cert-manager',
    },
    'an account that no release is called after, where everything is known': {
      facts: { whole: true },
      provided: [deployment({ namespace: 'cert-manager' })],
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'cert-manager' },
          { spec: { source: { chart: 'cert-manager' }, destination: { namespace: 'cert-manager' } } },
        ),
        role,
        bind({ kind: 'Role', name: 'reader' }, to('vault-tokens', 'cert-manager')),
      ],
      says: 'there is no ServiceAccount cert-manager/vault-tokens',
    },
    'a Role with a slip': {
      given: [pods, account, role, bind({ kind: 'Role', name: 'raeder' }, to('web', namespace))],
      says: 'there is no Role blog/raeder',
      fix: 'Did you mean "reader"?',
    },
    'an account of another namespace': {
      given: [
        pods,
        kube('v1/ServiceAccount', { namespace: 'shop', name: 'cart' }),
        role,
        bind({ kind: 'Role', name: 'reader' }, to('cart', namespace)),
      ],
      says: 'there is no ServiceAccount blog/cart',
      fix: 'There is one in "shop": name that namespace, or make one here.',
    },
    'a ClusterRole with a slip': {
      given: [
        kube(`${api}/ClusterRole`, { name: 'metrics-reader' }),
        pods,
        account,
        bind({ kind: 'ClusterRole', name: 'metric-reader' }, to('web', namespace)),
      ],
      says: 'there is no ClusterRole metric-reader here',
      fix: 'Did you mean "metrics-reader"?',
    },
    'a Role named as a ClusterRole': {
      given: [pods, account, role, bind({ kind: 'ClusterRole', name: 'reader' }, to('web', namespace))],
      says: 'there is no ClusterRole reader; reader is a Role of "blog"',
      fix: 'Write kind: Role.',
    },
    'a ClusterRole named as a Role': {
      given: [pods, account, kube(`${api}/ClusterRole`, { name: 'reader' }), bind({ kind: 'Role', name: 'reader' }, to('web', namespace))],
      says: 'there is no Role reader in "blog"; reader is a ClusterRole',
      fix: 'Write kind: ClusterRole.',
    },
    'a subject without a namespace': {
      given: [kube(`${api}/ClusterRoleBinding`, {}, { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects: [to('web')] })],
      says: 'subject ServiceAccount web has no namespace',
    },
  },
});
