import { kube, ruleCases } from '../../testing.ts';
import { syncWindowWorks } from './sync-window-works.ts';

const project = (...syncWindows: readonly object[]) =>
  kube('argoproj.io/v1alpha1/AppProject', { name: 'platform' }, { spec: { syncWindows } });
const night = { kind: 'deny', schedule: '0 22 * * 5', duration: '48h', applications: ['*'] };

ruleCases(syncWindowWorks, {
  accepts: {
    'no windows': [project()],
    'a weekend': [project(night)],
    'hours and minutes, a zone, clusters': [
      project({ ...night, duration: '1h30m', timeZone: 'Asia/Seoul', applications: undefined, clusters: ['app1'] }),
    ],
    'values that are filled in': [project({ ...night, schedule: '${SCHEDULE}', duration: '{{ .duration }}' })],
  },
  refuses: {
    days: {
      given: [project({ ...night, duration: '2d' })],
      says: '"2d" is no duration that Argo CD reads',
      fix: 'Write 48h: hours are the largest unit.',
    },
    'a word for the unit': {
      given: [project({ ...night, duration: '4 hours' })],
      says: '"4 hours" is no duration that Argo CD reads',
      fix: 'Write 4h.',
    },
    'a number': {
      given: [project({ ...night, duration: '60' })],
      says: '"60" is no duration that Argo CD reads',
      fix: 'Write it in h and m, such as 1h30m.',
    },
    'four fields': { given: [project({ ...night, schedule: '0 22 * *' })], says: '0 22 * * has 4 fields, Kubernetes takes 5' },
    'a word for the schedule': {
      given: [project({ ...night, schedule: '@daily' })],
      says: 'the schedule @daily is a word, and windows have five fields',
    },
    'zones by their abbreviation': {
      given: [project({ ...night, timeZone: 'KST' }, { ...night, timeZone: 'JST' })],
      says: ['there is no time zone KST', 'there is no time zone JST'],
    },
    'a window for nobody': {
      given: [project({ kind: 'allow', schedule: '0 2 * * *', duration: '4h' })],
      says: 'the window names no applications, no namespaces and no clusters',
    },
  },
});
