import { kube, ruleCases } from '../../testing.ts';
import { operatorValuesRead } from './operator-values-read.ts';

const velero = (ttl: string, schedule = '0 2 * * *') => kube('velero.io/v1/Schedule', {}, { spec: { schedule, template: { ttl } } });
const certificate = (duration: string) => kube('cert-manager.io/v1/Certificate', {}, { spec: { duration } });
const recurring = (cron: string) => kube('longhorn.io/v1beta2/RecurringJob', {}, { spec: { cron } });
const scaled = (metadata: object) => kube('keda.sh/v1alpha1/ScaledObject', {}, { spec: { triggers: [{ type: 'prometheus', metadata }] } });

ruleCases(operatorValuesRead, {
  accepts: {
    'durations of Go': [
      velero('720h0m0s'),
      certificate('2160h'),
      kube('external-secrets.io/v1beta1/ExternalSecret', {}, { spec: { refreshInterval: '0' } }),
    ],
    'schedules of five fields and their short names': [recurring('0 3 * * *'), recurring('@daily'), velero('720h', '@every 12h')],
    'what is filled in later': [velero('${TTL}', '${CRON}')],
    'settings that are texts': [scaled({ threshold: '100', query: 'up' })],
    'nothing stated': [kube('velero.io/v1/Schedule', {}, { spec: {} })],
  },
  refuses: {
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
    'a number for a text': {
      given: [scaled({ threshold: 100 })],
      says: 'threshold is the number 100, and settings of a trigger are texts',
      fix: 'Put it in quotes: "100".',
    },
  },
});
