import { inFile, kube, ruleCases } from '../../testing.ts';
import { wavesWait } from './waves-wait.ts';

const HEALTH = 'resource.customizations.health.argoproj.io_Application';

const app = (name: string, wave?: string, source: object = { path: `apps/${name}` }) =>
  inFile(
    'root/apps.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name, namespace: 'argocd', ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': wave } }) },
      { spec: { source, destination: { namespace: name } } },
    ),
  );
const argocd = (cm: object) => app('argocd', undefined, { chart: 'argo-cd', helm: { valuesObject: { configs: { cm } } } });
const settings = (data: object) => kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd' }, { data });
const set = (wave: string, strategy?: object) =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    {},
    {
      spec: {
        generators: [],
        ...(strategy === undefined ? {} : { strategy }),
        template: { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': wave } }, spec: {} },
      },
    },
  );
const says = 'Application web is to wait in wave 2, and Argo CD here has no health check for Applications';

ruleCases(wavesWait, {
  accepts: {
    'a health check in the values of the chart': [argocd({ [HEALTH]: 'return hs' }), app('db', '1'), app('web', '2')],
    'a health check in the settings': [settings({ [HEALTH]: 'return hs' }), app('db', '1'), app('web', '2')],
    'an older form of it': [
      settings({ 'resource.customizations': 'argoproj.io/Application:\n  health.lua: |\n    return hs\n' }),
      app('db', '1'),
      app('web', '2'),
    ],
    'settings that are not here': [app('db', '1'), app('web', '2')],
    'one wave for all': [settings({ url: 'https://argocd.example.com' }), app('db', '2'), app('web', '2')],
    'a set with steps': [set('3', { type: 'RollingSync', rollingSync: { steps: [{ matchExpressions: [] }] } })],
  },
  refuses: {
    'settings without a check': {
      given: [settings({ url: 'https://argocd.example.com' }), app('db', '1'), app('web', '2'), app('x', '3')],
      says,
    },
    'a chart without a check': { given: [argocd({ url: 'https://argocd.example.com' }), app('db'), app('web', '2')], says },
    'waves in a set': { given: [set('3')], says: 'the Applications of this set carry wave 3, and waves order only what one sync applies' },
  },
});
