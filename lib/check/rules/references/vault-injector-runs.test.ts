import { deployment, kube, ruleCases } from '../../testing.ts';
import { vaultInjectorRuns } from './vault-injector-runs.ts';

const asking = (annotations: Record<string, string> = { 'vault.hashicorp.com/role': 'web' }) =>
  deployment({ namespace: 'shop', podAnnotations: { 'vault.hashicorp.com/agent-inject': 'true', ...annotations } });
const vault = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'vault' },
    {
      spec: {
        source: { chart: 'vault', helm: { releaseName: 'vault', valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'vault' },
      },
    },
  );

ruleCases(vaultInjectorRuns, {
  accepts: {
    'an injector that runs': [vault({ server: {} }), asking()],
    'an injector of another tree': [asking()],
    'an injector of another release': [
      vault({ injector: { enabled: false } }),
      vault({ global: { externalVaultAddr: 'https://vault' } }),
      deployment(),
    ],
    'a log-in of another kind': [asking({ 'vault.hashicorp.com/auth-type': 'approle' })],
    'pods that ask nobody': [vault({ injector: { enabled: false } }), deployment()],
  },
  refuses: {
    'an injector that is off': {
      given: [vault({ injector: { enabled: false } }), asking()],
      says: 'the pods ask the injector of Vault for their secrets, and release vault switches it off (injector.enabled)',
    },
    'no role': {
      given: [asking({})],
      says: 'the pods ask the injector of Vault for their secrets, and vault.hashicorp.com/role names no role',
    },
  },
});
