import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { definitionsServerSide } from './definitions-server-side.ts';

const app = (source: object, syncOptions: readonly string[] = []) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'monitoring' }, { spec: { source, syncPolicy: { syncOptions } } });
const script = (text: string) => documentObject('Script', 'install', { text });
const stack = { chart: 'kube-prometheus-stack', targetRevision: '72.6.2' };

ruleCases(definitionsServerSide, {
  accepts: {
    'definitions that the API server applies': [app(stack, ['CreateNamespace=true', 'ServerSideApply=true'])],
    'definitions that are replaced': [app(stack, ['Replace=true'])],
    'definitions that are left out': [app({ ...stack, helm: { valuesObject: { crds: { enabled: false } } } })],
    'definitions that are skipped': [app({ ...stack, helm: { skipCrds: true } })],
    'manifests that the API server applies': [
      script('kubectl apply --server-side -f https://github.com/kyverno/kyverno/releases/download/v1.13.2/install.yaml'),
      script('kubectl create -f https://github.com/kyverno/kyverno/releases/download/v1.13.2/install.yaml'),
    ],
    'manifests with small ones': [
      script('kubectl apply -f https://raw.githubusercontent.com/metallb/metallb/v0.14.9/config/manifests/metallb-native.yaml'),
    ],
    'a chart with small ones': [app({ chart: 'loki' })],
  },
  refuses: {
    'the manifests of Kyverno': {
      given: [script('kubectl apply -f https://github.com/kyverno/kyverno/releases/download/v1.13.2/install.yaml')],
      says: 'line 1: install.yaml of kyverno has definitions of more than 256 KiB, and is applied without --server-side',
    },
    'the bundle of the Prometheus operator': {
      given: [script('kubectl apply -f https://raw.githubusercontent.com/prometheus-operator/prometheus-operator/v0.79.2/bundle.yaml')],
      says: 'line 1: bundle.yaml of prometheus-operator has definitions of more than 256 KiB, and is applied without --server-side',
    },
    'the stack of Prometheus': {
      given: [app(stack, ['CreateNamespace=true'])],
      says: 'chart kube-prometheus-stack brings definitions of more than 256 KiB, and they are applied without ServerSideApply=true',
    },
  },
});
