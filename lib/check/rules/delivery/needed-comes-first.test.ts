import { deployment, job, kube, ruleCases } from '../../testing.ts';
import { neededComesFirst } from './needed-comes-first.ts';

const wave = (value: number, more: Record<string, string> = {}) => ({ 'argocd.argoproj.io/sync-wave': String(value), ...more });
const config = (annotations?: Record<string, string>) =>
  kube('v1/ConfigMap', { name: 'settings', namespace: 'blog', ...(annotations === undefined ? {} : { annotations }) });
const container = { envFrom: [{ configMapRef: { name: 'settings' } }] };
const web = (annotations?: Record<string, string>) =>
  deployment({ namespace: 'blog', container, ...(annotations === undefined ? {} : { annotations }) });
const hook = { 'argocd.argoproj.io/hook': 'PreSync' };

ruleCases(neededComesFirst, {
  accepts: {
    'no waves': [config(), web()],
    'what is needed first': [config(wave(-1)), web()],
    'one wave for both': [config(wave(3)), web(wave(3))],
    'a hook with its own ConfigMap': [
      config({ ...hook, ...wave(-1) }),
      job({ name: 'migrate', namespace: 'blog', annotations: hook, container }),
    ],
    'a ConfigMap of another folder': [
      { object: config(wave(5)), file: 'shared/config.yaml' },
      { object: web(), file: 'web/web.yaml' },
    ],
  },
  refuses: {
    'a ConfigMap in a later wave': {
      given: [config(wave(2)), web(wave(1))],
      says: 'ConfigMap settings comes in wave 2, after this Deployment in wave 1',
      fix: 'Give ConfigMap settings the wave 1 or an earlier one.',
    },
    'a priority class in a later wave': {
      given: [
        kube('scheduling.k8s.io/v1/PriorityClass', { name: 'high', annotations: wave(1) }),
        deployment({ namespace: 'blog', pod: { priorityClassName: 'high' } }),
      ],
      says: 'PriorityClass high comes in wave 1, after this Deployment in wave 0',
    },
    'a hook before the sync': {
      given: [config(), job({ name: 'migrate', namespace: 'blog', annotations: hook, container })],
      says: 'ConfigMap settings comes in wave 0, after this Job in PreSync wave 0',
    },
    'a store after its secret': {
      given: [
        kube('external-secrets.io/v1/SecretStore', { name: 'vault', namespace: 'blog', annotations: wave(1) }),
        kube('external-secrets.io/v1/ExternalSecret', { name: 'db', namespace: 'blog' }, { spec: { secretStoreRef: { name: 'vault' } } }),
      ],
      says: 'SecretStore vault comes in wave 1, after this ExternalSecret in wave 0',
    },
    'a claim after its pod': {
      given: [
        kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'blog', annotations: wave(1) }),
        deployment({ namespace: 'blog', pod: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] } }),
      ],
      says: 'PersistentVolumeClaim data comes in wave 1, after this Deployment in wave 0',
    },
  },
});
