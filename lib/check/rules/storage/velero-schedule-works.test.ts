import { chartApplication } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { veleroScheduleWorks } from './velero-schedule-works.ts';

const shop = [kube('v1/Namespace', { name: 'shop' }), kube('v1/Namespace', { name: 'velero' }), deployment({ namespace: 'shop' })];
const schedule = (template: object) => kube('velero.io/v1/Schedule', { namespace: 'velero', name: 'nightly' }, { spec: { template } });
const velero = (values: Readonly<Record<string, unknown>>) => chartApplication('velero', 'velero', values);
const files = { defaultVolumesToFsBackup: true };
const agentless = 'it copies the files of volumes, and the values of Velero leave out the agent on the nodes (deployNodeAgent)';

const CONTROL = 'node-role.kubernetes.io/control-plane';
const tolerations = [{ key: CONTROL, operator: 'Exists', effect: 'NoSchedule' }];
const onControl = (more: object = {}) =>
  deployment({
    namespace: 'shop',
    name: 'cache',
    pod: {
      nodeSelector: { [CONTROL]: '' },
      tolerations,
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'cache' } }],
      ...more,
    },
  });

ruleCases(veleroScheduleWorks, {
  accepts: {
    'files on a control plane, with an agent there': [
      velero({ deployNodeAgent: true, nodeAgent: { tolerations } }),
      onControl(),
      schedule(files),
    ],
    'a pod that may be there, and elsewhere': [velero({ deployNodeAgent: true }), onControl({ nodeSelector: {} }), schedule(files)],
    'a pod without files, and a namespace that is left out': [
      velero({ deployNodeAgent: true }),
      onControl({ volumes: [] }),
      schedule(files),
      schedule({ ...files, includedNamespaces: ['velero'] }),
    ],
    'namespaces that are there': [...shop, schedule({ includedNamespaces: ['shop', '*'] })],
    'a namespace of the platform': [...shop, schedule({ includedNamespaces: ['monitoring'] })],
    'a tree without namespaces': [schedule({ includedNamespaces: ['shop'] })],
    'backups that overlap': [
      kube('velero.io/v1/Schedule', { name: 'daily' }, { spec: { schedule: '0 3 * * *', template: { ttl: '168h' } } }),
    ],
    'files with the agent': [velero({ deployNodeAgent: true }), schedule(files)],
    'snapshots without the agent': [velero({ deployNodeAgent: false }), schedule({ snapshotVolumes: true })],
    'a Velero that the tree does not install': [schedule(files)],
  },
  refuses: {
    'files on a control plane, where no agent is': {
      given: [velero({ deployNodeAgent: true }), onControl(), schedule(files)],
      says: 'it copies the files of volumes, and the agent of Velero does not tolerate control planes, where Deployment cache runs with a claim',
    },
    'a namespace that was renamed': {
      given: [...shop, schedule({ includedNamespaces: ['shop-system'] })],
      says: 'it covers namespace "shop-system", which nothing here makes or uses',
      fix: 'Did you mean "shop"?',
    },
    'a namespace in the values of the chart': {
      given: [...shop, velero({ deployNodeAgent: true, schedules: { nightly: { template: { includedNamespaces: ['blog'] } } } })],
      says: 'it covers namespace "blog", which nothing here makes or uses',
    },
    'a gap between two backups': {
      given: [kube('velero.io/v1/Schedule', { name: 'weekly' }, { spec: { schedule: '0 3 * * 0', template: { ttl: '72h0m0s' } } })],
      says: 'a backup is kept 72h0m0s, and up to 168 h lie between two ("0 3 * * 0")',
    },
    'files without the agent': { given: [velero({ backupsEnabled: true }), schedule(files)], says: agentless },
    'files without the agent, both in the values': {
      given: [velero({ deployNodeAgent: false, schedules: { nightly: { template: files } } })],
      says: agentless,
    },
  },
});
