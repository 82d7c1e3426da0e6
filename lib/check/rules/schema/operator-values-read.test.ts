import { kube, ruleCases } from '../../testing.ts';
import { operatorValuesRead } from './operator-values-read.ts';

const velero = (ttl: string, schedule = '0 2 * * *') => kube('velero.io/v1/Schedule', {}, { spec: { schedule, template: { ttl } } });
const certificate = (duration: string) => kube('cert-manager.io/v1/Certificate', {}, { spec: { duration } });
const recurring = (cron: string) => kube('longhorn.io/v1beta2/RecurringJob', {}, { spec: { cron } });
const trigger = (type: string, metadata: object) => kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { triggers: [{ type, metadata }] } });
const scaled = (metadata: object) => kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { triggers: [{ type: 'external', metadata }] } });

const scaler = (type: string, spec: object, metadata: object = {}) =>
  kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { ...spec, triggers: [{ type, metadata }] } });
const hours = { timezone: 'Asia/Seoul', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: '3' };

ruleCases(operatorValuesRead, {
  accepts: {
    'durations of Go': [
      velero('720h0m0s'),
      certificate('2160h'),
      kube('external-secrets.io/v1beta1/ExternalSecret', {}, { spec: { refreshInterval: '0' } }),
    ],
    'schedules of five fields and their short names': [recurring('0 3 * * *'), recurring('@daily'), velero('720h', '@every 12h')],
    'what is filled in later': [velero('${TTL}', '${CRON}')],
    'an address by HTTP': [trigger('prometheus', { serverAddress: 'http://prometheus.monitoring.svc:9090', query: 'up', threshold: '1' })],
    'an address that is filled in': [trigger('prometheus', { serverAddress: '${PROMETHEUS}', query: 'up', threshold: '1' })],
    'a behaviour in its place': [
      kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { advanced: { horizontalPodAutoscalerConfig: { behavior: {} } }, triggers: [] } }),
    ],
    'settings that are texts': [scaled({ threshold: '100', query: 'up' })],
    'none by a queue, one by the processor': [
      scaler('kafka', { minReplicaCount: 0 }),
      scaler('cpu', { minReplicaCount: 1 }, { value: '70' }),
    ],
    'hours of a zone': [scaler('cron', { minReplicaCount: 1, idleReplicaCount: 0 }, hours)],
    'nothing stated': [kube('velero.io/v1/Schedule', {}, { spec: {} })],
  },
  refuses: {
    'an address without a scheme': {
      given: [trigger('prometheus', { serverAddress: 'prometheus.monitoring.svc:9090', query: 'up', threshold: '1' })],
      says: 'the prometheus trigger asks prometheus.monitoring.svc:9090, without a scheme',
    },
    'the operator itself': {
      given: [trigger('loki', { serverAddress: 'http://localhost:3100', query: 'x', threshold: '1' })],
      says: "the loki trigger asks http://localhost:3100, which is the pod of KEDA's operator itself",
    },
    'a behaviour a level too high': {
      given: [kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { advanced: { behavior: {} }, triggers: [] } })],
      says: 'spec.advanced of a ScaledObject has no behavior; spec.advanced.horizontalPodAutoscalerConfig has it',
    },
    'a number by another name': {
      given: [kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { minReplicasCount: 2, triggers: [] } })],
      says: 'spec of a ScaledObject has no minReplicasCount',
      fix: 'Did you mean "minReplicaCount"?',
    },
    days: {
      given: [velero('30d')],
      says: '"30d" is no duration that Schedule takes',
      fix: 'Write 720h: hours are the largest unit.',
    },
    'a plain number': {
      given: [certificate('90')],
      says: '"90" is no duration that Certificate takes',
      fix: 'Write it in h, m and s: 1h30m.',
    },
    'four fields': { given: [recurring('0 3 * *')], says: '0 3 * * has 4 fields, Kubernetes takes 5' },
    'more at least than at most': {
      given: [kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { minReplicaCount: 6, maxReplicaCount: 5 } })],
      says: 'minReplicaCount 6 is more than maxReplicaCount 5',
    },
    'none by the processor': {
      given: [scaler('cpu', { minReplicaCount: 0 }, { value: '70' })],
      says: 'minReplicaCount is 0, and cpu of no pod is nothing: only other triggers scale to none',
    },
    'a trigger without what it compares with': {
      given: [scaler('prometheus', {}, { serverAddress: 'http://prometheus', query: 'up' })],
      says: 'the prometheus trigger has no threshold',
    },
    'a type that is half a word, and the place of before': {
      given: [scaler('rabbit', {}), scaler('cpu', {}, { type: 'Utilization', value: '70' })],
      says: [
        'metadata.type of the cpu trigger was taken out in KEDA 2.18: the field is metricType beside it',
        'there is no trigger of the type rabbit',
      ],
    },
    'a pause that stays': {
      given: [
        kube(
          'keda.sh/v1alpha1/ScaledObject',
          { annotations: { 'autoscaling.keda.sh/paused-replicas': '0' } },
          { spec: { triggers: [{ type: 'kafka', metadata: {} }] } },
        ),
      ],
      says: 'scaling is paused in Git (autoscaling.keda.sh/paused-replicas)',
    },
    'some while idle': { given: [scaler('kafka', { idleReplicaCount: 1 })], says: 'idleReplicaCount is 1, and only 0 is taken' },
    'hours that Go does not read': {
      given: [scaler('cron', {}, { ...hours, timezone: 'KST', start: '0 8 * *', end: '0 8 * *' })],
      says: [
        '0 8 * * has 4 fields, Kubernetes takes 5',
        'it begins and ends at the same time, 0 8 * *',
        '0 8 * * has 4 fields, Kubernetes takes 5',
        'there is no time zone KST',
      ],
    },
    'a number for a text': {
      given: [scaled({ threshold: 100 })],
      says: 'threshold is the number 100, and settings of a trigger are texts',
      fix: 'Put it in quotes: "100".',
    },
  },
});
