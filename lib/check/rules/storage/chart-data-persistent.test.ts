import { inFile, kube, ruleCases } from '../../testing.ts';
import { chartDataPersistent } from './chart-data-persistent.ts';

const application = (chart: string, helm: object) =>
  kube('argoproj.io/v1alpha1/Application', {}, { spec: { destination: { namespace: 'data' }, source: { chart, helm } } });
const stack = (prometheus: object) => application('kube-prometheus-stack', { valuesObject: { prometheus } });

const file = (name: string, prometheusSpec: object) =>
  inFile(
    `${name}.yaml`,
    kube('slipway.dev/v1/HelmValues', { name }, { chart: 'kube-prometheus-stack', values: { prometheus: { prometheusSpec } } }),
  );

ruleCases(chartDataPersistent, {
  accepts: {
    'values of a stage, laid over those that have it': [
      file('monitoring/values', { storageSpec: { volumeClaimTemplate: {} } }),
      file('monitoring/values-prod', { replicas: 2 }),
    ],
    'what the chart does by itself': [application('postgresql', { valuesObject: { auth: { database: 'shop' } } })],
    'a claim for Prometheus': [stack({ prometheusSpec: { storageSpec: { volumeClaimTemplate: {} } } })],
    'an agent, which sends on what it reads': [stack({ agentMode: true, prometheusSpec: { replicas: 1 } })],
    'some hours, which may be lost': [stack({ prometheusSpec: { retention: '2h' } })],
    'values that are not about Prometheus': [application('kube-prometheus-stack', { valuesObject: { grafana: {} } })],
    'another chart': [application('grafana', { valuesObject: { persistence: { enabled: false } } })],
    'a Prometheus with storage': [kube('monitoring.coreos.com/v1/Prometheus', {}, { spec: { storage: {} } })],
  },
  refuses: {
    'values of a stage without any below': {
      given: [file('monitoring/values-prod', { replicas: 2 })],
      says: 'Prometheus of kube-prometheus-stack has no storageSpec',
    },
    'a database without a volume': {
      given: [application('postgresql', { valuesObject: { primary: { persistence: { enabled: false } } } })],
      says: 'postgresql is told to keep its data in the container',
    },
    'the same in parameters': {
      given: [application('vault', { parameters: [{ name: 'server.dataStorage.enabled', value: 'false' }] })],
      says: 'vault is told to keep its data in the container',
    },
    'a file of values': {
      given: [kube('slipway.dev/v1/HelmValues', { name: 'apps/minio/values' }, { values: { persistence: { enabled: false } } })],
      says: 'minio is told to keep its data in the container',
    },
    'metrics without a volume': {
      given: [stack({ prometheusSpec: { retention: '5d' } })],
      says: 'Prometheus of kube-prometheus-stack has no storageSpec',
    },
    'a Prometheus of the operator': {
      given: [kube('monitoring.coreos.com/v1/Prometheus', {}, { spec: {} })],
      says: 'Prometheus has no storage',
    },
  },
});
