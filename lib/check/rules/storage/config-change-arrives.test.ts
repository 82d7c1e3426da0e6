import { deployment, kube, ruleCases } from '../../testing.ts';
import { configChangeArrives } from './config-change-arrives.ts';

const config = (name = 'web') => kube('v1/ConfigMap', { name }, { data: { 'a.conf': '' } });
const web = (subPath: string | undefined, name = 'web', podAnnotations: Readonly<Record<string, string>> = {}) =>
  deployment({
    podAnnotations,
    container: { volumeMounts: [{ name: 'config', mountPath: '/etc/a.conf', ...(subPath === undefined ? {} : { subPath }) }] },
    pod: { volumes: [{ name: 'config', configMap: { name } }] },
  });

const variables = deployment({ container: { envFrom: [{ configMapRef: { name: 'web' } }] } });

ruleCases(configChangeArrives, {
  accepts: {
    'a folder, which the kubelet refreshes': [config(), web(undefined)],
    'a checksum': [config(), web('a.conf', 'web', { 'checksum/config': 'ab12' })],
    'a name with the hash of its content': [config('web-4d7m6k5b42'), web('a.conf', 'web-4d7m6k5b42')],
    'a ConfigMap that is made elsewhere': [web('a.conf')],
    'variables, where somebody applies by hand': [config(), variables],
  },
  refuses: {
    'variables, where Argo CD syncs by itself': {
      given: [
        config(),
        variables,
        kube('argoproj.io/v1alpha1/Application', { name: 'web' }, { spec: { syncPolicy: { automated: { selfHeal: true } } } }),
      ],
      says: 'a change of ConfigMap web does not reach the variables of "app": no annotation of the pods changes with it',
    },
    'a file by subPath': {
      given: [config(), web('a.conf')],
      says: 'a change of ConfigMap web does not reach /etc/a.conf: it is mounted by subPath, and no annotation of the pods changes with it',
    },
  },
});
