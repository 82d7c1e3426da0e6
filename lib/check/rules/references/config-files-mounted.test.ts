import { deployment, kube, ruleCases } from '../../testing.ts';
import { configFilesMounted } from './config-files-mounted.ts';

const namespace = 'shop';
const config = (labels: Readonly<Record<string, string>> = {}) =>
  kube('v1/ConfigMap', { name: 'store', namespace, labels }, { data: { 'local.xml': '<a/>', 'users.xml': '<b/>', LEVEL: 'info' } });
const file = (key: string) => ({ name: 'config', mountPath: `/etc/store/${key}`, subPath: key });
const pod = (volumeMounts: readonly object[], container: object = {}, source: object = {}, name = 'store') =>
  deployment({
    ...{ name, namespace, labels: { app: name } },
    container: { volumeMounts, ...container },
    pod: { volumes: [{ name: 'config', configMap: { name: 'store', ...source } }] },
  });

ruleCases(configFilesMounted, {
  accepts: {
    'both files': [config(), pod([file('local.xml'), file('users.xml')])],
    'the whole folder': [config(), pod([{ name: 'config', mountPath: '/etc/store' }])],
    'one file each in two programs': [config(), pod([file('local.xml')]), pod([file('users.xml')], {}, {}, 'other')],
    'a file that is read as a variable': [
      config(),
      pod([file('local.xml')], { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'store', key: 'users.xml' } } }] }),
    ],
    'all of it as variables': [config(), pod([file('local.xml')], { envFrom: [{ configMapRef: { name: 'store' } }] })],
    'what a sidecar picks up by a label': [config({ grafana_dashboard: '1' }), pod([file('local.xml')])],
    'nobody who mounts it': [config()],
  },
  refuses: {
    'a file that has no mount': {
      given: [config({ app: 'store' }), pod([file('local.xml')])],
      says: 'no container mounts users.xml: Deployment store mounts only local.xml of it, file by file',
      fix: 'Mount it as well (subPath), or mount the whole ConfigMap; or take out what nobody needs.',
    },
    'one that is not among the items': {
      given: [config(), pod([{ name: 'config', mountPath: '/etc/store' }], {}, { items: [{ key: 'local.xml', path: 'config.xml' }] })],
      says: 'no container mounts users.xml: Deployment store mounts only local.xml of it, file by file',
    },
  },
});
