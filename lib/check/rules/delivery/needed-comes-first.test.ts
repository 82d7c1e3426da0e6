import { deployment, inFile, job, kube, ruleCases, service } from '../../testing.ts';
import { neededComesFirst } from './needed-comes-first.ts';

const wave = (value: number, more: Record<string, string> = {}) => ({ 'argocd.argoproj.io/sync-wave': String(value), ...more });
const config = (annotations?: Record<string, string>) =>
  kube('v1/ConfigMap', { name: 'settings', namespace: 'blog', ...(annotations === undefined ? {} : { annotations }) });
const container = { envFrom: [{ configMapRef: { name: 'settings' } }] };
const web = (annotations?: Record<string, string>) =>
  deployment({ namespace: 'blog', container, ...(annotations === undefined ? {} : { annotations }) });
const hook = { 'argocd.argoproj.io/hook': 'PreSync' };

const claim = (annotations: Record<string, string>, spec: object = {}) =>
  kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'blog', annotations }, { spec });
const mounts = { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] };
const storage = (volumeBindingMode: string) => kube('storage.k8s.io/v1/StorageClass', { name: 'local' }, { volumeBindingMode });
const secretFrom = (annotations: Record<string, string>) =>
  kube('external-secrets.io/v1/ExternalSecret', { name: 'db', namespace: 'blog', annotations }, { spec: { target: { name: 'db-login' } } });
const migrate = (annotations: Record<string, string>, url = 'postgres://db:5432/blog') =>
  job({ name: 'migrate', namespace: 'blog', annotations, container: { env: [{ name: 'DATABASE_URL', value: url }] } });
const database = [
  deployment({ name: 'db', namespace: 'blog', labels: { app: 'db' } }),
  service({ name: 'db', namespace: 'blog', selector: { app: 'db' }, ports: [{ port: 5432 }] }),
];

/** Applications of one root, with what they install. */
const app = (name: string, annotations: Record<string, string>, source: object = {}, spec: object = {}) =>
  inFile(
    'root/apps.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name, namespace: 'argocd', annotations },
      {
        spec: {
          source: { repoURL: 'https://git.example.com/apps', path: `apps/${name}`, ...source },
          destination: { namespace: name },
          ...spec,
        },
      },
    ),
  );
const longhorn = (value: number) =>
  app('longhorn', wave(value), { chart: 'longhorn', path: undefined, repoURL: 'https://charts.longhorn.io', targetRevision: '1.7.2' });
const health = kube(
  'v1/ConfigMap',
  { name: 'argocd-cm', namespace: 'argocd' },
  {
    data: { 'resource.customizations.health.argoproj.io_Application': 'return hs' },
  },
);
const blogClaim = inFile('apps/blog/claim.yaml', claim({}, { storageClassName: 'longhorn' }));
const created = { syncPolicy: { syncOptions: ['CreateNamespace=true'] } };

