import type { KubeObject } from '../../../manifest/manifest.ts';
import { kube, ruleCases } from '../../testing.ts';
import { applicationItselfLast } from './application-itself-last.ts';

const wave = (number: number): object => ({ annotations: { 'argocd.argoproj.io/sync-wave': String(number) } });
const application = (name: string, at: number, path: string): KubeObject =>
  kube('argoproj.io/v1alpha1/Application', { name, namespace: 'argocd', ...wave(at) }, { spec: { source: { path } } });
const inFolder = (...objects: readonly KubeObject[]) =>
  objects.map((object) => ({ object, file: `apps/${object.kind.toLowerCase()}.${object.metadata.name}.yaml` }));
const settings = (data: object): KubeObject =>
  kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } }, { data });
const waiting = {
  object: settings({ 'resource.customizations.health.argoproj.io_Application': 'hs = {}\nreturn hs' }),
  file: 'argocd/cm.yaml',
};
const careless = { object: settings({ url: 'https://argocd.example.org' }), file: 'argocd/cm.yaml' };

ruleCases(applicationItselfLast, {
  accepts: {
    'the last wave': [waiting, ...inFolder(application('root', 60, 'apps'), application('shop', 60, 'shop'))],
    'an Application that somebody else installs': [waiting, ...inFolder(application('root', 0, 'charts'), application('shop', 60, 'shop'))],
    'waves that wait for no Application': [careless, ...inFolder(application('root', 0, 'apps'), application('shop', 60, 'shop'))],
  },
  refuses: {
    'the first wave of many': {
      given: [waiting, ...inFolder(application('root', 0, 'apps'), application('mesh', 10, 'mesh'), application('shop', 60, 'shop'))],
      says: 'root installs itself in wave 0, and goes on to wave 60',
      fix: 'Write wave 60 or later: a sync does not wait for its last wave.',
    },
  },
});
