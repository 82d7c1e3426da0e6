import { inFile, kube, ruleCases } from '../../testing.ts';
import { namespaceWaveFirst } from './namespace-wave-first.ts';

const wave = (value: string) => ({ 'argocd.argoproj.io/sync-wave': value });
const application = (syncOptions: readonly string[] = []) =>
  inFile(
    'mgmt/shop.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'shop', namespace: 'argocd' },
      {
        spec: {
          source: { repoURL: 'https://git.example.com/a', path: 'shop' },
          destination: { namespace: 'shop' },
          syncPolicy: { syncOptions },
        },
      },
    ),
  );
const namespace = (annotations: Readonly<Record<string, string>>) =>
  inFile('shop/ns.yaml', kube('v1/Namespace', { name: 'shop', annotations }));
const config = (annotations: Readonly<Record<string, string>> = {}) =>
  inFile('shop/config.yaml', kube('v1/ConfigMap', { name: 'web', namespace: 'shop', annotations }));

ruleCases(namespaceWaveFirst, {
  accepts: {
    'no wave': [application(), namespace({}), config()],
    'an earlier wave': [application(), namespace(wave('-1')), config()],
    'the same wave': [application(), namespace(wave('1')), config(wave('1'))],
    'a namespace that Argo CD makes': [application(['CreateNamespace=true']), namespace(wave('1')), config()],
    'no Application': [namespace(wave('1')), config()],
  },
  refuses: {
    'a later wave': {
      given: [application(), namespace(wave('1')), config()],
      says: 'the Namespace comes in wave 1, after ConfigMap web in it, which comes in wave 0',
      fix: 'Put it into wave -1, or leave the wave out: in one wave Namespaces come first.',
    },
  },
});