ruleCases(neededComesFirst, {
  accepts: {
    'a claim that waits for its pod, with its pod': [
      storage('WaitForFirstConsumer'),
      claim(wave(1), { storageClassName: 'local' }),
      deployment({ namespace: 'blog', annotations: wave(1), pod: mounts }),
    ],
    'a claim that waits for nobody': [
      storage('Immediate'),
      claim(wave(1), { storageClassName: 'local' }),
      deployment({ namespace: 'blog', annotations: wave(2), pod: mounts }),
    ],
    'a Secret that is written out, too': [
      secretFrom(wave(2)),
      kube('v1/Secret', { name: 'db-login', namespace: 'blog' }),
      deployment({ namespace: 'blog', container: { envFrom: [{ secretRef: { name: 'db-login' } }] } }),
    ],
    'a migration after the database': [...database, migrate(wave(1))],
    'a hook that calls what comes from elsewhere': [migrate(hook, 'postgres://db.other:5432/blog')],
    'storage before the claims': [health, longhorn(1), app('blog', wave(2)), blogClaim],
    'storage after the claims, where nothing waits': [
      { ...health, data: { url: 'https://argocd.example.com' } },
      longhorn(3),
      app('blog', wave(2)),
      blogClaim,
    ],
    'no order at all': [longhorn(0), app('blog', {}), blogClaim],
    'a namespace that it does not fill': [
      health,
      app('blog', wave(1)),
      app('namespaces', wave(2)),
      inFile('apps/namespaces/n.yaml', kube('v1/Namespace', { name: 'blog' })),
      inFile('apps/blog/policy.yaml', kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', { name: 'deny' })),
    ],
    'the namespace of Argo CD itself': [
      health,
      inFile(
        'root/root.yaml',
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'root', namespace: 'argocd', annotations: wave(0) },
          {
            spec: { source: { path: 'root' }, destination: { namespace: 'argocd' } },
          },
        ),
      ),
      app('argocd', wave(2), { chart: 'argo-cd', path: undefined }, created),
    ],
    'a namespace of its own': [
      health,
      app('blog', wave(1), {}, created),
      app('namespaces', wave(2)),
      inFile('apps/namespaces/n.yaml', kube('v1/Namespace', { name: 'blog' })),
    ],
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
    'a claim that waits for a pod that comes later': {
      given: [
        storage('WaitForFirstConsumer'),
        claim(wave(1), { storageClassName: 'local' }),
        deployment({ namespace: 'blog', annotations: wave(2), pod: mounts }),
      ],
      says: 'Deployment web, for whose pod class local waits, comes in wave 2, after this PersistentVolumeClaim in wave 1',
      fix: 'Give Deployment web the wave 1 or an earlier one.',
    },
    'a Secret that is made later': {
      given: [secretFrom(wave(2)), deployment({ namespace: 'blog', container: { envFrom: [{ secretRef: { name: 'db-login' } }] } })],
      says: 'ExternalSecret db, which makes Secret db-login, comes in wave 2, after this Deployment in wave 0',
    },
    'a migration before its database': {
      given: [...database, migrate(hook)],
      says: 'Deployment db, which answers there, comes in wave 0, after this Job in PreSync wave 0',
    },
    'storage after the claims': {
      given: [health, longhorn(3), app('blog', wave(2)), blogClaim],
      says: 'StorageClass longhorn comes with Application longhorn in wave 3, after Application blog in wave 2, which brings this PersistentVolumeClaim',
      fix: 'Give Application longhorn the wave 2 or an earlier one.',
    },
    'a namespace after what lives in it': {
      given: [
        health,
        app('blog', wave(1)),
        app('namespaces', wave(2)),
        inFile('apps/namespaces/n.yaml', kube('v1/Namespace', { name: 'blog' })),
        inFile('apps/blog/settings.yaml', config()),
      ],
      says: 'Namespace blog comes with Application namespaces in wave 2, after Application blog in wave 1, which needs it',
    },
    'a gateway before its addresses': {
      given: [
        health,
        app('ingress', wave(1), { chart: 'ingress-nginx', path: undefined }, created),
        app('pools', wave(2), {}, created),
        inFile('apps/pools/pool.yaml', kube('metallb.io/v1beta1/IPAddressPool', { name: 'home', namespace: 'metallb-system' })),
      ],
      says: 'an IPAddressPool comes with Application pools in wave 2, after Application ingress in wave 1, which needs it',
    },
    'an autoscaler before its workload': {
      given: [
        deployment({ namespace: 'blog', annotations: wave(2) }),
        kube(
          'autoscaling/v2/HorizontalPodAutoscaler',
          { name: 'web', namespace: 'blog' },
          { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
        ),
      ],
      says: 'Deployment web comes in wave 2, after this HorizontalPodAutoscaler in wave 0',
    },
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
    'a hook before the account under which it runs': {
      given: [
        kube('v1/ServiceAccount', { name: 'migrate', namespace: 'blog' }),
        job({ name: 'migrate', namespace: 'blog', annotations: hook, pod: { serviceAccountName: 'migrate' } }),
      ],
      says: 'ServiceAccount migrate comes in wave 0, after this Job in PreSync wave 0',
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
