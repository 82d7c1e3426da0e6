import { kube, ruleCases } from '../../testing.ts';
import { vaultAuditMounted } from './vault-audit-mounted.ts';

const script = (file: string) => kube('slipway.dev/v1/Script', { name: 'vault.sh' }, { text: `vault audit enable file file_path=${file}` });
const vault = (server: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'vault', namespace: 'argocd' },
    {
      spec: {
        source: { chart: 'vault', targetRevision: '0.31.0', helm: { valuesObject: { server } } },
        destination: { namespace: 'vault' },
      },
    },
  );

ruleCases(vaultAuditMounted, {
  accepts: {
    'a volume for it': [script('/vault/audit/audit.log'), vault({ auditStorage: { enabled: true } })],
    'the volume of the data': [script('/vault/data/audit.log'), vault({})],
    'a volume of another name': [script('/audit/a.log'), vault({ volumeMounts: [{ name: 'audit', mountPath: '/audit' }] })],
    'the output of the pod': [script('stdout'), vault({})],
    'no release in the tree': [script('/vault/audit/audit.log')],
    'a server elsewhere': [script('/vault/audit/audit.log'), vault({ enabled: false })],
  },
  refuses: {
    'no volume': {
      given: [script('/vault/audit/audit.log'), vault({})],
      says: 'Vault is to log to /vault/audit/audit.log, and release vault mounts /vault/data only (server.auditStorage is off)',
    },
    'a volume elsewhere': {
      given: [script('/var/log/vault.log'), vault({ auditStorage: { enabled: true } })],
      says: 'Vault is to log to /var/log/vault.log, and release vault mounts /vault/data, /vault/audit only',
    },
  },
});
