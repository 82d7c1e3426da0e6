import { kube, ruleCases } from '../../testing.ts';
import { definitionsServerSide } from './definitions-server-side.ts';

const app = (source: object, syncOptions: readonly string[] = []) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'monitoring' }, { spec: { source, syncPolicy: { syncOptions } } });
const stack = { chart: 'kube-prometheus-stack', targetRevision: '72.6.2' };

ruleCases(definitionsServerSide, {
  accepts: {
    'definitions that the API server applies': [app(stack, ['CreateNamespace=true', 'ServerSideApply=true'])],
    'definitions that are replaced': [app(stack, ['Replace=true'])],
    'definitions that are left out': [app({ ...stack, helm: { valuesObject: { crds: { enabled: false } } } })],
    'definitions that are skipped': [app({ ...stack, helm: { skipCrds: true } })],
    'a chart with small ones': [app({ chart: 'loki' })],
  },
  refuses: {
    'the stack of Prometheus': {
      given: [app(stack, ['CreateNamespace=true'])],
      says: 'chart kube-prometheus-stack brings definitions of more than 256 KiB, and they are applied without ServerSideApply=true',
    },
  },
});
