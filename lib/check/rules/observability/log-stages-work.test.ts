import { kube, ruleCases } from '../../testing.ts';
import { logStagesWork } from './log-stages-work.ts';

const stages = (...pipelineStages: readonly object[]) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'promtail', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://grafana.github.io/helm-charts',
          chart: 'promtail',
          targetRevision: '6.16.6',
          helm: { valuesObject: { config: { snippets: { pipelineStages } } } },
        },
        destination: { namespace: 'monitoring' },
      },
    },
  );
const JSON_STAGE = { json: { expressions: { level: 'level', ts: 'timestamp' } } };

const alloy = (labels: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy', namespace: 'monitoring' },
    {
      data: {
        'config.alloy': `loki.process "web" {\n  stage.json {\n    expressions = { level = "level", trace_id = "" }\n  }\n  stage.labels {\n    values = { ${labels} }\n  }\n}\n`,
      },
    },
  );

ruleCases(logStagesWork, {
  accepts: {
    'few labels of Alloy': [alloy('level = ""')],
    'the usual order': [stages({ cri: {} }, JSON_STAGE, { labels: { level: '' } }, { timestamp: { source: 'ts', format: 'RFC3339Nano' } })],
    'formats of Go': [
      stages({ cri: {} }, JSON_STAGE, { timestamp: { source: 'ts', format: '2006-01-02 15:04:05' } }),
      stages({ cri: {} }, JSON_STAGE, { timestamp: { source: 'time', format: 'UnixMs' } }),
    ],
    'groups with names': [stages({ cri: {} }, { regex: { expression: 'level=(?P<level>\\w+)' } }, { labels: { level: '' } })],
    'lines of something else': [stages(JSON_STAGE, { labels: { level: '' } })],
  },
  refuses: {
    'a label of Alloy with a value for each request': {
      given: [alloy('level = "", trace_id = ""')],
      says: 'loki.process "web": trace_id becomes a label, and has a value of its own in nearly every line',
    },
    'JSON before the words of the runtime are off': {
      given: [stages(JSON_STAGE, { cri: {} })],
      says: 'chart promtail: the stage json stands before cri',
      fix: 'Put cri first.',
    },
    'a time that nobody extracts, in a form that Go does not know': {
      given: [stages({ cri: {} }, JSON_STAGE, { timestamp: { source: 'when', format: 'yyyy-MM-dd HH:mm:ss' } })],
      says: [
        'chart promtail: "yyyy-MM-dd HH:mm:ss" is no format of a time as Go writes it',
        'chart promtail: the stage timestamp reads when, which no stage before it extracts',
      ],
    },
    'a group without a name': {
      given: [stages({ cri: {} }, { regex: { expression: 'level=(\\w+)' } })],
      says: 'chart promtail: the expression level=(\\w+) has no group with a name',
    },
    'a stream for each request': {
      given: [stages({ cri: {} }, { json: { expressions: { trace_id: '' } } }, { labels: { trace_id: '' } })],
      says: 'chart promtail: trace_id becomes a label, and has a value of its own in nearly every line',
    },
  },
});
