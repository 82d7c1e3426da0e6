import { chartApplication } from '../../observability/testing.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { vaultSnapshotWorks } from './vault-snapshot-works.ts';

const vault = (server: object) => chartApplication('vault', 'vault', { server });
const snapshot = (script = 'vault operator raft snapshot save /backup/vault.snap') =>
  cronJob({ name: 'snapshot', namespace: 'vault', container: { image: 'hashicorp/vault:1.20.4', command: ['sh', '-c'], args: [script] } });
const raft = { ha: { enabled: true, replicas: 1, raft: { enabled: true } } };

ruleCases(vaultSnapshotWorks, {
  accepts: {
    'a Vault with Raft': [vault(raft), snapshot()],
    'one server with Raft in its configuration': [
      vault({ standalone: { enabled: true, config: 'storage "raft" { path = "/vault/data" }' } }),
      snapshot(),
    ],
    'a Vault that nobody shows': [snapshot()],
    'a Vault elsewhere': [chartApplication('vault', 'vault', { server: { enabled: false } }), snapshot()],
    'other commands': [vault({}), snapshot('vault status')],
  },
  refuses: {
    'a Vault of files': {
      given: [vault({ standalone: { enabled: true } }), snapshot()],
      says: 'line 1: vault operator raft snapshot save is for the storage Raft, and release vault keeps its data in files (storage "file")',
    },
    'a Vault in memory, through its pod': {
      given: [vault({ dev: { enabled: true } }), snapshot('kubectl -n vault exec vault-0 -- vault operator raft list-peers')],
      says: 'line 1: vault operator raft list-peers is for the storage Raft, and release vault keeps its data in memory (server.dev)',
    },
  },
});
